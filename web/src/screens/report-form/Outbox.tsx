// What is on this device: drafts, what waits, what was sent, what was refused and why.
import { useState } from "preact/hooks";
import { Button } from "../../design/button";
import { Dialog } from "../../design/dialog";
import { say } from "../../design/toast";
import { moment } from "../../language/dates";
import { t } from "../../language/language";
import { word } from "../../language/told";
import { type Item, editable } from "../../outbox/item";
import { discard, persistent, sendNow } from "../../outbox/outbox";
import { link } from "../../routes";
import type { Form } from "./form";

export function Outbox({ items, open }: { items: readonly Item[]; open: string }) {
  const [asked, setAsked] = useState<Item | null>(null);
  const [busy, setBusy] = useState(false);
  const shown = items.filter(({ uuid, state }) => uuid !== open || state !== "draft");
  if (shown.length === 0) return null;
  const waiting = items.filter(({ state }) => state === "waiting").length;
  const send = async () => {
    setBusy(true);
    const taken = await sendNow().catch(() => 0);
    setBusy(false);
    say(taken > 0 ? t("form-sent", { count: taken }) : t("form-none-sent"), { bad: taken === 0 });
  };
  return (
    <section class="panel stack form-outbox" aria-labelledby="form-outbox-title">
      <div class="screen-head">
        <h2 id="form-outbox-title">{t("form-outbox")}</h2>
        {waiting > 0 && (
          <Button look="main" disabled={busy} onClick={() => void send()}>
            {t("form-send-now", { count: waiting })}
          </Button>
        )}
      </div>
      <ul class="plain-list">
        {shown.map((item) => (
          <li key={item.uuid} class={`form-item ${item.state}`}>
            <div>
              <p>
                <span class={`form-state ${item.state}`}>{t(`form-state-${item.state}`)}</span> {title(item)}
              </p>
              <p class="small soft">{moment(new Date(item.changed).toISOString())}</p>
              {item.why && item.state === "waiting" && <p class="small">{t(`form-why-${item.why}`, { owner: item.owner ?? "" })}</p>}
              {item.state === "waiting" && item.perhapsThere && <p class="small">{t("form-perhaps-there")}</p>}
              {item.reason && <p class="small form-reason" dir="auto">{item.reason}</p>}
            </div>
            <div class="row">
              {editable(item) && (
                <a class="button" href={link("report", undefined, { draft: item.uuid })}>
                  {t(item.state === "draft" ? "form-go-on" : "form-change")}
                </a>
              )}
              {item.answer && (
                <a class="button" href={link("reports", { id: item.answer.report })}>
                  {t("form-open-report")}
                </a>
              )}
              {item.state !== "sending" && (
                <Button look="quiet" onClick={() => (item.state === "sent" ? void discard(item.uuid) : setAsked(item))}>
                  {t(item.state === "sent" ? "form-clear" : "form-delete")}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <p class="small soft">
        {t("form-outbox-hint")} {persistent.value === false && t("form-not-persistent")}
      </p>
      {asked && (
        <Dialog title={t("form-delete-title")} onClose={() => setAsked(null)}>
          <p>{t(asked.perhapsThere ? "form-delete-perhaps" : "form-delete-hint")}</p>
          <div class="dialog-foot">
            <Button onClick={() => setAsked(null)}>{t("dialog-cancel")}</Button>
            <Button
              look="main"
              onClick={() => {
                void discard(asked.uuid);
                setAsked(null);
              }}
            >
              {t("form-delete")}
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}

function title({ form, answer }: Item): string {
  const kind = (form as Form | null)?.kind;
  if (kind) return word("kind", kind);
  return answer ? t("form-entry", { entry: answer.entry }) : t("form-no-kind");
}
