import { describe, expect, it } from "vitest";
import type { Points } from "../../api/types";
import { STATUSES } from "../../design/status";
import { APART, ROOM, count, crowded, grid, rowsOf } from "./clusters";
import { type Columns, columns, fromWeb, toWeb } from "./columns";
import { place } from "./marks";
import { perDay } from "./perday";

/** Numbers that look like chance and are the same every time. */
function dice(seed: number): () => number {
  return () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
}

function points(length: number, seed = 1): Points {
  const roll = dice(seed);
  const many = <T>(make: () => T): T[] => Array.from({ length }, make);
  const from = many(() => (roll() < 0.1 ? null : 17_000 + Math.floor(roll() * 20)));
  return {
    ids: many(() => `I-${roll()}`),
    lon: many(() => 35 + roll() ** 3 * 8),
    lat: many(() => 32 + roll() ** 3 * 5),
    day_from: from,
    day_until: from.map((day) => day === null ? null : day + Math.floor(roll() * 4)),
    reach_m: many(() => 100 + roll() * 20_000),
    kind: many(() => 0), kinds: ["shelling"],
    status: many(() => Math.floor(roll() * 5)), statuses: [...STATUSES],
    by: many(() => -1), parties: [], truncated: false,
  };
}

/** The same, the slow way: every incident by itself, squares by name. */
function naive(given: Points, zoom: number, shown: Uint8Array, window: { from: number; until: number } | null) {
  const across = 8 * 2 ** zoom;
  const squares = new Map<string, { count: number; worst: number }>();
  given.ids.forEach((_, i) => {
    const [from, until] = [given.day_from[i], given.day_until[i]];
    if (shown[i] === 0) return;
    if (window && (from == null || until == null || from > window.until || until < window.from)) return;
    const [x, y] = toWeb(given.lon[i]!, given.lat[i]!);
    const key = `${Math.floor(x * across)} ${Math.floor(y * across)}`;
    const square = squares.get(key) ?? { count: 0, worst: 0 };
    squares.set(key, { count: square.count + 1, worst: Math.max(square.worst, given.status[i]!) });
  });
  return squares;
}

