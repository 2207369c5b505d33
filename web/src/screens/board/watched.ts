// How much was watched through somebody's eyes: what every count on the board stands beside.
import type { Board, Cell, Coverage } from "../../api/types";
import { dayOf } from "../../language/dates";

/** How much was watched on each day, through these eyes. It is the same for every term. */
export function watchedBy(board: Pick<Board, "days" | "cells">, perspective: string): (Coverage | undefined)[] {
  const on = new Map<string, Coverage>();
  for (const cell of board.cells) if (cell.perspective === perspective && !on.has(cell.day)) on.set(cell.day, cell.coverage);
  return board.days.map((day) => on.get(day));
}

/** Days in force on which at least one source of a perspective reported. */
export function heardDays(board: Pick<Board, "days" | "in_force">, cells: readonly Cell[]): { heard: number; days: number } {
  const from = dayOf(board.in_force.from);
  const until = board.in_force.until && dayOf(board.in_force.until[0]);
  const days = board.days.filter((day) => day >= from && (until === null || day <= until));
  const heard = new Set(cells.filter(({ coverage }) => coverage.reporting > 0).map(({ day }) => day));
  return { heard: days.filter((day) => heard.has(day)).length, days: days.length };
}
