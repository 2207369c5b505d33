import { useState } from "preact/hooks";
import { get, send } from "../../api/client";
import { useLoaded } from "../../api/loaded";
import type { HookEvent, Webhook } from "../../api/types";
import { Button } from "../../design/button";
import { Field } from "../../design/field";
import { Await } from "../../design/state";
import { say } from "../../design/toast";
import { moment } from "../../language/dates";
import { t } from "../../language/language";
import { list } from "../../language/told";
import { type Asked, Confirm } from "./Confirm";
import { Form } from "./Form";
import { Secret, type Told } from "./Secret";

const EVENTS: readonly HookEvent[] = ["breach", "settled"];

export function Webhooks() {
  const loaded = useLoaded((signal) => get<{ webhooks: Webhook[] }>("/api/v1/webhooks", {}, signal), []);
  const [adding, setAdding] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [told, setTold] = useState<Told | null>(null);
  return (
    <section class="stack" aria-labelledby="admin-webhooks">
      <div class="screen-head">
        <h2 id="admin-webhooks">{t("admin-webhooks")}</h2>
        <Button onClick={() => setAdding(true)}>{t("admin-webhook-new")}</Button>
      </div>
      <p class="soft admin-about">{t("admin-webhooks-about")}</p>
      <Await of={loaded}>
        {({ webhooks }) =>
          webhooks.length === 0 ? (
            <p>{t("admin-webhooks-none")}</p>
          ) : (
            <ul class="plain-list stack">
              {webhooks.map((hook) => (
                <li key={hook.id} class="panel admin-line">
                  <div>
                    <p class="fixed admin-url" dir="ltr">{hook.url}</p>
                    <p class="small">{list(hook.events.map((event) => t(`admin-event-${event}`)))}</p>
                    <p class={hook.failures > 0 ? "small wrong" : "small soft"}>
                      {hook.failures > 0
                        ? t("admin-webhook-failing", { failures: hook.failures, why: hook.error ?? "" })
                        : hook.succeeded === null
                          ? t("admin-webhook-silent")
                          : t("admin-webhook-well", { moment: moment(hook.succeeded) })}
                    </p>
                  </div>
                  <Button
                    aria-label={t("admin-remove-of", { name: hook.url })}
                    onClick={() =>
                      setAsked({
                        title: t("admin-remove"),
                        words: t("admin-remove-words", { url: hook.url }),
                        run: async () => {
                          await send("DELETE", `/api/v1/webhooks/${hook.id}`);
                          loaded.again();
                          say(t("admin-removed"));
                        },
                      })
                    }
                  >
                    {t("admin-remove")}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Await>
      {adding && (
        <Add
          onClose={() => setAdding(false)}
          onAdd={async (url, events) => {
            const { secret } = await send<{ webhook: Webhook; secret: string }>("POST", "/api/v1/webhooks", { url, events });
            loaded.again();
            setTold({ label: t("admin-webhook-secret"), hint: t("admin-webhook-secret-hint"), secret });
          }}
        />
      )}
      {asked && <Confirm asked={asked} onClose={() => setAsked(null)} />}
      {told && <Secret told={told} onClose={() => setTold(null)} />}
    </section>
  );
}

function Add({ onClose, onAdd }: { onClose: () => void; onAdd: (url: string, events: readonly HookEvent[]) => Promise<void> }) {
  const [url, setUrl] = useState("");
  const [events, setEvents] = useState<readonly HookEvent[]>(["breach"]);
  return (
    <Form title={t("admin-webhook-new")} submit={t("admin-webhook-add")} onClose={onClose} onSubmit={() => onAdd(url.trim(), events)}>
      <Field label={t("admin-webhook-url")} hint={t("admin-webhook-url-hint")}>
        {(control) => (
          <input {...control} type="url" dir="ltr" required placeholder="https://" value={url} onInput={(event) => setUrl(event.currentTarget.value)} />
        )}
      </Field>
      <fieldset>
        <legend>{t("admin-webhook-events")}</legend>
        {EVENTS.map((event) => (
          <label key={event} class="choice">
            <input
              type="checkbox"
              checked={events.includes(event)}
              onChange={(change) => {
                const rest = events.filter((it) => it !== event);
                setEvents(change.currentTarget.checked ? [...rest, event] : rest);
              }}
            />
            {t(`admin-event-${event}`)}
          </label>
        ))}
      </fieldset>
    </Form>
  );
}
