// Decisions on their way to the ledger, and the way back from the last one.
import { get, send } from "../../api/client";
import { own } from "../../api/live";
import { session } from "../../api/session";
import type { Act, Decided, DecisionMade } from "../../api/types";

/** What this page entered, last at the end, and not yet undone; it outlives a change of screen. */
const entered: Decided[] = [];

/** Enters a decision with its reason. */
export async function decide(act: Act, reason: string): Promise<DecisionMade> {
  const answer = await send<DecisionMade>("POST", "/api/v1/decisions", { ...act, reason });
  own.add(answer.entry);
  if (act.act === "undo") {
    const at = entered.findIndex(({ entry }) => entry === act.of);
    if (at >= 0) entered.splice(at, 1);
  } else {
    entered.push(answer.decision);
  }
  return answer;
}

/** The last decision that is still there to be undone: of this page, else of this person. */
export async function lastDecision(): Promise<Decided | null> {
  const own = entered.at(-1);
  if (own) return own;
  const { user } = session.value;
  const { decisions } = await get<{ decisions: Decided[] }>("/api/v1/decisions", { limit: 50 });
  const mine = decisions.filter(({ by, act, undone_by }) => by === user?.display && act !== "undo" && undone_by === null);
  return mine.sort((a, b) => b.entry - a.entry)[0] ?? null;
}

export async function takeUp(report: string, mine: boolean): Promise<void> {
  await send(mine ? "POST" : "DELETE", `/api/v1/queue/${encodeURIComponent(report)}/taken-up`);
}
