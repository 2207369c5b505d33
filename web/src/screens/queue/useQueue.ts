import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { get } from "../../api/client";
import { missed, newest, settled, takenUp as takenUpNow } from "../../api/live";
import type { Queue } from "../../api/types";
import { type Listed, adopt, append, refresh, takenUp, without } from "./list";

const PAGE = 50;
/** More than this the server does not give at once. */
const MOST = 200;
export type Show = "open" | "done" | "set_aside";

export interface QueueState {
  listed: Listed | undefined;
  error: unknown;
  /** Fetches again; `all` also brings in what waits, in the server's order. */
  again: (all?: boolean) => Promise<void>;
  more: () => Promise<void>;
  drop: (report: string | null) => void;
}

/** The list of one kind, kept up to date; `reading` is the report that must not go away. */
export function useQueue(show: Show, reading: { readonly current: string | null }): QueueState {
  const [listed, setListed] = useState<Listed>();
  const [error, setError] = useState<unknown>();
  const rows = useRef(0);
  rows.current = listed?.rows.length ?? 0;
  const round = useRef({ busy: false, wanted: false, all: false, show });
  // Dealt with here; until the server's list follows, they are not news.
  const dealt = useRef(new Set<string>());

  // One request at a time: news that comes while one runs asks once more behind it.
  const again = useCallback(async (all = false) => {
    const now = round.current;
    now.wanted = true;
    now.all ||= all;
    if (all) dealt.current.clear();
    if (now.busy) return;
    now.busy = true;
    while (now.wanted) {
      const [asked, whole] = [now.show, now.all];
      now.wanted = now.all = false;
      try {
        const fresh = await get<Queue>("/api/v1/queue", { show: asked, limit: Math.min(rows.current + PAGE, MOST) });
        if (now.show !== asked) continue;
        const there = new Set(fresh.items.map((item) => item.report.id));
        for (const report of dealt.current) if (!there.has(report)) dealt.current.delete(report);
        fresh.items = fresh.items.filter((item) => !dealt.current.has(item.report.id));
        setListed((old) => (whole || old === undefined ? adopt(fresh) : refresh(old, fresh, reading.current)));
        setError(undefined);
      } catch (failure) {
        if (now.show === asked) setError(failure);
      }
    }
    now.busy = false;
  }, []);

  useEffect(() => {
    round.current.show = show;
    setListed(undefined);
    void again(true);
  }, [show]);

  const [news, judged, gap] = [newest.value?.index, settled.value?.entries, missed.value];
  const first = useRef(true);
  useEffect(() => {
    // The list that is fetched when the screen opens has all that was known until then.
    if (first.current) first.current = false;
    else void again();
  }, [news, judged, gap]);

  const known = useRef(takenUpNow.value);
  const taken = takenUpNow.value;
  useEffect(() => {
    const before = known.current;
    known.current = taken;
    const changed = new Set([...before.keys(), ...taken.keys()]);
    const since = new Date().toISOString();
    for (const report of changed) {
      const by = taken.get(report) ?? null;
      if (by !== (before.get(report) ?? null)) setListed((old) => old && takenUp(old, report, by, since));
    }
  }, [taken]);

  const more = useCallback(async () => {
    const after = listed?.next;
    if (!after) return;
    try {
      const page = await get<Queue>("/api/v1/queue", { show, limit: PAGE, after });
      setListed((old) => old && append(old, page));
    } catch (failure) {
      setError(failure);
    }
  }, [listed?.next, show]);

  const drop = useCallback((report: string | null) => {
    if (report !== null) dealt.current.add(report);
    setListed((old) => old && without(old, report, reading.current));
  }, []);

  return { listed, error, again, more, drop };
}
