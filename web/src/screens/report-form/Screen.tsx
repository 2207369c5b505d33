// A report from the field. Written without a line, kept on this device, sent when there is one.
import { useEffect, useRef, useState } from "preact/hooks";
import { user } from "../../api/session";
import { Button } from "../../design/button";
import { Empty, Waiting } from "../../design/state";
import { say } from "../../design/toast";
import { t } from "../../language/language";
import { editable } from "../../outbox/item";
import { items, keepDraft, queue, refresh, sendNow, startOutbox, uuid as anew } from "../../outbox/outbox";
import type { Item, Photo } from "../../outbox/item";
import { type ScreenProps, go, link } from "../../routes";
import { inZone } from "../../shell/zoned";
import { Fields } from "./Fields";
import { Outbox } from "./Outbox";
import { type Faults, check } from "./check";
import { type Form, empty } from "./form";
import { type Lists, useLists } from "./lists";
import { tellBack } from "./tellback";
import "./form.css";

const KEPT_SOURCE = "armistice.source";
const AUTOSAVE_MS = 400;

export default function Screen({ query }: ScreenProps) {
  const lists = useLists();
  const draft = query.get("draft");
  const kept = items.value;
  // The form that is begun has its number from the start: when it is first kept, its address changes
  // and it stays where it is.
  const blank = useRef(anew());
  const uuid = draft ?? blank.current;
  useEffect(() => {
    void refresh().catch(() => (items.value = []));
    startOutbox();
    void register();
  }, []);
  if (lists === undefined || kept === null) return <div class="screen narrow"><Waiting /></div>;
  if (lists === null) {
    return (
      <div class="screen narrow">
        <h1>{t("form-title")}</h1>
        <Empty title={t("form-no-lists-title")}>
          <p>{t("form-no-lists")}</p>
        </Empty>
      </div>
    );
  }
  const opened = kept.find((item) => item.uuid === uuid);
  return (
    <div class="screen narrow form-screen">
      <div class="screen-head">
        <h1>{t("form-title")}</h1>
        <p class="soft small">{lists.deal}</p>
      </div>
      {user.value === null && (
        <p class="panel">
          {t("form-signed-out")} <a href={link("signin", undefined, { to: "/report/new" })}>{t("shell-sign-in")}</a>
        </p>
      )}
      <Outbox items={kept} open={uuid} />
      {opened && !editable(opened) ? (
        <Closed item={opened} onAnother={() => go(link("report"))} />
      ) : (
        // Another draft is another form.
        <Writing
          key={uuid}
          uuid={uuid}
          lists={lists}
          opened={opened}
          onQueued={() => {
            blank.current = anew();
            go(link("report"));
            scrollTo(0, 0);
          }}
        />
      )}
    </div>
  );
}

function Closed({ item: { state, answer }, onAnother }: { item: Item; onAnother: () => void }) {
  return (
    <div class="state">
      <h2>{t(state === "sent" ? "form-closed-sent" : "form-closed-waiting")}</h2>
      <p>{t(state === "sent" ? "form-closed-sent-hint" : "form-closed-waiting-hint")}</p>
      <div class="row">
        <Button look="main" onClick={onAnother}>{t("form-another")}</Button>
        {answer && <a class="button" href={link("reports", { id: answer.report })}>{t("form-open-report")}</a>}
      </div>
    </div>
  );
}