describe("clusters", () => {
  it.each([0, 3, 6, 8.5])("are those of the slow way at zoom %s", (zoom) => {
    const given = points(3000);
    const table = columns(given);
    const shown = Uint8Array.from({ length: 3000 }, (_, i) => (i % 3 === 0 ? 0 : 1));
    const squares = grid(table, zoom);
    for (const window of [null, { from: 17_004, until: 17_004 }, { from: 17_000, until: 17_006 }]) {
      const made = count(table, squares, shown, window);
      const got = new Map<string, { count: number; worst: number }>();
      for (let s = 0; s < squares.size; s += 1) {
        if (made.count[s]! > 0) got.set(`${squares.column[s]} ${squares.line[s]}`, { count: made.count[s]!, worst: made.worst[s]! });
      }
      const across = 8 * 2 ** zoom;
      // At half zooms the width is rounded to whole squares; the slow way is asked at whole ones.
      if (Number.isInteger(across)) expect(got).toEqual(naive(given, zoom, shown, window));
      expect([...got.values()].reduce((sum, { count: n }) => sum + n, 0)).toBe(made.total);
    }
  });

  it("hold every incident exactly once, and give it back", () => {
    const table = columns(points(2000, 7));
    const shown = new Uint8Array(2000).fill(1);
    const squares = grid(table, 5);
    const made = count(table, squares, shown, null);
    const seen: number[] = [];
    for (let s = 0; s < squares.size; s += 1) {
      const rows = rowsOf(table, squares, s, shown, null);
      expect(rows.length).toBe(made.count[s]);
      const kept = STATUSES.map((_, rank) => rows.filter((row) => table.status[row] === rank).length);
      expect([...made.tally.subarray(s * STATUSES.length, (s + 1) * STATUSES.length)]).toEqual(kept);
      seen.push(...rows);
    }
    expect(seen.sort((a, b) => a - b)).toEqual([...Array(2000).keys()]);
  });

  it("count anew when their arrays are used again", () => {
    const table = columns(points(500, 3));
    const shown = new Uint8Array(500).fill(1);
    const squares = grid(table, 4);
    const first = count(table, squares, shown, { from: 17_000, until: 17_020 });
    const again = count(table, squares, shown, { from: 17_003, until: 17_003 }, null, first);
    expect(again).toBe(first);
    expect([...again.count]).toEqual([...count(table, squares, shown, { from: 17_003, until: 17_003 }).count]);
  });

  it("leave undated incidents to the open window, and wide ones to their shapes", () => {
    const given = points(300, 5);
    const table = columns(given);
    const shown = new Uint8Array(300).fill(1);
    const squares = grid(table, 2);
    expect(count(table, squares, shown, { from: -1e6, until: 1e6 }).total).toBe(300 - table.undated);
    expect(table.undated).toBe(given.day_from.filter((day) => day === null).length);
    const reach = [...table.reach].sort((a, b) => a - b)[99]!;
    expect(count(table, squares, shown, null, { reach, crowded: new Uint8Array(300) }).total).toBe(100);
  });

  it("count what is too crowded to be drawn one by one", () => {
    const given = points(60, 11);
    // Nine incidents at one place; then five places close together; the others far from all.
    const at = (i: number) => (i < APART + 1 ? [40, 34] : i < APART + 1 + ROOM + 1 ? [37 + i / 1e4, 36] : [-100 + i * 2, -40]);
    given.lon = given.lon.map((_, i) => at(i)[0]!);
    given.lat = given.lat.map((_, i) => at(i)[1]!);
    given.reach_m = given.reach_m.map(() => 500);
    const table = columns(given);
    const marked = crowded(table, grid(table, 9));
    expect(marked.reduce((sum, one) => sum + one, 0)).toBe(APART + 1 + ROOM + 1);
    const one = { ...given, ids: given.ids.slice(1), lon: given.lon.slice(1), lat: given.lat.slice(1), reach_m: given.reach_m.slice(1), day_from: given.day_from.slice(1), day_until: given.day_until.slice(1), status: given.status.slice(1), kind: given.kind.slice(1), by: given.by.slice(1) };
    // One incident fewer at the place, and each can be drawn by itself.
    const fewer = columns(one);
    expect(crowded(fewer, grid(fewer, 9)).reduce((sum, n) => sum + n, 0)).toBe(ROOM + 1);
  });

  it("are marked without covering one another", () => {
    const table = columns(points(4000, 9));
    const zoom = 6;
    const made = count(table, grid(table, zoom), new Uint8Array(4000).fill(1), null);
    const [x, y] = toWeb(38, 34);
    const marks = place(made, { x, y, world: 512 * 2 ** zoom, width: 1200, height: 900 });
    expect(marks.length).toBeGreaterThan(20);
    for (const a of marks) {
      for (const b of marks) {
        if (a !== b) expect(Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y))).toBeGreaterThanOrEqual(a.radius + b.radius - 1e-6);
      }
    }
  });
});

describe("columns", () => {
  it("go to the web map and back", () => {
    for (const [lon, lat] of [[37.1, 36.2], [-70, -33], [0, 0], [179.9, 80]] as const) {
      const [x, y] = toWeb(lon, lat);
      const [backLon, backLat] = fromWeb(x, y);
      expect([backLon, backLat]).toEqual([expect.closeTo(lon, 9), expect.closeTo(lat, 9)]);
    }
  });
});

describe("perDay", () => {
  it("counts an incident on each day it may have been", () => {
    const table = { from: Int32Array.of(10, 11, 5, 30), until: Int32Array.of(12, 11, 40, 31), length: 4 } as Pick<Columns, "from" | "until" | "length">;
    expect([...perDay(table, Uint8Array.of(1, 1, 1, 1), 10, 4)]).toEqual([2, 3, 2, 1]);
    expect([...perDay(table, Uint8Array.of(1, 0, 0, 1), 10, 4)]).toEqual([1, 1, 1, 0]);
  });
});
