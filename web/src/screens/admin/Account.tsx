// One's own account: the password, and tokens for programs. A password that somebody else set is
// changed before anything else.
import { useState } from "preact/hooks";
import { Refused } from "../../api/client";
import { changePassword, user } from "../../api/session";
import { refusalWords } from "../../decisions/DecisionDialog";
import { Button } from "../../design/button";
import { Field } from "../../design/field";
import { Failed } from "../../design/state";
import { say } from "../../design/toast";
import { t } from "../../language/language";
import { link } from "../../routes";
import { Tokens } from "./Tokens";
import "./admin.css";

const SHORTEST = 12;

export default function AccountScreen() {
  const person = user.value;
  if (person === null) {
    return (
      <div class="screen">
        <Failed error={new Refused(401, "", t("admin-account-signed-out"))} />
      </div>
    );
  }
  const forced = person.must_change_password === true;
  return (
    <div class="screen narrow">
      <header class="screen-head">
        <h1>{t("admin-account-title")}</h1>
        {!forced && <a href={link("signin")}>{t("admin-account-rights")}</a>}
      </header>
      <p>{t("admin-account-who", { display: person.display, name: person.name, role: t(`role-${person.role}`) })}</p>
      <Password forced={forced} name={person.name} />
      {!forced && <Tokens person={person} />}
    </div>
  );
}

function Password({ forced, name }: { forced: boolean; name: string }) {
  const [fields, setFields] = useState({ old: "", next: "", again: "" });
  const [wrong, setWrong] = useState<{ next?: string; again?: string; other?: string }>({});
  const [busy, setBusy] = useState(false);

  async function change(): Promise<void> {
    const { old, next, again } = fields;
    if ([...next].length < SHORTEST) return setWrong({ next: t("admin-password-short", { count: SHORTEST }) });
    if (next !== again) return setWrong({ again: t("admin-password-differs") });
    setBusy(true);
    setWrong({});
    try {
      await changePassword(old, next);
      setFields({ old: "", next: "", again: "" });
      say(t("admin-password-changed"));
    } catch (error) {
      setWrong({ other: refusalWords(error) });
    } finally {
      setBusy(false);
    }
  }

  const input = (key: keyof typeof fields, autocomplete: string) => (control: object) => (
    <input
      {...control}
      type="password"
      dir="ltr"
      required
      autocomplete={autocomplete}
      value={fields[key]}
      onInput={(event) => setFields({ ...fields, [key]: event.currentTarget.value })}
    />
  );
  return (
    <section class="panel stack" aria-labelledby="admin-password">
      <h2 id="admin-password">{t("admin-password")}</h2>
      {forced && <p class="admin-forced" role="status">{t("admin-password-forced")}</p>}
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void change();
        }}
      >
        <input type="text" hidden autocomplete="username" value={name} readOnly />
        <Field label={t("admin-password-old")}>{input("old", "current-password")}</Field>
        <Field label={t("admin-password-new")} hint={t("admin-password-new-hint", { count: SHORTEST })} wrong={wrong.next}>
          {input("next", "new-password")}
        </Field>
        <Field label={t("admin-password-again")} wrong={wrong.again}>{input("again", "new-password")}</Field>
        {wrong.other && <p class="wrong" role="alert" dir="auto">{wrong.other}</p>}
        <div>
          <Button type="submit" look="main" disabled={busy}>{t("admin-password-change")}</Button>
        </div>
      </form>
    </section>
  );
}
