// The queue: what came in, beside the incident that it may belong to, and one key for each act.
import { useEffect, useRef, useState } from "preact/hooks";
import { Refused } from "../../api/client";
import { may } from "../../api/session";
import type { Act, Decided } from "../../api/types";
import { Button, Segments } from "../../design/button";
import { Empty, Failed, Waiting } from "../../design/state";
import { refusalWords } from "../../decisions/DecisionDialog";
import { say } from "../../design/toast";
import { type Key, useKeys } from "../../keys";
import { t } from "../../language/language";
import { type ScreenProps, ask, go, link } from "../../routes";
import { Beside, comparedWith, useIncident } from "./Beside";
import { Merging, Settling, Splitting, Undoing, Verifying } from "./Deciding";
import { decide, lastDecision, takeUp } from "./decide";
import { Items, mine, takenWords } from "./Items";
import { Reading } from "./Reading";
import { type Row, beside } from "./list";
import { type Show, useQueue } from "./useQueue";
import "./queue.css";

const SHOWS: readonly Show[] = ["open", "done", "set_aside"];
/** "Somebody is on this" lapses after five minutes. */
const KEEP_MS = 4 * 60_000;

type Doing = { kind: "accept" | "set-aside" | "merge" | "split" | "verify" } | { kind: "undo"; of: Decided };

export default function Screen({ query }: ScreenProps<"/queue">) {
  if (!may("mission")) {
    return (
      <div class="screen">
        <Failed error={new Refused(403, "", t("queue-forbidden"))} />
      </div>
    );
  }
  return <Room query={query} />;
}

function Room({ query }: { query: URLSearchParams }) {
  const asked = query.get("show");
  const show = SHOWS.find((it) => it === asked) ?? "open";
  const reading = useRef<string | null>(null);
  const { listed, error, again, more, drop } = useQueue(show, reading);
  // Dealt with here, not yet confirmed: out of the list at once, back in it if the server refuses.
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [chosen, setChosen] = useState<string | null>(null);
  const [doing, setDoing] = useState<Doing | null>(null);

  const rows = (listed?.rows ?? []).filter((row) => !hidden.has(row.report.id));
  const wanted = query.get("report");
  const row = rows.find((it) => it.report.id === wanted) ?? rows[0] ?? null;
  const selected = row?.report.id ?? null;
  reading.current = selected;
  const claim =
    row?.claims.find((it) => it.row.id === chosen) ??
    row?.claims.find((it) => it.suggestion?.disputed) ??
    row?.claims[0] ??
    null;
  const compared = comparedWith(claim);
  const incident = useIncident(compared);
  const deciding = may("decide");

  const select = (report: string | null) => {
    drop(null);
    ask({ report: report ?? undefined });
  };
  const step = (by: number) => {
    const at = rows.findIndex((it) => it.report.id === selected);
    const next = rows[at + by];
    if (next) select(next.report.id);
    else if (by > 0 && listed?.next) void more();
  };
  const stepClaim = (by: number) => {
    const claims = row?.claims ?? [];
    const next = claims[(claims.findIndex((it) => it.row.id === claim?.row.id) + by + claims.length) % claims.length];
    if (next) setChosen(next.row.id);
  };
  const taking = useTakenUp(row);

  async function enter(act: Act, reason: string): Promise<void> {
    const report = act.act === "accept" || act.act === "set-aside" ? act.report : null;
    if (report !== null) {
      setHidden((old) => new Set(old).add(report));
      if (report === selected) ask({ report: beside(rows, report) ?? undefined });
    }
    try {
      const { decision, note } = await decide(act, reason);
      if (report !== null) drop(report);
      say(
        <>
          <span>{t(`queue-done-${act.act}`)}</span> {note !== null && <span lang="en" dir="auto">{note}</span>}
          {act.act !== "undo" && (
            <Button look="quiet" onClick={() => setDoing({ kind: "undo", of: decision })}>
              {t("queue-undo")}
            </Button>
          )}
        </>,
      );
      await again(act.act === "undo");
    } catch (failure) {
      say(t("queue-failed", { what: t(`queue-do-${act.act}`), why: refusalWords(failure) }), { bad: true });
      void again();
    } finally {
      if (report !== null) {
        setHidden((old) => new Set([...old].filter((it) => it !== report)));
      }
    }
  }

  async function undo(): Promise<void> {
    try {
      const of = await lastDecision();
      if (of) setDoing({ kind: "undo", of });
      else say(t("queue-nothing-to-undo"));
    } catch (failure) {
      say(t("queue-failed", { what: t("queue-do-undo"), why: refusalWords(failure) }), { bad: true });
    }
  }

  /** Begins an act, or says why it cannot be. */
  function begin(kind: Exclude<Doing["kind"], "undo">): void {
    if (row === null) return;
    if (row.gone) return say(t("queue-gone-long"));
    if ((kind === "merge" || kind === "split" || kind === "verify") && claim === null) return say(t("queue-no-claims"));
    if (kind === "split" && compared === null) return say(t("queue-split-alone"));
    if (kind === "verify" && (claim?.incident ?? compared) === null) return say(t("queue-verify-none"));
    setDoing({ kind });
  }

  const moves: Key[] = [
    { keys: "j", words: "queue-next", run: () => step(1) },
    { keys: "k", words: "queue-previous", run: () => step(-1) },
    { keys: "n", words: "queue-next-claim", run: () => stepClaim(1) },
    { keys: "p", words: "queue-previous-claim", run: () => stepClaim(-1) },
    { keys: "o", words: "queue-open-report", run: () => selected && go(link("reports", { id: selected })) },
    { keys: "i", words: "queue-open-incident", run: () => compared && go(link("incident", { id: compared })) },
    { keys: "r", words: "queue-show-new", run: () => void again(true) },
  ];
  const acts: Key[] = [
    { keys: "a", words: "queue-do-accept", run: () => begin("accept") },
    { keys: "m", words: "queue-do-merge", run: () => begin("merge") },
    { keys: "s", words: "queue-do-split", run: () => begin("split") },
    { keys: "x", words: "queue-do-set-aside", run: () => begin("set-aside") },
    { keys: "v", words: "queue-do-verify", run: () => begin("verify") },
    { keys: "t", words: "queue-take-up", run: () => row && taking.toggle(row) },
    { keys: "u", words: "queue-undo-last", run: () => void undo() },
  ];
  useKeys("queue-keys", deciding ? [...moves, ...acts] : moves);

  const subject = row && { row, claim, incident: incident.value ?? null };
  const decided = { onClose: () => setDoing(null), onDecide: (act: Act, reason: string) => void enter(act, reason) };
  return (
    <div class="screen queue">
      <header class="screen-head">
        <div class="row">
          <h1>{t("queue-title")}</h1>
          {listed && <span class="soft">{t("queue-open-count", { count: listed.open })}</span>}
        </div>
        <div class="row">
          <Segments
            label={t("queue-show")}
            value={show}
            options={SHOWS.map((value) => ({ value, words: t(`queue-show-${value}`) }))}
            onChange={(value) => ask({ show: value === "open" ? undefined : value, report: undefined })}
          />
          {deciding && (
            <Button onClick={() => void undo()}>
              {t("queue-undo-last")} <Hint of="u" />
            </Button>
          )}
        </div>
      </header>
      <div role="status">
        {listed && listed.waiting > 0 && (
          <button type="button" class="button main queue-pill" onClick={() => void again(true)}>
            {t("queue-new", { count: listed.waiting })}
          </button>
        )}
      </div>
      {error !== undefined && <Failed error={error} again={() => void again()} />}
      {listed === undefined && error === undefined && <Waiting />}
      {listed !== undefined && row === null && (
        <Empty title={t(`queue-empty-${show}-title`)}>
          <p>{t(`queue-empty-${show}`)}</p>
        </Empty>
      )}
      {row && subject && (
        <div class="queue-room">
          <div class="queue-side">
            <Items rows={rows} selected={selected} onSelect={select} />
            {listed?.next && <Button onClick={() => void more()}>{t("queue-more")}</Button>}
          </div>
          <div class="queue-middle">
            {deciding ? <Bar row={row} acts={acts} /> : <p class="soft small">{t("queue-reading-only")}</p>}
            {row.taken_up && !row.gone && <p class="queue-taken">{takenWords(row.taken_up)}</p>}
            {row.gone && <p class="queue-wrong" role="status">{t("queue-gone-long")}</p>}
            <Reading
              key={row.report.id}
              row={row}
              claim={claim?.row.id ?? null}
              onClaim={setChosen}
            />
          </div>
          <Beside claim={claim} incident={incident} />
        </div>
      )}
      {doing && subject && (doing.kind === "accept" || doing.kind === "set-aside") && (
        <Settling kind={doing.kind} subject={subject} {...decided} />
      )}
      {doing?.kind === "merge" && subject && <Merging subject={subject} {...decided} />}
      {doing?.kind === "split" && subject && <Splitting subject={subject} {...decided} />}
      {doing?.kind === "verify" && subject && (
        <Verifying subject={subject} incident={claim?.incident ?? compared ?? ""} {...decided} />
      )}
      {doing?.kind === "undo" && <Undoing of={doing.of} {...decided} />}
    </div>
  );
}

