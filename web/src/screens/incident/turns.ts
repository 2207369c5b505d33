// Turns as one incident's page tells them.
import type { TurnedEvent } from "../../api/types";

export interface OwnTurn {
  turn: TurnedEvent["turn"];
  /** The other incidents in it, each once. */
  others: string[];
  reason: string;
}

/** Those that an incident stands in, in the order given. */
export function turnsOf(turns: readonly TurnedEvent[], id: string): OwnTurn[] {
  return turns
    .filter(({ before, after }) => before.includes(id) || after.includes(id))
    .map(({ turn, before, after, reason }) => ({
      turn,
      others: [...new Set([...before, ...after])].filter((other) => other !== id),
      reason,
    }));
}