function Writing({ uuid, lists, opened, onQueued }: { uuid: string; lists: Lists; opened: Item | undefined; onQueued: () => void }) {
  const zone = lists.time_zone;
  const [form, setForm] = useState<Form>(() => (opened?.form as Form | null) ?? empty(lastSource(lists), inZone(new Date().toISOString(), zone)));
  const [photos, setPhotos] = useState<Photo[]>(() => opened?.photos ?? []);
  const [faults, setFaults] = useState<Faults>({});
  const [tried, setTried] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  const keeper = useKeeper(uuid, form, photos, opened !== undefined);

  const filing = () => ({ uuid, zone, now: new Date().toISOString().replace(/\.\d+Z$/, "Z"), photos: photos.map(({ type, blob }) => ({ type, size: blob.size })) });
  const change = (next: Partial<Form>) => {
    const whole = { ...form, ...next };
    setForm(whole);
    // Once somebody has tried to send, mended fields are cleared as they are mended.
    if (tried) setFaults(check(whole, filing()).faults);
  };
  const send = async () => {
    const { report, faults: found } = check(form, filing());
    setTried(true);
    setFaults(found);
    if (report === null) {
      requestAnimationFrame(() => summary.current?.focus());
      return;
    }
    keepSource(form.source);
    if (!(await keeper.flush())) {
      say(t("form-not-kept"), { bad: true });
      return;
    }
    keeper.stop();
    await queue(uuid, report, user.value?.name ?? lists.owner);
    onQueued();
    say(t(navigator.onLine ? "form-queued" : "form-queued-offline"));
    if (navigator.onLine) {
      const taken = await sendNow().catch(() => 0);
      if (taken > 0) say(t("form-sent", { count: taken }));
    }
  };
  const wrong = Object.entries(faults);
  return (
    <form
      class="form-fields"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {opened?.reason && (
        <div class="state bad" role="alert">
          <h2>{t("form-refused-title")}</h2>
          <p dir="auto">{opened.reason}</p>
        </div>
      )}
      {wrong.length > 0 && (
        <div class="state bad" ref={summary} tabIndex={-1} role="alert">
          <h2>{t("form-faults", { count: wrong.length })}</h2>
          <ul>
            {wrong.map(([place, fault]) => (
              <li key={place}>
                <a
                  href={`#form-${place}`}
                  onClick={(event) => {
                    event.preventDefault();
                    goToField(place);
                  }}
                >
                  {t(`form-label-${place}`)}
                </a>
                : {t(`form-fault-${fault}`)}
              </li>
            ))}
          </ul>
        </div>
      )}
      <Fields lists={lists} form={form} photos={photos} faults={faults} onChange={change} onPhotos={setPhotos} />
      <section class="form-tell" aria-labelledby="form-tell-title" aria-live="polite">
        <h2 id="form-tell-title">{t("form-tell-title")}</h2>
        <p>{tellBack(form, zone).join(" ")}</p>
      </section>
      <div class="form-foot">
        <Button type="submit" look="main">{t("form-send")}</Button>
        <span class="soft small" role="status">{t(keeper.state === "failed" ? "form-not-kept" : keeper.state === "kept" ? "form-kept" : "form-untouched")}</span>
      </div>
    </form>
  );
}

/** Keeps what is written a moment after every change, and at once when the page goes out of sight. */
function useKeeper(uuid: string, form: Form, photos: Photo[], known: boolean) {
  const [state, setState] = useState<"untouched" | "kept" | "failed">(known ? "kept" : "untouched");
  const first = useRef(true);
  const dirty = useRef(false);
  const stopped = useRef(false);
  const latest = useRef({ form, photos });
  latest.current = { form, photos };
  const flush = async (): Promise<boolean> => {
    dirty.current = false;
    try {
      const done = await keepDraft(uuid, latest.current.form, latest.current.photos);
      setState(done ? "kept" : "failed");
      return done;
    } catch {
      setState("failed");
      return false;
    }
  };
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return undefined;
    }
    dirty.current = true;
    const timer = setTimeout(() => {
      if (!stopped.current) void flush();
    }, AUTOSAVE_MS);
    return () => clearTimeout(timer);
  }, [form, photos]);
  // The address names the draft, so that a reload opens it again.
  useEffect(() => {
    if (state === "kept" && !stopped.current) go(link("report", undefined, { draft: uuid }), { replace: true });
  }, [state]);
  useEffect(() => {
    const leave = () => {
      if (dirty.current && !stopped.current) void flush();
    };
    const hidden = () => document.visibilityState === "hidden" && leave();
    document.addEventListener("visibilitychange", hidden);
    addEventListener("pagehide", leave);
    return () => {
      document.removeEventListener("visibilitychange", hidden);
      removeEventListener("pagehide", leave);
      leave();
    };
  }, []);
  return { state, flush, stop: () => (stopped.current = true) };
}

function goToField(place: string): void {
  const field = document.getElementById(`form-${place}`);
  if (!field) return;
  field.scrollIntoView({ block: "center" });
  const control = field.matches("input, select, textarea, button") ? field : field.querySelector<HTMLElement>("input, select, textarea, button");
  control?.focus();
}

function lastSource(lists: Lists): string {
  try {
    const last = localStorage.getItem(KEPT_SOURCE);
    if (last !== null && lists.sources.some(({ id }) => id === last)) return last;
  } catch {
    // Storage may be forbidden.
  }
  return lists.sources.length === 1 ? (lists.sources[0]?.id ?? "") : "";
}

function keepSource(id: string): void {
  try {
    localStorage.setItem(KEPT_SOURCE, id);
  } catch {
    // As above.
  }
}

/** From the first visit to the form on, the form opens without a line. */
async function register(): Promise<void> {
  if (!import.meta.env.PROD || !navigator.serviceWorker) return;
  await navigator.serviceWorker.register("/service-worker.js").catch(() => undefined);
}
