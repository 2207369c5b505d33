// Waiting, nothing there, could not be had: each says what to do.
import type { ComponentChildren } from "preact";
import { Refused } from "../api/client";
import type { Loaded } from "../api/loaded";
import { t } from "../language/language";
import { link } from "../routes";
import { Button } from "./button";

export function Waiting() {
  return (
    <p class="state wait" role="status">
      {t("state-waiting")}
    </p>
  );
}

/** Nothing to show: why that may be, and what can be done. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="state">
      <h2>{title}</h2>
      {children}
    </div>
  );
}

export function Failed({ error, again }: { error: unknown; again?: () => void }) {
  const refused = error instanceof Refused ? error : null;
  const kind =
    refused === null ? "program"
    : refused.status === 0 ? "line"
    : refused.status === 401 || refused.status === 403 ? "forbidden"
    : refused.status === 404 ? "missing"
    : refused.status === 429 ? "often"
    : "server";
  return (
    <div class="state bad" role="alert">
      <h2>{t(`state-${kind}-title`)}</h2>
      <p>{refused?.message || t(`state-${kind}`)}</p>
      <div class="row">
        {again && <Button onClick={again}>{t("state-again")}</Button>}
        {kind === "forbidden" && (
          <a class="button" href={link("signin", undefined, { to: location.pathname + location.search })}>
            {t("shell-sign-in")}
          </a>
        )}
        {kind === "missing" && <a class="button" href={link("board")}>{t("state-to-board")}</a>}
      </div>
    </div>
  );
}

/** Draws what was loaded; until then says that it is coming, or why it is not. */
export function Await<T>({ of, children }: { of: Loaded<T>; children: (value: T) => ComponentChildren }) {
  if (of.value !== undefined) {
    return (
      <>
        {of.error !== undefined && <Failed error={of.error} again={of.again} />}
        {children(of.value)}
      </>
    );
  }
  return of.error === undefined ? <Waiting /> : <Failed error={of.error} again={of.again} />;
}
