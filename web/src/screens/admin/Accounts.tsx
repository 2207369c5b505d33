import { useState } from "preact/hooks";
import { get, send } from "../../api/client";
import { useLoaded } from "../../api/loaded";
import type { Account, Role } from "../../api/types";
import { Button } from "../../design/button";
import { Field } from "../../design/field";
import { Await } from "../../design/state";
import { say } from "../../design/toast";
import { moment } from "../../language/dates";
import { t } from "../../language/language";
import { type Asked, Confirm } from "./Confirm";
import { Form } from "./Form";
import { Secret, type Told } from "./Secret";

const ROLES: readonly Role[] = ["viewer", "reporter", "analyst", "secretariat", "admin"];

interface Made {
  account: Account;
  password: string | null;
}

export function Accounts() {
  const loaded = useLoaded((signal) => get<{ accounts: Account[] }>("/api/v1/accounts", {}, signal), []);
  const [editing, setEditing] = useState<Account | "new" | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [told, setTold] = useState<Told | null>(null);

  const change = async (name: string, edit: object): Promise<void> => {
    const { account, password } = await send<Made>("PATCH", `/api/v1/accounts/${encodeURIComponent(name)}`, edit);
    loaded.again();
    if (password === null) say(t("admin-account-changed", { name: account.display }));
    else tell(account, password);
  };
  const tell = (account: Account, secret: string) =>
    setTold({ label: t("admin-password-of", { name: account.name }), hint: t("admin-password-hint"), secret });

  return (
    <section class="stack">
      <div class="screen-head">
        <h2 id="admin-accounts">{t("admin-accounts")}</h2>
        <Button look="main" onClick={() => setEditing("new")}>{t("admin-account-new")}</Button>
      </div>
      <Await of={loaded}>
        {({ accounts }) => (
          <div class="scroll" role="region" aria-labelledby="admin-accounts" tabIndex={0}>
            <table class="table">
              <thead>
                <tr>
                  <th scope="col">{t("admin-name")}</th>
                  <th scope="col">{t("admin-display")}</th>
                  <th scope="col">{t("admin-role")}</th>
                  <th scope="col">{t("admin-state")}</th>
                  <th scope="col" class="admin-extra">{t("admin-key")}</th>
                  <th scope="col" class="admin-extra">{t("admin-created")}</th>
                  <th scope="col">{t("admin-actions")}</th>
                </tr>
              </thead>
              <tbody>
                {accounts.map((account) => (
                  <tr key={account.name} class={account.disabled ? "admin-off" : undefined} data-account={account.name}>
                    <th scope="row"><bdi class="fixed">{account.name}</bdi></th>
                    <td><bdi>{account.display}</bdi></td>
                    <td>{t(`role-${account.role}`)}</td>
                    <td>
                      {t(account.disabled ? "admin-disabled" : account.must_change_password ? "admin-new-password" : "admin-enabled")}
                    </td>
                    <td class="admin-extra"><bdi class="fixed">{account.key.slice(0, 16)}</bdi></td>
                    <td class="admin-extra">{moment(account.created)}</td>
                    <td>
                      <div class="row admin-acts">
                        <Button onClick={() => setEditing(account)} aria-label={t("admin-edit-of", { name: account.name })}>
                          {t("admin-edit")}
                        </Button>
                        <Button
                          aria-label={t("admin-reset-of", { name: account.name })}
                          onClick={() =>
                            setAsked({
                              title: t("admin-reset"),
                              words: t("admin-reset-words", { name: account.display }),
                              run: () => change(account.name, { reset_password: true }),
                            })
                          }
                        >
                          {t("admin-reset")}
                        </Button>
                        <Button
                          aria-label={t(account.disabled ? "admin-enable-of" : "admin-disable-of", { name: account.name })}
                          onClick={() =>
                            setAsked({
                              title: t(account.disabled ? "admin-enable" : "admin-disable"),
                              words: t(account.disabled ? "admin-enable-words" : "admin-disable-words", { name: account.display }),
                              run: () => change(account.name, { disabled: !account.disabled }),
                            })
                          }
                        >
                          {t(account.disabled ? "admin-enable" : "admin-disable")}
                        </Button>
                      </div>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Await>
      {editing !== null && (
        <Edit
          of={editing === "new" ? null : editing}
          onClose={() => setEditing(null)}
          onSave={async ({ name, display, role }) => {
            if (editing !== "new") return change(name, { display, role });
            const made = await send<Made>("POST", "/api/v1/accounts", { name, display, role });
            loaded.again();
            if (made.password !== null) tell(made.account, made.password);
          }}
        />
      )}
      {asked && <Confirm asked={asked} onClose={() => setAsked(null)} />}
      {told && <Secret told={told} onClose={() => setTold(null)} />}
    </section>
  );
}

interface Fields {
  name: string;
  display: string;
  role: Role;
}

function Edit(props: { of: Account | null; onClose: () => void; onSave: (fields: Fields) => Promise<void> }) {
  const { of } = props;
  const [fields, setFields] = useState<Fields>({ name: of?.name ?? "", display: of?.display ?? "", role: of?.role ?? "viewer" });
  const set = (change: Partial<Fields>) => setFields({ ...fields, ...change });
  return (
    <Form
      title={of === null ? t("admin-account-new") : t("admin-edit-of", { name: of.name })}
      submit={t(of === null ? "admin-make" : "admin-save")}
      onClose={props.onClose}
      onSubmit={() => props.onSave({ ...fields, name: fields.name.trim(), display: fields.display.trim() })}
    >
      {of === null && (
        <Field label={t("admin-name")} hint={t("admin-name-hint")}>
          {(control) => (
            <input
              {...control}
              dir="ltr"
              autocomplete="off"
              autocapitalize="none"
              spellcheck={false}
              required
              pattern="[a-z0-9.\-]{2,64}"
              value={fields.name}
              onInput={(event) => set({ name: event.currentTarget.value })}
            />
          )}
        </Field>
      )}
      <Field label={t("admin-display")} hint={t("admin-display-hint")}>
        {(control) => (
          <input
            {...control}
            dir="auto"
            autocomplete="off"
            required
            maxLength={100}
            value={fields.display}
            onInput={(event) => set({ display: event.currentTarget.value })}
          />
        )}
      </Field>
      <Field label={t("admin-role")} hint={t(`admin-role-${fields.role}`)}>
        {(control) => (
          <select {...control} value={fields.role} onChange={(event) => set({ role: event.currentTarget.value as Role })}>
            {ROLES.map((role) => (
              <option key={role} value={role}>{t(`role-${role}`)}</option>
            ))}
          </select>
        )}
      </Field>
    </Form>
  );
}
