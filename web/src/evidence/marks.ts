// Where the words of a claim stand in what was written. Offsets count bytes of UTF-8.
import type { Field, Words } from "../api/types";

export interface Piece {
  text: string;
  /** Questions that this stretch answers. */
  fields: Field[];
  /** Those whose answer ends here: the place for their label. */
  ends: Field[];
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * The whole statement, cut where an answer begins or ends. Null where the words do not lie in it as
 * told (names that may not leave were taken out, say): then they must be listed apart.
 */
export function pieces(words: readonly Words[]): Piece[] | null {
  const whole = words.find(({ field }) => field === "whole");
  if (!whole) return null;
  const bytes = encoder.encode(whole.text);
  if (bytes.length !== whole.until - whole.from) return null;
  const parts = words
    .filter(({ field }) => field !== "whole")
    .map((part) => ({ ...part, from: part.from - whole.from, until: part.until - whole.from }));
  // What stands outside of the statement, as a date in a heading does, is listed apart too.
  const inside = parts.filter(({ from, until }) => from >= 0 && until <= bytes.length && from < until);
  const fits = inside.every(({ from, until, text }) => decoder.decode(bytes.subarray(from, until)) === text);
  if (!fits) return null;
  const edges = [...new Set([0, bytes.length, ...inside.flatMap(({ from, until }) => [from, until])])].sort(
    (a, b) => a - b,
  );
  return edges.slice(0, -1).map((from, index) => {
    const until = edges[index + 1] ?? bytes.length;
    const here = inside.filter((part) => part.from <= from && part.until >= until);
    return {
      text: decoder.decode(bytes.subarray(from, until)),
      fields: [...new Set(here.map(({ field }) => field))],
      ends: [...new Set(here.filter((part) => part.until === until).map(({ field }) => field))],
    };
  });
}

/** Words that do not stand inside the whole statement. */
export function outside(words: readonly Words[]): Words[] {
  const whole = words.find(({ field }) => field === "whole");
  return words.filter(
    ({ field, from, until }) =>
      field !== "whole" && (pieces(words) === null || !whole || from < whole.from || until > whole.until),
  );
}
