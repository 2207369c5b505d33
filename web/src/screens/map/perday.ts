// How many incidents each day of the case may have seen, for the bars above the slider.
import type { Columns } from "./columns";

/** Counts for `length` days from `first`; an incident that may be on several counts on each. */
export function perDay({ from, until, length: rows }: Pick<Columns, "from" | "until" | "length">, shown: Uint8Array, first: number, length: number): Uint32Array {
  // Differences first, summed up afterwards: an incident costs the same however long it is.
  const change = new Int32Array(length + 1);
  for (let i = 0; i < rows; i += 1) {
    if (shown[i] === 0) continue;
    const begins = Math.max(0, (from[i] as number) - first);
    const ends = Math.min(length - 1, (until[i] as number) - first);
    if (begins > ends) continue;
    change[begins] = (change[begins] as number) + 1;
    change[ends + 1] = (change[ends + 1] as number) - 1;
  }
  const counts = new Uint32Array(length);
  let running = 0;
  for (let day = 0; day < length; day += 1) {
    running += change[day] as number;
    counts[day] = running;
  }
  return counts;
}
