// Signing in, and what the account that is signed in may do.
import { useSignalEffect } from "@preact/signals";
import { useEffect, useRef, useState } from "preact/hooks";
import { get } from "../../api/client";
import { type Right, changePassword, may, signIn, signOut, user } from "../../api/session";
import { refusalWords } from "../../decisions/DecisionDialog";
import { Button } from "../../design/button";
import { Disclosure } from "../../design/disclosure";
import { Field } from "../../design/field";
import { say } from "../../design/toast";
import { t } from "../../language/language";
import { type ScreenProps, go, link } from "../../routes";

export default function SignInScreen({ query }: ScreenProps<"/signin">) {
  useSignalEffect(() => {
    document.title = t("signin-title");
  });
  return (
    <div class="screen narrow">
      {user.value === null ? <SignIn to={query.get("to")} /> : <Account />}
    </div>
  );
}

/** Only addresses of this application are gone to: `//elsewhere` would leave it. */
function inside(to: string | null): string {
  return to !== null && /^\/(?![/\\])/.test(to) ? to : link("board");
}

function SignIn({ to }: { to: string | null }) {
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [wrong, setWrong] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [issuer, setIssuer] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    // Where it cannot be asked, name and password are left.
    get<{ issuer: string | null }>("/api/v1/oidc").then((told) => setIssuer(told.issuer), () => {});
  }, []);

  async function enter(): Promise<void> {
    setBusy(true);
    setWrong(undefined);
    try {
      await signIn(name.trim(), password);
      go(inside(to), { replace: true });
    } catch (error) {
      setWrong(refusalWords(error));
      setPassword("");
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === "" || password === "") setWrong(t("signin-missing"));
        else void enter();
      }}
    >
      <h1>{t("shell-sign-in")}</h1>
      <p class="soft">{t("signin-why")}</p>
      {wrong && <p class="wrong" role="alert" dir="auto">{wrong}</p>}
      <Field label={t("signin-name")}>
        {(control) => (
          <input
            {...control}
            ref={field}
            dir="ltr"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            value={name}
            onInput={(event) => setName(event.currentTarget.value)}
          />
        )}
      </Field>
      <Field label={t("signin-password")}>
        {(control) => (
          <input
            {...control}
            type="password"
            dir="ltr"
            autocomplete="current-password"
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
        )}
      </Field>
      <div class="row">
        <Button type="submit" look="main" disabled={busy}>{t("shell-sign-in")}</Button>
      </div>
      {issuer !== null && (
        <p>
          <a href="/api/v1/oidc/start">{t("signin-elsewhere", { issuer: new URL(issuer).host })}</a>
        </p>
      )}
      <p class="small soft">{t("signin-forgotten")}</p>
    </form>
  );
}

const RIGHTS: readonly Right[] = ["mission", "report", "verification", "decide", "find", "administer"];

function Account() {
  const person = user.value;
  if (person === null) return null;
  return (
    <div class="stack">
      <h1>{person.display}</h1>
      <p>{t("signin-role", { name: person.name, role: t(`role-${person.role}`) })}</p>
      <h2>{t("signin-rights")}</h2>
      <ul>
        <li>{t("signin-right-public")}</li>
        {RIGHTS.filter(may).map((right) => (
          <li key={right}>{t(`signin-right-${right}`)}</li>
        ))}
      </ul>
      <Disclosure summary={t("signin-change")}>
        <ChangePassword />
      </Disclosure>
      <div class="row">
        <Button
          onClick={() => {
            signOut().then(
              () => say(t("shell-signed-out")),
              (error: unknown) => say(refusalWords(error), { bad: true }),
            );
          }}
        >
          {t("shell-sign-out")}
        </Button>
        <a class="button" href={link("board")}>{t("state-to-board")}</a>
      </div>
    </div>
  );
}

function ChangePassword() {
  const [old, setOld] = useState("");
  const [next, setNext] = useState("");
  const [wrong, setWrong] = useState<string>();
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        setWrong(undefined);
        changePassword(old, next).then(
          () => {
            setOld("");
            setNext("");
            say(t("signin-changed"));
          },
          (error: unknown) => setWrong(refusalWords(error)),
        );
      }}
    >
      <Field label={t("signin-old")} wrong={wrong}>
        {(control) => (
          <input {...control} type="password" dir="ltr" required autocomplete="current-password" value={old} onInput={(event) => setOld(event.currentTarget.value)} />
        )}
      </Field>
      <Field label={t("signin-new")} hint={t("signin-new-hint")}>
        {(control) => (
          <input {...control} type="password" dir="ltr" required minLength={12} autocomplete="new-password" value={next} onInput={(event) => setNext(event.currentTarget.value)} />
        )}
      </Field>
      <div>
        <Button type="submit">{t("signin-change")}</Button>
      </div>
    </form>
  );
}