/** Every act with its key, for those who point. */
function Bar({ row, acts }: { row: Row; acts: readonly Key[] }) {
  const own = row.taken_up !== null && mine(row.taken_up);
  return (
    <div class="queue-bar row" role="group" aria-label={t("queue-acts")}>
      {acts
        .filter(({ keys }) => keys !== "u")
        .map(({ keys, words, run }) => (
          <button
            key={keys}
            type="button"
            class={keys === "a" ? "button main" : "button"}
            aria-pressed={keys === "t" ? own : undefined}
            onClick={(event) => run(event as unknown as KeyboardEvent)}
          >
            {t(keys === "t" && own ? "queue-let-go" : words)} <Hint of={keys} />
          </button>
        ))}
    </div>
  );
}

function Hint({ of }: { of: string }) {
  return <kbd aria-hidden="true">{of}</kbd>;
}

/** "Somebody is on this": kept alive while this screen is open, let go when it closes. */
function useTakenUp(row: Row | null): { toggle: (row: Row) => void } {
  const held = useRef<string | null>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      if (held.current !== null) void takeUp(held.current, true).catch(() => undefined);
    }, KEEP_MS);
    return () => {
      clearInterval(timer);
      if (held.current !== null) void takeUp(held.current, false).catch(() => undefined);
    };
  }, []);
  // Whoever goes on to another report is no longer on the one before.
  useEffect(() => {
    if (held.current !== null && held.current !== row?.report.id) {
      void takeUp(held.current, false).catch(() => undefined);
      held.current = null;
    }
  }, [row?.report.id]);
  return {
    toggle(of) {
      const own = of.taken_up !== null && mine(of.taken_up);
      takeUp(of.report.id, !own).then(
        () => (held.current = own ? null : of.report.id),
        (failure: unknown) => say(refusalWords(failure), { bad: true }),
      );
    },
  };
}
