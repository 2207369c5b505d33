// Reasons that were given on this device, newest first, for each act its own.
import { t } from "../../language/language";

const KEPT = "armistice.reasons";
const MOST = 5;

export type Reasoned = "accept" | "set-aside" | "merge" | "split" | "verify" | "undo";

function all(): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
    return typeof kept === "object" && kept !== null ? (kept as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** Those given before, then two to begin with. */
export function reasonsFor(act: Reasoned): string[] {
  const kept = all()[act];
  const given = Array.isArray(kept) ? kept.filter((it): it is string => typeof it === "string") : [];
  const first = [t(`queue-reason-${act}-1`), t(`queue-reason-${act}-2`)];
  return [...new Set([...given, ...first])].slice(0, MOST);
}

export function keepReason(act: Reasoned, reason: string): void {
  const kept = all()[act];
  const given = Array.isArray(kept) ? kept : [];
  try {
    const next = [reason, ...given.filter((it) => it !== reason)].slice(0, MOST);
    localStorage.setItem(KEPT, JSON.stringify({ ...all(), [act]: next }));
  } catch {
    // Then it is typed again next time.
  }
}
