// Sends what waits, one after another. Runs in the page and in the service worker; a lock sees to it
// that only one of them does. The server knows a report by its uuid and takes it once.
import type { Filed, Problem, Session } from "../api/types";
import { type Item, next } from "./item";
import { all, change } from "./store";

export const CHANNEL = "armistice-outbox";

export interface Means {
  fetch: typeof fetch;
  now: () => number;
}

const MEANS: Means = { fetch: (...args) => fetch(...args), now: () => Date.now() };
/** A photo over a bad line takes its time; a line that is dead need not be waited for all day. */
const PATIENCE_MS = 5 * 60_000;

/** Sends everything that is due, or with `all` everything that waits. Gives how many were taken. */
export async function sendWaiting({ force = false }: { force?: boolean } = {}, means: Means = MEANS): Promise<number> {
  const locks = globalThis.navigator?.locks as LockManager | undefined;
  if (!locks) return round(force, means);
  return locks.request(CHANNEL, { ifAvailable: true }, (lock) => (lock ? round(force, means) : 0));
}

async function round(force: boolean, means: Means): Promise<number> {
  // With the lock in hand nobody else is sending: what says so was ended in the middle.
  for (const item of await all()) if (item.state === "sending") await change(item.uuid, (it) => next(it, { type: "wake" }));
  const due = (await all()).filter(({ state, notBefore }) => state === "waiting" && (force || notBefore <= means.now())).reverse();
  if (due.length === 0) return 0;

  const putOff = (item: Item, why: NonNullable<Item["why"]>, asked: boolean, wait?: number) =>
    change(item.uuid, (it) => next(it, { type: "put-off", why, asked, now: means.now(), ...(wait === undefined ? {} : { wait }) }));
  let session: Session;
  try {
    const answer = await means.fetch("/api/v1/session", { credentials: "same-origin", cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    session = (await answer.json()) as Session;
  } catch {
    for (const item of due) await putOff(item, "line", false);
    return 0;
  }
  const { user, csrf } = session;
  if (user === null) {
    for (const item of due) await putOff(item, "sign-in", false);
    return 0;
  }
  let taken = 0;
  for (const item of due) {
    if (item.owner !== null && item.owner !== user.name) {
      await putOff(item, "other-person", false);
      continue;
    }
    // Somebody may have opened it to change it in the meantime: then it is no longer waiting.
    const begun = await change(item.uuid, (it) => next(it, { type: "begin", owner: user.name }));
    if (begun?.state !== "sending" || begun.report === null) continue;
    const body = new FormData();
    body.append("report", new Blob([JSON.stringify(begun.report)], { type: "application/json" }), "report.json");
    for (const { name, type, blob } of begun.photos) body.append("photo", new Blob([blob], { type }), name);
    let answer: Response;
    try {
      answer = await means.fetch("/api/v1/reports", {
        method: "POST",
        body,
        credentials: "same-origin",
        headers: csrf === null ? {} : { "x-csrf-token": csrf },
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
    } catch {
      await putOff(item, "line", true);
      // The line is gone for the others too.
      break;
    }
    if (answer.ok) {
      const filed = (await answer.json().catch(() => null)) as Filed | null;
      await change(item.uuid, (it) => next(it, filed === null ? { type: "put-off", why: "server", asked: true, now: means.now() } : { type: "delivered", answer: filed }));
      if (filed !== null) taken += 1;
    } else if (answer.status === 401) {
      await putOff(item, "sign-in", false);
      break;
    } else if (answer.status === 408 || answer.status === 429 || answer.status >= 500) {
      const seconds = Number(answer.headers.get("retry-after"));
      await putOff(item, "server", answer.status !== 429, seconds > 0 ? seconds * 1000 : undefined);
    } else {
      const problem = (await answer.json().catch(() => ({}))) as Partial<Problem>;
      const reason = problem.detail ?? problem.title ?? `${answer.status} ${answer.statusText}`;
      await change(item.uuid, (it) => next(it, { type: "refused", reason }));
    }
  }
  return taken;
}
