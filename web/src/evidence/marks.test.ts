import { expect, it } from "vitest";
import type { Words } from "../api/types";
import { outside, pieces } from "./marks";

const part = (field: Words["field"], from: number, text: string): Words => ({
  field, from, until: from + new TextEncoder().encode(text).length, evidence_from: null, text,
});

it("cuts a statement where answers begin and end, in bytes", () => {
  // «Удар» takes eight bytes: offsets after it would be wrong if they counted letters.
  const words = [
    part("whole", 10, "Удар: 14 civilians died"),
    part("what", 10, "Удар"),
    part("how_many", 20, "14 civilians"),
    part("on", 23, "civilians"),
  ];
  expect(pieces(words)).toEqual([
    { text: "Удар", fields: ["what"], ends: ["what"] },
    { text: ": ", fields: [], ends: [] },
    { text: "14 ", fields: ["how_many"], ends: [] },
    { text: "civilians", fields: ["how_many", "on"], ends: ["how_many", "on"] },
    { text: " died", fields: [], ends: [] },
  ]);
  expect(outside(words)).toEqual([]);
});

it("lists apart what stands elsewhere", () => {
  const heading = part("when", 0, "17 May");
  const words = [part("whole", 10, "Shelling in A"), heading, part("where", 22, "A")];
  expect(pieces(words)?.map(({ text }) => text)).toEqual(["Shelling in ", "A"]);
  expect(outside(words)).toEqual([heading]);
});

it("does not mark words from which a name was taken out", () => {
  const words = [{ ...part("whole", 0, "[…] saw it"), until: 22 }, part("says", 0, "[…]")];
  expect(pieces(words)).toBeNull();
  expect(outside(words)).toHaveLength(1);
});
