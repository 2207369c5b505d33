// The stretch of days that the map shows: one, a week up to it, or all.
import type { Day } from "../../api/types";
import type { Window } from "./clusters";

export const SPANS = ["1", "7", "all"] as const;
export type Span = (typeof SPANS)[number];

const DAY_MS = 86_400_000;

/** Days from 1970-01-01. */
export function dayNumber(day: Day): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
}

export function dayOfNumber(number: number): Day {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

/** The window that ends with `day`; null for all of time. */
export function windowOf(day: Day, span: Span): Window | null {
  if (span === "all") return null;
  const last = dayNumber(day);
  return { from: last - (Number(span) - 1), until: last };
}

/** The day `steps` farther in the case's days; stays at either end. A day that is none of them counts as the last. */
export function stepped(days: readonly Day[], day: Day, steps: number): Day {
  const found = days.indexOf(day);
  const at = found === -1 ? days.length - 1 : found;
  return days[Math.min(days.length - 1, Math.max(0, at + steps))] ?? day;
}

/** Where play begins: from the start if the end is reached or all days were shown. */
export function playFrom(days: readonly Day[], day: Day, span: Span): { day: Day; span: Span } {
  const first = days[0] ?? day;
  const atEnd = day === days.at(-1) || !days.includes(day);
  return { day: span === "all" || atEnd ? first : day, span: span === "all" ? "1" : span };
}
