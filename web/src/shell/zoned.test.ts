import { expect, it } from "vitest";
import { inZone, zonedToUtc } from "./zoned";

it("goes from a wall clock to the moment and back", () => {
  expect(zonedToUtc("2016-09-17T14:30", "Asia/Damascus")).toBe("2016-09-17T11:30:00Z");
  expect(inZone("2016-09-17T11:30:00Z", "Asia/Damascus")).toBe("2016-09-17T14:30");
  expect(zonedToUtc("2016-01-17T14:30", "Asia/Damascus")).toBe("2016-01-17T12:30:00Z");
  expect(zonedToUtc("", "Asia/Damascus")).toBeNull();
});

it("takes the earlier of two moments where clocks go back, and goes on where they go forward", () => {
  // Berlin, 30 October 2016: 02:30 comes twice; 27 March 2016: never.
  expect(zonedToUtc("2016-10-30T02:30", "Europe/Berlin")).toBe("2016-10-30T00:30:00Z");
  expect(zonedToUtc("2016-03-27T02:30", "Europe/Berlin")).toBe("2016-03-27T01:30:00Z");
});
