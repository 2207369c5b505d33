import { describe, expect, it } from "vitest";
import type { ClaimRow, Queue, QueueItem } from "../../api/types";
import { differences, widest } from "./compare";
import { type Listed, adopt, append, beside, refresh, takenUp, without } from "./list";

const item = (id: string, more: Partial<QueueItem> = {}) =>
  ({ report: { id }, state: "open", claims: [], duplicates: [], taken_up: null, settled: true, ...more }) as unknown as QueueItem;
const queue = (ids: string, next: string | null = null): Queue => ({ items: [...ids].map((id) => item(id)), next, open: ids.length });
const ids = (listed: Listed) => listed.rows.map((row) => row.report.id).join("");

describe("the list under news", () => {
  it("keeps rows in their places and lets what is new wait", () => {
    const shown = adopt(queue("abc"));
    const after = refresh(shown, queue("xcbay"), "b");
    expect(ids(after)).toBe("abc");
    expect(after.waiting).toBe(2);
    expect(after.open).toBe(5);
  });

  it("takes the new state of a row", () => {
    const after = refresh(adopt(queue("ab")), { ...queue("ab"), items: [item("a", { settled: false }), item("b")] }, null);
    expect(after.rows.map((row) => row.settled)).toEqual([false, true]);
  });

  it("drops what left, but not from under the reader", () => {
    const after = refresh(adopt(queue("abc")), queue("a"), "b");
    expect(after.rows.map((row) => [row.report.id, row.gone ?? false])).toEqual([["a", false], ["b", true]]);
    expect(ids(without(after, null, "a"))).toBe("a");
    expect(ids(without(after, null, "b"))).toBe("ab");
  });

  it("does not take for gone what the answer does not reach", () => {
    // x pushed c off the end of the answer.
    const after = refresh(adopt(queue("abc", "c")), queue("xab", "b"), null);
    expect(ids(after)).toBe("abc");
    expect(after.waiting).toBe(1);
  });

  it("does not take for new what is only further down", () => {
    const after = refresh(adopt(queue("ab", "b")), queue("xabcd"), null);
    expect([ids(after), after.waiting, after.next]).toEqual(["ab", 1, "b"]);
  });

  it("shows what comes into an empty list at once", () => {
    expect(ids(refresh(adopt(queue("")), queue("a"), null))).toBe("a");
  });

  it("adds pages below, each report once", () => {
    expect(ids(append(adopt(queue("ab", "b")), queue("bc")))).toBe("abc");
  });

  it("goes on to the row after, else the one before", () => {
    const { rows } = adopt(queue("abc"));
    expect([beside(rows, "a"), beside(rows, "c"), beside(rows.slice(0, 1), "a")]).toEqual(["b", "b", null]);
  });

  it("tells who took a report up", () => {
    const taken = takenUp(adopt(queue("ab")), "b", "Nadia", "2016-09-17T00:00:00Z");
    expect(taken.rows[1]?.taken_up?.by).toBe("Nadia");
    expect(takenUp(taken, "b", null, "").rows[1]?.taken_up).toBeNull();
  });
});

describe("two claims side by side", () => {
  const disc = (lon: number, lat: number, radius_m: number) => ({ disc: { centre: [lon, lat] as [number, number], radius_m } });
  const claim = (more: Partial<ClaimRow> = {}) =>
    ({
      kind: "shelling", by: ["Government"], on: [], when: { within: { from: "2016-09-16T21:00:00Z", until: "2016-09-17T21:00:00Z" } },
      place: { name: "Aleppo", region: "Aleppo", shape: disc(37.16, 36.2, 8000) },
      casualties: { killed: { low: 3, best: null, high: 5 }, civilians_killed: null, wounded: null }, ...more,
    }) as ClaimRow;
  const relations = (a: ClaimRow, b: ClaimRow) =>
    Object.fromEntries(Object.entries(differences(a, b)).map(([name, { relation }]) => [name, relation]));

  it("are the same where they say the same, and open where one is silent", () => {
    expect(relations(claim(), claim())).toEqual({
      kind: "same", when: "same", where: "same", by: "same", on: "open", killed: "same", wounded: "open",
    });
  });

  it("overlap where both can be true of one event", () => {
    const other = claim({
      when: { within: { from: "2016-09-17T10:00:00Z", until: "2016-09-17T11:00:00Z" } },
      place: { name: "Handarat", region: "Aleppo", shape: disc(37.2, 36.26, 1000) },
      by: ["Government", "Russia"],
      casualties: { killed: { low: 5, best: null, high: null }, civilians_killed: null, wounded: null },
    });
    expect(relations(claim(), other)).toMatchObject({ when: "overlaps", where: "overlaps", by: "overlaps", killed: "overlaps" });
  });

  it("differ where both cannot, by so much", () => {
    const other = claim({
      kind: "airstrike", by: ["Russia"],
      when: { within: { from: "2016-09-18T21:00:00Z", until: "2016-09-19T21:00:00Z" } },
      place: { name: "Homs", region: "Homs", shape: disc(36.72, 34.73, 5000) },
      casualties: { killed: { low: 6, best: null, high: 9 }, civilians_killed: null, wounded: null },
    });
    const found = differences(claim(), other);
    expect(relations(claim(), other)).toMatchObject({ kind: "differs", when: "differs", where: "differs", by: "differs", killed: "differs" });
    expect(found.when.hours).toBe(24);
    // Aleppo to Homs: some 168 km.
    expect(Math.round((found.where.metres ?? 0) / 1000)).toBe(168);
  });

  it("are the same read either way", () => {
    const other = claim({ kind: "clash", place: { name: null, region: "Homs", shape: null }, by: [] });
    expect(differences(claim(), other)).toEqual(differences(other, claim()));
  });

  it("stand apart from several as far as from the furthest", () => {
    expect(widest([{ relation: "same" }, { relation: "differs", hours: 3 }, { relation: "differs", hours: 30 }]).hours).toBe(30);
    expect(widest([{ relation: "open" }, { relation: "same" }]).relation).toBe("same");
    expect(widest([]).relation).toBe("open");
  });
});
