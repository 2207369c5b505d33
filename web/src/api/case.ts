// The case that is served: its deal, days, names and places. Fetched once, again when it changes.
import { computed, effect, signal } from "@preact/signals";
import { get } from "./client";
import { settled } from "./live";
import type { Case } from "./types";

export const theCase = signal<Case | null>(null);
/** IANA name of the zone in which the deal's days are counted. */
export const zone = computed(() => theCase.value?.time_zone ?? "UTC");

// News moves the head on; what else the case holds changes with its days only.
effect(() => {
  const news = settled.value;
  const known = theCase.peek();
  if (news === null || known === null) return;
  theCase.value = { ...known, as_of: news.as_of, checkpoint: { entries: news.entries, root: news.root } };
  if (news.as_of.slice(0, 10) !== known.as_of.slice(0, 10)) void loadCase().catch(() => undefined);
});

export async function loadCase(): Promise<void> {
  theCase.value = await get<Case>("/api/v1/case");
}
