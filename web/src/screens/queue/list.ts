// What stands in the list on screen, and what news does to it: nothing that is being read moves.
import type { Queue, QueueItem } from "../../api/types";

export interface Row extends QueueItem {
  /** It left this list on the server while it was being read here. */
  gone?: boolean;
}

export interface Listed {
  rows: readonly Row[];
  /** How many items have come in that are not on screen yet. */
  waiting: number;
  next: string | null;
  /** How many reports are open, on whatever page. */
  open: number;
}

/** The server's own order, as it is now. */
export function adopt({ items, next, open }: Queue): Listed {
  return { rows: items, waiting: 0, next, open };
}

/**
 * Brings the rows on screen up to date in their places. What is new waits to be asked for; what left
 * goes, except the one that is being read, which is marked instead.
 */
export function refresh(shown: Listed, fresh: Queue, reading: string | null): Listed {
  if (shown.rows.length === 0) return adopt(fresh);
  const now = new Map(fresh.items.map((item) => [item.report.id, item]));
  const known = new Set(shown.rows.map((row) => row.report.id));
  const others = fresh.items.filter((item) => !known.has(item.report.id)).length;
  // What stands below the last row on screen is not new: it was not asked for yet.
  const end = shown.next === null ? fresh.items.length : fresh.items.findLastIndex((item) => known.has(item.report.id));
  const waiting = fresh.items.slice(0, Math.max(0, end)).filter((item) => !known.has(item.report.id)).length;
  // Where the answer does not reach to the end, what lies beyond it may still be there.
  const reach = fresh.next === null ? Infinity : fresh.items.length - others;
  const rows = shown.rows.flatMap((row, at): Row[] => {
    const item = now.get(row.report.id);
    if (item) return [item];
    if (at >= reach) return [row];
    return row.report.id === reading ? [{ ...row, gone: true }] : [];
  });
  return { rows, waiting, next: shown.next, open: fresh.open };
}

/** More rows below; what has meanwhile come up twice stands once. */
export function append(shown: Listed, page: Queue): Listed {
  const known = new Set(shown.rows.map((row) => row.report.id));
  const rows = [...shown.rows, ...page.items.filter((item) => !known.has(item.report.id))];
  return { ...shown, rows, next: page.next, open: page.open };
}

/** Without a row that was dealt with, and without those that left and are no longer read. */
export function without(shown: Listed, report: string | null, reading: string | null): Listed {
  const rows = shown.rows.filter((row) => row.report.id !== report && (!row.gone || row.report.id === reading));
  return rows.length === shown.rows.length ? shown : { ...shown, rows };
}

/** Somebody took up a report, or let it go. */
export function takenUp(shown: Listed, report: string, by: string | null, since: string): Listed {
  const rows = shown.rows.map((row) =>
    row.report.id === report ? { ...row, taken_up: by === null ? null : { by, since } } : row,
  );
  return { ...shown, rows };
}

/** The row after `report`, else the one before; null where it is the only one. */
export function beside(rows: readonly Row[], report: string): string | null {
  const at = rows.findIndex((row) => row.report.id === report);
  return (rows[at + 1] ?? rows[at - 1])?.report.id ?? null;
}
