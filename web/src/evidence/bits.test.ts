import { describe, expect, it } from "vitest";
import type { Evidence } from "../api/types";
import { inAll } from "./bits";

const pieces = (...bits: number[]): Evidence[] => bits.map((n) => ({ about: "time", bits: n, words: "same day" }));

describe("the pieces of a reason", () => {
  it("add up to odds: each bit doubles them", () => {
    expect(inAll(pieces(5, -1))).toEqual({ bits: 4, against: false, times: "16" });
    expect(inAll(pieces(1.58))).toMatchObject({ times: "3" });
  });

  it("are odds against where more speaks against than for", () => {
    expect(inAll(pieces(1, -2.5))).toMatchObject({ against: true, times: "2.8" });
  });

  it("are not told more exactly than is honest", () => {
    expect(inAll(pieces(60)).times).toBe("> 1,000,000");
    expect(inAll([])).toMatchObject({ bits: 0, against: false, times: "1" });
  });
});
