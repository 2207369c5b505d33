// The frame around every screen: head, navigation, the screen itself, messages.
import { useEffect, useRef } from "preact/hooks";
import { newest, own } from "../api/live";
import { may, user } from "../api/session";
import { KeyHelp, keyHelpOpen } from "../design/keyhelp";
import { theme } from "../design/theme";
import { Toasts, say } from "../design/toast";
import { type Key, useKeys } from "../keys";
import { t } from "../language/language";
import { go, here, link, match } from "../routes";
import { NAVIGATION } from "../screens";
import { asOfOpen, AsOfDialog } from "./AsOf";
import { Head } from "./Head";
import { Outlet } from "./Outlet";

export function Shell() {
  const shown = NAVIGATION.filter(({ right }) => right === undefined || may(right));
  const keys: Key[] = [
    ...shown.map(({ route, key }) => ({
      keys: `g ${key}`,
      words: `keys-go-${route}`,
      run: () => go(link(route)),
    })),
    { keys: "t", words: "keys-as-of", run: () => (asOfOpen.value = true) },
    {
      keys: "c",
      words: "keys-theme",
      run: () => (theme.value = document.documentElement.dataset["theme"] === "dark" ? "light" : "dark"),
    },
    { keys: "?", words: "keys-help", run: () => (keyHelpOpen.value = true) },
  ];
  useKeys("keys-everywhere", keys, { under: true });
  useNews();
  const main = useMovedFocus();
  const route = match(here.value.pathname)?.route;
  return (
    // Another person may see other things: everything is fetched anew.
    <div class="shell" key={user.value?.name ?? ""}>
      <a
        class="skip"
        href="#content"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t("shell-skip")}
      </a>
      <Head />
      <nav class="shell-nav" aria-label={t("shell-navigation")}>
        {shown.map((item) => (
          <a
            key={item.route}
            href={link(item.route)}
            aria-current={item.route === route ? "page" : here.value.pathname.startsWith(`${link(item.route)}/`) ? "true" : undefined}
          >
            {t(item.words)}
          </a>
        ))}
      </nav>
      <main id="content" tabIndex={-1} ref={main}>
        <Outlet />
      </main>
      <Toasts />
      <KeyHelp />
      <AsOfDialog />
    </div>
  );
}

/** After a change of screen the focus is on it, so that the next Tab is inside and readers hear it. */
function useMovedFocus() {
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  const path = here.value.pathname;
  useEffect(() => {
    if (first.current) first.current = false;
    else main.current?.focus({ preventScroll: true });
  }, [path]);
  return main;
}

/** Says what comes into the ledger, to those who work with it. Decisions show where they change something. */
function useNews(): void {
  const entry = newest.value;
  useEffect(() => {
    if (entry === null || user.value === null) return;
    // The news of one's own entry may come before the answer to it.
    setTimeout(() => {
      if (own.has(entry.index)) return;
      const words = t("shell-news-entry", { summary: entry.summary });
      say(entry.report ? <a href={link("reports", { id: entry.report })}>{words}</a> : words);
    }, 400);
  }, [entry]);
}
