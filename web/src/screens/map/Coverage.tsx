// How much was watched on the days that the map shows: a count of incidents does not stand without it.
import { lastBoard } from "../../api/board";
import { get } from "../../api/client";
import { useLoaded } from "../../api/loaded";
import type { Board, Day } from "../../api/types";
import { coverageWords } from "../../design/coverage";
import { t } from "../../language/language";
import { number } from "../../language/told";

export function ShownCoverage({ first, last, perspective = "all" }: { first: Day; last: Day; perspective: string | undefined }) {
  const held = lastBoard.peek();
  const board = useLoaded(
    (signal) => (held && held.asOf === undefined ? Promise.resolve(held.board) : get<Board>("/api/v1/board", {}, signal)),
    [],
  );
  const days = new Map(
    board.value?.cells
      .filter((cell) => cell.perspective === perspective && cell.day >= first && cell.day <= last)
      .map(({ day, coverage }) => [day, coverage]),
  );
  const [one, ...more] = days.values();
  if (one === undefined) return null;
  if (more.length === 0) return <p class="small soft">{t("coverage-title")}: {coverageWords(one)}</p>;
  const reporting = [...days.values()].map((coverage) => coverage.reporting);
  return (
    <p class="small soft">
      {t("coverage-title")}: {t("map-coverage-days", {
        low: number(Math.min(...reporting)), high: number(Math.max(...reporting)), sources: one.sources,
      })}
    </p>
  );
}
