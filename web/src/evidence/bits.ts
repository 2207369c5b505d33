// Bits as odds.
import type { Evidence } from "../api/types";
import { number } from "../language/told";

/** Beyond this, odds are not told more exactly. */
const MOST = 1e6;

export interface InAll {
  bits: number;
  /** Whether the odds are against one event. */
  against: boolean;
  /** How many to one, as it is shown. */
  times: string;
}

/** The sum of all pieces, and the odds that it stands for. */
export function inAll(evidence: readonly Evidence[]): InAll {
  const bits = evidence.reduce((sum, piece) => sum + piece.bits, 0);
  const odds = 2 ** Math.abs(bits);
  const shown = odds < 10 ? Math.round(odds * 10) / 10 : Math.round(odds);
  return { bits, against: bits < 0, times: odds >= MOST ? `> ${number(MOST)}` : number(shown) };
}
