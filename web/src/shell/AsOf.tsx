// Time travel: the board as it would have been with what was known at some moment.
import { signal } from "@preact/signals";
import { useState } from "preact/hooks";
import { theCase, zone } from "../api/case";
import { Button } from "../design/button";
import { Dialog } from "../design/dialog";
import { Field } from "../design/field";
import { moment } from "../language/dates";
import { t } from "../language/language";
import { ask, go, here, link, match } from "../routes";
import { inZone, zonedToUtc } from "./zoned";

export const asOfOpen = signal(false);
/** What the screen on show was computed from; told by the screen that shows it. */
export const shownAsOf = signal<string | null>(null);

/** The moment or entry asked for in the address; undefined for the newest. */
export function askedAsOf(): string | undefined {
  return here.value.searchParams.get("as_of") ?? undefined;
}

export function AsOfChip() {
  const known = theCase.value;
  const asked = askedAsOf();
  const at = (asked === undefined ? null : shownAsOf.value) ?? known?.as_of;
  if (at === undefined) return null;
  const words = moment(at);
  return (
    <button
      type="button"
      class={asked === undefined ? "chip" : "chip then"}
      aria-haspopup="dialog"
      title={t("as-of-open")}
      onClick={() => (asOfOpen.value = true)}
    >
      {t(asked === undefined ? "as-of-now" : "as-of-then", { moment: words })}
    </button>
  );
}

export function AsOfDialog() {
  if (!asOfOpen.value || theCase.value === null) return null;
  return <AsOfForm entries={theCase.value.checkpoint.entries} newest={theCase.value.as_of} />;
}

function AsOfForm({ entries, newest }: { entries: number; newest: string }) {
  const asked = askedAsOf();
  const byEntry = asked !== undefined && /^#?\d+$/.test(asked);
  const [at, setAt] = useState(inZone(byEntry ? newest : (asked ?? newest), zone.value));
  const [entry, setEntry] = useState(byEntry ? asked.replace("#", "") : "");
  const [wrong, setWrong] = useState<string>();
  const close = () => (asOfOpen.value = false);
  const show = (value: string | undefined) => {
    close();
    // Only the board and what hangs on it can be shown as it was.
    const route = match(here.value.pathname)?.route;
    if (route === "board" || route === "assessment") ask({ as_of: value }, false);
    else go(link("board", undefined, { as_of: value }));
  };
  return (
    <Dialog title={t("as-of-title")} onClose={close}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          const number = Number(entry);
          const utc = zonedToUtc(at, zone.value);
          if (entry !== "" && Number.isInteger(number) && number >= 1 && number <= entries) show(String(number));
          else if (entry === "" && utc !== null) show(utc);
          else setWrong(t("as-of-wrong", { count: entries }));
        }}
      >
        <p class="soft">{t("as-of-hint")}</p>
        <Field label={t("as-of-moment", { zone: zone.value })} wrong={wrong}>
          {(control) => (
            <input
              {...control}
              type="datetime-local"
              value={at}
              max={inZone(newest, zone.value)}
              onInput={(event) => setAt(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field label={t("as-of-entry")} hint={t("as-of-entry-hint", { count: entries })}>
          {(control) => (
            <input
              {...control}
              type="number"
              inputMode="numeric"
              min={1}
              max={entries}
              value={entry}
              onInput={(event) => setEntry(event.currentTarget.value)}
            />
          )}
        </Field>
        <div class="dialog-foot">
          <Button onClick={close}>{t("dialog-cancel")}</Button>
          {asked !== undefined && <Button onClick={() => show(undefined)}>{t("as-of-newest")}</Button>}
          <Button type="submit" look="main">
            {t("as-of-show")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
