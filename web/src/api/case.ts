// The case that is served: its deal, days, names and places. Fetched once, again when it changes.
import { computed, signal } from "@preact/signals";
import { get } from "./client";
import type { Case } from "./types";

export const theCase = signal<Case | null>(null);
/** IANA name of the zone in which the deal's days are counted. */
export const zone = computed(() => theCase.value?.time_zone ?? "UTC");

export async function loadCase(): Promise<void> {
  theCase.value = await get<Case>("/api/v1/case");
}
