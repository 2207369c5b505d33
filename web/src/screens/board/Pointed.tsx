// The cell that the reader is at, in words.
import type { Board, Cell } from "../../api/types";
import { CoverageLine } from "../../design/coverage";
import { STATUSES, StatusBadge } from "../../design/status";
import { TermCode } from "../../design/term";
import { longDay, weekday } from "../../language/dates";
import { t } from "../../language/language";
import { eyes } from "../../language/told";
import { link } from "../../routes";
import { pointed } from "./Grid";

export function Pointed({ board, asOf }: { board: Board; asOf: string | undefined }) {
  // Until the reader has gone anywhere: what is gravest on the last day.
  const untouched = pointed.value === null;
  const cell = pointed.value ?? gravest(board);
  const term = cell && board.terms.find((line) => line.number === cell.term && line.reading === cell.reading);
  if (!cell || !term) {
    return (
      <aside class="panel pointed nowhere" aria-label={t("board-pointed")}>
        <p class="soft">{t("board-pointed-none")}</p>
      </aside>
    );
  }
  return (
    <aside class={`panel pointed stack${untouched ? " nowhere" : ""}`} aria-label={t("board-pointed")}>
      <p class="pointed-where">
        <strong><TermCode number={cell.term} reading={cell.reading} /></strong> · {weekday(cell.day)}{t("list-comma")}{longDay(cell.day)}
        <br />
        {eyes(cell.perspective)}
      </p>
      <StatusBadge {...cell} />
      <p>{t("board-bears", { count: cell.breaches })}</p>
      <CoverageLine of={cell.coverage} />
      <p class="small" dir="auto" lang="en">{term.words}</p>
      <a class="button" href={link("assessment", { id: cell.id }, { as_of: asOf })}>
        {t("board-open")}
      </a>
      {untouched && <p class="small soft">{t("board-pointed-none")}</p>}
    </aside>
  );
}

function gravest(board: Board): Cell | undefined {
  const last = board.days.at(-1);
  const grave = ({ status }: Cell) => STATUSES.indexOf(status);
  return board.cells
    .filter(({ day, perspective }) => day === last && perspective === "all")
    .reduce<Cell | undefined>((worst, cell) => (worst === undefined || grave(cell) > grave(worst) ? cell : worst), undefined);
}
