import { beforeAll, describe, expect, it } from "vitest";
import type { Count } from "../api/types";
import { bare, speakInTest } from "../testing/words";
import { days, longDay, moment } from "./dates";
import { casualties, count, distance, either, eyes, place, when, word } from "./told";

const exactly = (n: number): Count => ({ low: n, best: n, high: n });
// 17 September in Damascus, three hours ahead.
const day = { from: "2016-09-16T21:00:00Z", until: "2016-09-17T21:00:00Z" };

describe("in English", () => {
  beforeAll(() => speakInTest("en"));

  it("keeps times as wide as they were told", () => {
    expect(when("open")).toBe("undated");
    expect(bare(when({ within: day }))).toBe("17 September, hour not told");
    expect(bare(when({ throughout: day }))).toBe("17 September, over the day");
    expect(bare(when({ within: { ...day, until: "2016-09-19T21:00:00Z" } }))).toBe("17–19 September, day not told");
    expect(bare(when({ within: { from: "2016-09-17T11:00:00Z", until: "2016-09-17T14:00:00Z" } }))).toBe(
      "17 September, between 14:00 and 17:00",
    );
    expect(bare(when({ within: { from: "2016-09-17T11:00:00Z", until: "2016-09-17T11:00:01Z" } }))).toBe(
      "17 September at 14:00",
    );
  });

  it("keeps the open end of a count, and never a middle", () => {
    expect(count(exactly(13))).toBe("13");
    expect(bare(count({ low: 13, best: null, high: 14 }))).toBe("13–14");
    expect(bare(count({ low: 24, best: null, high: null }))).toBe("at least 24");
    expect(bare(count({ low: 0, best: null, high: 5 }))).toBe("up to 5");
    expect(bare(count({ low: 250, best: 300, high: 350 }))).toBe("about 300 (250–350)");
    expect(bare(count(exactly(290_001)))).toBe("290,001");
  });

  it("tells civilians apart where they are told apart", () => {
    const told = { killed: exactly(164), civilians_killed: exactly(24), wounded: null };
    expect(bare(casualties(told) ?? "")).toBe("164 killed (civilians: 24)");
    expect(bare(casualties({ ...told, killed: exactly(24) }) ?? "")).toBe("civilians killed: 24");
    expect(casualties({ killed: null, civilians_killed: null, wounded: null })).toBeNull();
  });

  it("says how precisely a place is known", () => {
    const shape = { disc: { centre: [37, 36] as [number, number], radius_m: 1500 } };
    expect(bare(place({ name: "Khan Tuman", region: "Aleppo", shape }))).toBe("Khan Tuman, Aleppo (within 1.5 km)");
    expect(bare(place({ name: "Aleppo Governorate", region: "Aleppo", shape: null }))).toBe(
      "Aleppo Governorate (not on the map)",
    );
    expect(place({ name: null, region: null, shape: null })).toBe("place not told");
    expect(distance(800)).toBe("800 m");
    expect(distance(112_300)).toBe("112 km");
  });

  it("leaves words of the data that it does not know as they are", () => {
    expect(word("kind", "small-arms-fire")).toBe("small arms fire");
    expect(word("kind", "something-new")).toBe("something new");
  });

  it("names eyes by the party's own name", () => {
    expect(bare(eyes("government"))).toBe("sources close to Government");
    expect(bare(either(["A", "B"]))).toBe("A or B");
  });
});

describe("in Arabic", () => {
  beforeAll(() => speakInTest("ar"));

  it("writes Western digits and both names of a month", () => {
    expect(longDay("2016-09-17")).toBe("17 أيلول/سبتمبر 2016");
    expect(bare(days("2016-09-13", "2016-09-16"))).toBe("\u200f13–16 أيلول/سبتمبر");
    expect(moment("2016-09-17T11:00:00Z")).toMatch(/17 أيلول\/سبتمبر 2016.*14:00/);
  });
});

describe("in Russian", () => {
  beforeAll(() => speakInTest("ru"));

  it("declines months", () => {
    expect(longDay("2016-09-17")).toContain("17 сентября 2016");
  });
});
