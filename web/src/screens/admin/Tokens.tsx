import { useState } from "preact/hooks";
import { get, send } from "../../api/client";
import { useLoaded } from "../../api/loaded";
import type { Role, Token, TokenScope, User } from "../../api/types";
import { Button } from "../../design/button";
import { Field } from "../../design/field";
import { Await } from "../../design/state";
import { say } from "../../design/toast";
import { longDay, moment } from "../../language/dates";
import { t } from "../../language/language";
import { list } from "../../language/told";
import { type Asked, Confirm } from "./Confirm";
import { Form } from "./Form";
import { Secret, type Told } from "./Secret";

/** What a token of each role can be used for; the server refuses the rest. */
const SCOPES: Record<Role, readonly TokenScope[]> = {
  viewer: ["read"],
  reporter: ["read", "report"],
  analyst: ["read", "report", "decide"],
  secretariat: ["read", "report", "decide"],
  admin: ["read", "admin"],
};

export function Tokens({ person }: { person: User }) {
  const loaded = useLoaded((signal) => get<{ tokens: Token[] }>("/api/v1/tokens", {}, signal), []);
  const [making, setMaking] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  return (
    <section class="panel stack" aria-labelledby="admin-tokens">
      <div class="screen-head">
        <h2 id="admin-tokens">{t("admin-tokens")}</h2>
        <Button onClick={() => setMaking(true)}>{t("admin-token-new")}</Button>
      </div>
      <p class="soft">{t("admin-tokens-about")}</p>
      <Await of={loaded}>
        {({ tokens }) =>
          tokens.length === 0 ? (
            <p>{t("admin-tokens-none")}</p>
          ) : (
            <ul class="plain-list stack">
              {tokens.map((token) => (
                <li key={token.id} class="admin-line">
                  <div>
                    <p>
                      <strong><bdi>{token.label}</bdi></strong>
                      {token.account !== person.name && <> · <bdi class="fixed">{token.account}</bdi></>}
                    </p>
                    <p class="small">{list(token.scopes.map((scope) => t(`admin-scope-${scope}`)))}</p>
                    <p class="small soft">
                      {[
                        t("admin-token-made", { moment: moment(token.created) }),
                        token.expires === null ? t("admin-token-forever") : t("admin-token-until", { moment: moment(token.expires) }),
                        token.used_on === null ? t("admin-token-unused") : t("admin-token-used", { day: longDay(token.used_on) }),
                      ].join(" · ")}
                    </p>
                  </div>
                  <Button
                    aria-label={t("admin-revoke-of", { name: token.label })}
                    onClick={() =>
                      setAsked({
                        title: t("admin-revoke"),
                        words: t("admin-revoke-words", { name: token.label }),
                        run: async () => {
                          await send("DELETE", `/api/v1/tokens/${token.id}`);
                          loaded.again();
                          say(t("admin-revoked"));
                        },
                      })
                    }
                  >
                    {t("admin-revoke")}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Await>
      {making && (
        <Make
          scopes={SCOPES[person.role]}
          onClose={() => setMaking(false)}
          onMake={async (body) => {
            const { secret } = await send<{ token: Token; secret: string }>("POST", "/api/v1/tokens", body);
            loaded.again();
            setTold({ label: t("admin-token-secret", { name: body.label }), hint: t("admin-token-secret-hint"), secret });
          }}
        />
      )}
      {asked && <Confirm asked={asked} onClose={() => setAsked(null)} />}
      {told && <Secret told={told} onClose={() => setTold(null)} />}
    </section>
  );
}

interface NewToken {
  label: string;
  scopes: readonly TokenScope[];
  expires_days?: number;
}

function Make(props: { scopes: readonly TokenScope[]; onClose: () => void; onMake: (body: NewToken) => Promise<void> }) {
  const [label, setLabel] = useState("");
  const [scopes, setScopes] = useState<readonly TokenScope[]>(["read"]);
  const [days, setDays] = useState("90");
  return (
    <Form
      title={t("admin-token-new")}
      submit={t("admin-make")}
      onClose={props.onClose}
      onSubmit={() => props.onMake({ label: label.trim(), scopes, ...(days === "" ? {} : { expires_days: Number(days) }) })}
    >
      <Field label={t("admin-token-label")} hint={t("admin-token-label-hint")}>
        {(control) => (
          <input {...control} dir="auto" required maxLength={100} value={label} onInput={(event) => setLabel(event.currentTarget.value)} />
        )}
      </Field>
      <fieldset>
        <legend>{t("admin-token-scopes")}</legend>
        {props.scopes.map((scope) => (
          <label key={scope} class="choice">
            <input
              type="checkbox"
              checked={scopes.includes(scope)}
              onChange={(event) => {
                const rest = scopes.filter((it) => it !== scope);
                setScopes(event.currentTarget.checked ? [...rest, scope] : rest);
              }}
            />
            {t(`admin-scope-${scope}`)}
          </label>
        ))}
      </fieldset>
      <Field label={t("admin-token-days")} hint={t("admin-token-days-hint")}>
        {(control) => (
          <input {...control} type="number" min={1} max={3660} value={days} onInput={(event) => setDays(event.currentTarget.value)} />
        )}
      </Field>
    </Form>
  );
}
