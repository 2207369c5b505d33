// News from the server as it happens: one connection for the whole page.
import { signal } from "@preact/signals";
import type { EntryEvent, SettledEvent, TakenUpEvent, TurnedEvent } from "./types";

/** Whether news is coming in; "lost" while the connection is being made again. */
export const line = signal<"opening" | "open" | "lost">("opening");
/** The newest entry of the ledger. */
export const newest = signal<EntryEvent | null>(null);
/** The newest exact judgement: whoever shows judged data loads it again when this changes. */
export const settled = signal<SettledEvent | null>(null);
/** What became of incidents since this page was opened, the newest first. */
export const turned = signal<readonly TurnedEvent[]>([]);
/** Reports that somebody is working on, by report. */
export const takenUp = signal<ReadonlyMap<string, string>>(new Map());

/** Counts how often news may have been missed: whoever shows a list then loads it again. */
export const missed = signal(0);
/** Entries that were made on this page: whoever made one knows of it. */
export const own = new Set<number>();

/** So many turns are remembered. */
const TURNS = 50;
const SHORTEST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

/** Listens until the function it gives is called. */
export function listen(url = "/api/v1/events"): () => void {
  let source: EventSource | null = null;
  let wait = SHORTEST_WAIT;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function open(): void {
    source = new EventSource(url);
    source.onopen = () => {
      wait = SHORTEST_WAIT;
      if (line.value === "lost") missed.value += 1;
      line.value = "open";
    };
    source.onerror = () => {
      // A browser gives up for good on an answer that is no stream (a proxy's error page): ask again
      // ourselves, more and more slowly, and not all browsers at the same moment.
      line.value = "lost";
      source?.close();
      timer = setTimeout(open, wait * (0.5 + Math.random()));
      wait = Math.min(wait * 2, LONGEST_WAIT);
    };
    on(source, "entry", (event: EntryEvent) => (newest.value = event));
    on(source, "settled", (event: SettledEvent) => (settled.value = event));
    on(source, "turned", (event: TurnedEvent) => (turned.value = [event, ...turned.value].slice(0, TURNS)));
    source.addEventListener("missed", () => (missed.value += 1));
    on(source, "taken_up", ({ report, by }: TakenUpEvent) => {
      const next = new Map(takenUp.value);
      if (by === null) next.delete(report);
      else next.set(report, by);
      takenUp.value = next;
    });
  }

  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

function on<T>(source: EventSource, name: string, take: (event: T) => void): void {
  source.addEventListener(name, (event: MessageEvent<string>) => {
    try {
      take(JSON.parse(event.data) as T);
    } catch {
      // News that cannot be read is no news; the next settled state brings everything again.
    }
  });
}
