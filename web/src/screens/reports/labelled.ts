// A report's text as the server cut it, with the answers of one claim marked.
import type { Field, Segment } from "../../api/types";

export interface Labelled {
  text: string;
  /** Belongs to an answer of the chosen claim, beyond its statement as a whole. */
  marked: boolean;
  /** Belongs to the statement of some claim. */
  other: boolean;
  /** Answers that end with this stretch. */
  ends: Field[];
}

export function labelled(segments: readonly Segment[], chosen: string | null): Labelled[] {
  const answers = (segment: Segment | undefined): Field[] =>
    (segment?.marks ?? []).filter(({ claim, field }) => claim === chosen && field !== "whole").map(({ field }) => field);
  return segments.map((segment, index) => {
    const here = [...new Set(answers(segment))];
    const next = answers(segments[index + 1]);
    return {
      text: segment.text,
      marked: here.length > 0,
      other: segment.marks.length > 0,
      ends: here.filter((field) => !next.includes(field)),
    };
  });
}
