import { describe, expect, it } from "vitest";
import { dayNumber, dayOfNumber, playFrom, stepped, windowOf } from "./span";

const days = ["2016-09-30", "2016-10-01", "2016-10-02"];

describe("days", () => {
  it("count from 1970 and back, over leap days", () => {
    expect(dayNumber("1970-01-01")).toBe(0);
    for (const day of ["2016-02-29", "2016-03-01", "1969-12-31", "2024-12-31"]) expect(dayOfNumber(dayNumber(day))).toBe(day);
    expect(dayNumber("2016-03-01") - dayNumber("2016-02-28")).toBe(2);
  });

  it("make a window that ends with the day shown", () => {
    const last = dayNumber("2016-10-01");
    expect(windowOf("2016-10-01", "1")).toEqual({ from: last, until: last });
    expect(windowOf("2016-10-01", "7")).toEqual({ from: last - 6, until: last });
    expect(windowOf("2016-10-01", "all")).toBeNull();
  });

  it("step by one and stop at both ends", () => {
    expect(stepped(days, "2016-09-30", 1)).toBe("2016-10-01");
    expect(stepped(days, "2016-10-02", 1)).toBe("2016-10-02");
    expect(stepped(days, "2016-09-30", -1)).toBe("2016-09-30");
    expect(stepped(days, "1999-01-01", -1)).toBe("2016-10-01");
    expect(stepped([], "2016-09-30", 1)).toBe("2016-09-30");
  });

  it("play from where they stand, from the start at the end or after all", () => {
    expect(playFrom(days, "2016-10-01", "7")).toEqual({ day: "2016-10-01", span: "7" });
    expect(playFrom(days, "2016-10-02", "1")).toEqual({ day: "2016-09-30", span: "1" });
    expect(playFrom(days, "2016-10-01", "all")).toEqual({ day: "2016-09-30", span: "1" });
  });
});
