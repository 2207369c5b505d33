// Incidents that are too close to be told apart at a zoom, counted together: each falls into the one
// square of a grid. Which square does not depend on the day, so that it is reckoned once for a zoom
// and a step in time is one pass over four arrays.
import { STATUSES } from "../../design/status";
import type { Columns } from "./columns";

/** Width of a square in pixels at the zoom that it is made for. */
export const SQUARE_PX = 64;
const WORLD_PX = 512;

export interface Grid {
  /** Squares along the web map's width. */
  across: number;
  /** Number of the square that a row lies in. */
  square: Int32Array;
  /** Column and row of each square on the web map. */
  column: Int32Array;
  line: Int32Array;
  size: number;
}

/** A stretch of days. Where none is given, all of time is meant and what is undated too. */
export interface Window {
  /** Days from 1970-01-01, both included. */
  from: number;
  until: number;
}

export interface Clusters {
  grid: Grid;
  count: Int32Array;
  /** Gravest status in each square, index into STATUSES. */
  worst: Uint8Array;
  /** How many of each status there are in each square: STATUSES.length numbers a square. */
  tally: Int32Array;
  /** Sum of positions on the web map. */
  x: Float64Array;
  y: Float64Array;
  /** The last row that was counted: the only one where the count is 1. */
  one: Int32Array;
  total: number;
}

/** The squares that are occupied at a zoom. */
export function grid({ x, y, length }: Pick<Columns, "x" | "y" | "length">, zoom: number): Grid {
  const across = Math.max(1, Math.round((WORLD_PX * 2 ** zoom) / SQUARE_PX));
  const numbers = new Map<number, number>();
  const square = new Int32Array(length);
  const column: number[] = [];
  const line: number[] = [];
  for (let i = 0; i < length; i += 1) {
    const cx = Math.min(across - 1, Math.max(0, Math.floor((x[i] as number) * across)));
    const cy = Math.min(across - 1, Math.max(0, Math.floor((y[i] as number) * across)));
    const key = cy * across + cx;
    let number = numbers.get(key);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(key, number);
      column.push(cx);
      line.push(cy);
    }
    square[i] = number;
  }
  return { across, square, column: Int32Array.from(column), line: Int32Array.from(line), size: numbers.size };
}

/** Incidents of one place, and places of one square, that the server draws one by one, at most. */
export const APART = 8;
export const ROOM = 4;

/** 1 for each row that is counted even where shapes are drawn, since there are too many around it. */
export function crowded(table: Pick<Columns, "place" | "crowd" | "length">, { square, size }: Grid): Uint8Array {
  const places = new Int32Array(size);
  const seen = new Set<number>();
  for (let i = 0; i < table.length; i += 1) {
    const key = (square[i] as number) * table.length + (table.place[i] as number);
    if (seen.has(key)) continue;
    seen.add(key);
    places[square[i] as number] = (places[square[i] as number] as number) + 1;
  }
  return Uint8Array.from({ length: table.length }, (_, i) =>
    (table.crowd[table.place[i] as number] as number) > APART || (places[square[i] as number] as number) > ROOM ? 1 : 0,
  );
}

export interface Shapes {
  /** Rows that reach farther, as a part of the web map's width, are drawn as shapes … */
  reach: number;
  /** … except these, which are counted too. */
  crowded: Uint8Array;
}

/**
 * Counts what is shown in a window of days. `shown` has a 1 for each row that passes the filters.
 * With `shapes`, what is drawn as such is left out. `into` is used again where it fits.
 */
export function count(
  table: Columns,
  of: Grid,
  shown: Uint8Array,
  window: Window | null,
  shapes: Shapes | null = null,
  into?: Clusters,
): Clusters {
  const made: Clusters =
    into?.grid === of
      ? into
      : {
          grid: of,
          count: new Int32Array(of.size),
          worst: new Uint8Array(of.size),
          tally: new Int32Array(of.size * STATUSES.length),
          x: new Float64Array(of.size),
          y: new Float64Array(of.size),
          one: new Int32Array(of.size),
          total: 0,
        };
  if (made === into) {
    made.count.fill(0);
    made.worst.fill(0);
    made.tally.fill(0);
    made.x.fill(0);
    made.y.fill(0);
  }
  const { x, y, from, until, status, length } = table;
  const all = window === null;
  const first = window?.from ?? 0;
  const last = window?.until ?? 0;
  let total = 0;
  for (let i = 0; i < length; i += 1) {
    if (shown[i] === 0) continue;
    if (!all && ((from[i] as number) > last || (until[i] as number) < first)) continue;
    if (shapes !== null && (table.reach[i] as number) > shapes.reach && shapes.crowded[i] === 0) continue;
    const s = of.square[i] as number;
    made.count[s] = (made.count[s] as number) + 1;
    made.x[s] = (made.x[s] as number) + (x[i] as number);
    made.y[s] = (made.y[s] as number) + (y[i] as number);
    const kept = s * STATUSES.length + (status[i] as number);
    made.tally[kept] = (made.tally[kept] as number) + 1;
    if ((status[i] as number) > (made.worst[s] as number)) made.worst[s] = status[i] as number;
    made.one[s] = i;
    total += 1;
  }
  made.total = total;
  return made;
}

/** Rows of one square that are shown; for what a click on a cluster opens. */
export function rowsOf(
  table: Columns,
  of: Grid,
  square: number,
  shown: Uint8Array,
  window: Window | null,
): number[] {
  const rows: number[] = [];
  for (let i = 0; i < table.length; i += 1) {
    if (of.square[i] !== square || shown[i] === 0) continue;
    if (window && ((table.from[i] as number) > window.until || (table.until[i] as number) < window.from)) continue;
    rows.push(i);
  }
  return rows;
}
