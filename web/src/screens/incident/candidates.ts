// Who some voice names as the author, and how surely.
import type { ClaimRow } from "../../api/types";

export interface Candidate {
  actor: string;
  /** Voices that name this actor and nobody else. */
  alone: string[];
  /** Voices that leave open which of several it was. */
  among: string[];
  /** Voices that deny it was this actor. */
  denied: string[];
}

/** Candidates, those that most voices name first. A voice counts once however often it speaks. */
export function candidates(claims: readonly Pick<ClaimRow, "by" | "voice" | "stance">[]): Candidate[] {
  const found = new Map<string, Candidate>();
  for (const { by, voice, stance } of claims) {
    for (const actor of by) {
      const candidate = found.get(actor) ?? { actor, alone: [], among: [], denied: [] };
      found.set(actor, candidate);
      const voices = stance === "denied" ? candidate.denied : by.length === 1 ? candidate.alone : candidate.among;
      if (!voices.includes(voice)) voices.push(voice);
    }
  }
  for (const candidate of found.values()) {
    // Who names one actor somewhere has said more than "one of these".
    candidate.among = candidate.among.filter((voice) => !candidate.alone.includes(voice));
  }
  return [...found.values()].sort(
    (a, b) => b.alone.length - a.alone.length || b.among.length - a.among.length || a.actor.localeCompare(b.actor),
  );
}
