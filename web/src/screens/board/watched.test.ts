import { beforeAll, describe, expect, it } from "vitest";
import type { Cell } from "../../api/types";
import { speakInTest } from "../../testing/words";
import { heardDays, watchedBy } from "./watched";

const days = ["2016-09-11", "2016-09-12", "2016-09-13", "2016-09-14"];
const cell = (perspective: string, day: string, reporting: number) =>
  ({ perspective, day, coverage: { reporting, sources: 9, regions_heard: 0, regions: 12 } }) as Cell;
const cells = [
  cell("all", "2016-09-11", 3), cell("all", "2016-09-12", 1), cell("all", "2016-09-12", 1),
  cell("all", "2016-09-13", 0), cell("all", "2016-09-14", 2), cell("opposition", "2016-09-13", 1),
];

describe("what was watched", () => {
  beforeAll(() => speakInTest("en"));

  it("has one coverage a day, through the eyes that are asked for", () => {
    expect(watchedBy({ days, cells }, "all").map((of) => of?.reporting)).toEqual([3, 1, 0, 2]);
    expect(watchedBy({ days, cells }, "opposition").map((of) => of?.reporting)).toEqual([undefined, undefined, 1, undefined]);
  });

  it("counts the days in force on which somebody reported, and only those", () => {
    const mine = cells.filter(({ perspective }) => perspective === "all");
    // 16:00 UTC is 19:00 in Damascus, still the 12th.
    const from = "2016-09-12T16:00:00Z";
    expect(heardDays({ days, in_force: { from, until: null } }, mine)).toEqual({ heard: 2, days: 3 });
    expect(heardDays({ days, in_force: { from, until: ["2016-09-13T10:00:00Z", "a guarantor"] } }, mine)).toEqual({ heard: 1, days: 2 });
  });
});
