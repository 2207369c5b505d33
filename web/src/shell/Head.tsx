// The head: which case, as known when, how much is in the ledger, language, colours, who is there.
import { theCase } from "../api/case";
import { line } from "../api/live";
import { session, signOut, user } from "../api/session";
import { Button } from "../design/button";
import { keyHelpOpen } from "../design/keyhelp";
import { type Theme, theme } from "../design/theme";
import { say } from "../design/toast";
import { LANGUAGES, type Language, language, speak, t } from "../language/language";
import { here, link } from "../routes";
import { AsOfChip } from "./AsOf";

export function Head() {
  const known = theCase.value;
  return (
    <header class="shell-head">
      <a class="shell-brand" href={link("board")}>
        <span class="shell-name">{t("shell-name")}</span>
        {known && <span class="shell-case" dir="auto">{known.case}</span>}
      </a>
      <div class="shell-known">
        <AsOfChip />
        {known && (
          <a class="shell-entries" href={link("ledger")}>
            {t("shell-entries", { count: known.checkpoint.entries })}
          </a>
        )}
        <Line />
      </div>
      <div class="shell-tools">
        <LanguageChoice />
        <ThemeChoice />
        <Button onClick={() => (keyHelpOpen.value = true)} aria-label={t("shell-keys")} title={t("shell-keys")}>
          ?
        </Button>
        <Person />
      </div>
    </header>
  );
}

/** Whether news comes in: said only when it does not. */
function Line() {
  const lost = line.value === "lost";
  return (
    <span role="status" class={lost ? "shell-line lost" : "shell-line"}>
      {lost ? t("shell-line-lost") : <span class="hidden-text">{t("shell-line-open")}</span>}
    </span>
  );
}

function LanguageChoice() {
  const offered = (Object.keys(LANGUAGES) as Language[]).filter((tag) =>
    session.value.languages.includes(tag),
  );
  return (
    <select
      class="shell-select"
      aria-label={t("shell-language")}
      value={language.value}
      onChange={(event) => void speak(event.currentTarget.value as Language)}
    >
      {offered.map((tag) => (
        <option key={tag} value={tag} lang={tag}>
          {LANGUAGES[tag].name}
        </option>
      ))}
    </select>
  );
}

function ThemeChoice() {
  return (
    <select
      class="shell-select"
      aria-label={t("shell-theme")}
      value={theme.value}
      onChange={(event) => (theme.value = event.currentTarget.value as Theme)}
    >
      {(["system", "light", "dark"] as const).map((choice) => (
        <option key={choice} value={choice}>
          {t(`shell-theme-${choice}`)}
        </option>
      ))}
    </select>
  );
}

function Person() {
  if (user.value === null) {
    const { pathname, search } = here.value;
    const to = pathname === "/signin" ? undefined : pathname + search;
    return (
      <>
        <span class="soft small shell-public">{t("shell-public")}</span>
        <a class="button" href={link("signin", undefined, { to })}>
          {t("shell-sign-in")}
        </a>
      </>
    );
  }
  const { display, role } = user.value;
  return (
    <>
      <a class="shell-person" href={link("account")}>
        {t("shell-signed-in", { name: display, role: t(`role-${role}`) })}
      </a>
      <Button
        onClick={() => {
          signOut().then(
            () => say(t("shell-signed-out")),
            () => say(t("state-line"), { bad: true }),
          );
        }}
      >
        {t("shell-sign-out")}
      </Button>
    </>
  );
}
