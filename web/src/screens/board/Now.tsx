// Where the deal stands at the board's last day, by whose word: who was reporting, the terms, what
// changed, what each clock says. One column for each perspective, so that a count never stands
// without its coverage and no perspective without the others.
import type { Board, Cell, Change, Status } from "../../api/types";
import { coverageWords } from "../../design/coverage";
import { Scroll } from "../../design/scroll";
import { STATUSES, StatusMark } from "../../design/status";
import { TermCode } from "../../design/term";
import { dayBeside, shortDay } from "../../language/dates";
import { t } from "../../language/language";
import { eyes } from "../../language/told";
import { link } from "../../routes";
import { ClockRows } from "./Clocks";
import { heardDays } from "./watched";

/** As many terms are named; more are counted. */
const NAMED = 3;
const GRAVEST_FIRST = STATUSES.toReversed();

export function Now({ board, asOf }: { board: Board; asOf: string | undefined }) {
  const last = board.days.at(-1);
  if (last === undefined) return null;
  const before = dayBeside(last, -1);
  const columns = board.perspectives.map(({ slug }) => {
    const mine = board.cells.filter(({ perspective }) => perspective === slug);
    return {
      slug,
      standing: mine.filter(({ day }) => day === last),
      heard: heardDays(board, mine),
      changes: board.changes.filter(({ perspective, day }) => perspective === slug && day === last),
    };
  });
  const title = t("board-now", { day: shortDay(last) });
  return (
    <section class="stack" aria-labelledby="board-now">
      <h2 id="board-now">{title}</h2>
      <Scroll label={title}>
        <table class="table now">
          <thead>
            <tr>
              <th scope="col">{t("board-eyes")}</th>
              {columns.map(({ slug }) => <th key={slug} scope="col">{eyes(slug)}</th>)}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t("board-watched")}</th>
              {columns.map(({ slug, standing, heard }) => (
                <td key={slug} class="soft">
                  {standing[0] && coverageWords(standing[0].coverage)}
                  <span class="now-line">{t("board-watched-days", heard)}</span>
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">{t("board-terms")}</th>
              {columns.map(({ slug, standing }) => (
                <td key={slug}><Terms cells={standing} asOf={asOf} /></td>
              ))}
            </tr>
            <tr>
              <th scope="row">{t("board-changed", { before: shortDay(before) })}</th>
              {columns.map(({ slug, changes }) => (
                <td key={slug}><Changed changes={changes} asOf={asOf} /></td>
              ))}
            </tr>
          </tbody>
          <ClockRows board={board} last={last} />
        </table>
      </Scroll>
    </section>
  );
}

function Terms({ cells, asOf }: { cells: readonly Cell[]; asOf: string | undefined }) {
  return (
    <ul class="plain-list now-list standing">
      {GRAVEST_FIRST.map((status) => {
        const here = cells.filter((cell) => cell.status === status);
        if (here.length === 0 || status === "not_in_force") return null;
        return (
          <li key={status}>
            <StatusMark status={status} />
            <span>{t(`status-${status}`)}: <Named all={here} asOf={asOf} /></span>
          </li>
        );
      })}
    </ul>
  );
}

function Changed({ changes, asOf }: { changes: readonly Change[]; asOf: string | undefined }) {
  if (changes.length === 0) return <span class="soft">{t("board-changed-nothing")}</span>;
  const steps = new Map<string, { from: Status; to: Status; all: Change[] }>();
  for (const change of changes) {
    const { from, to } = change;
    const step = steps.get(`${from} ${to}`) ?? { from, to, all: [] };
    step.all.push(change);
    steps.set(`${from} ${to}`, step);
  }
  const grave = ({ to, from }: { to: Status; from: Status }) => STATUSES.indexOf(to) * 10 + STATUSES.indexOf(from);
  return (
    <ul class="plain-list now-list">
      {[...steps.values()].sort((a, b) => grave(b) - grave(a)).map(({ from, to, all }) => (
        <li key={`${from} ${to}`}>
          <span class="change-marks">
            <StatusMark status={from} />
            <span class="arrow" aria-hidden="true" />
            <StatusMark status={to} />
          </span>
          <span>
            <span class="hidden-text">{t("board-step", { from: t(`status-${from}`), to: t(`status-${to}`) })}{t("list-comma")}</span>
            <Named all={all} asOf={asOf} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** A few terms by name, each leading to what it rests on; many as their number. */
function Named({ all, asOf }: { all: readonly Pick<Cell, "id" | "term" | "reading">[]; asOf: string | undefined }) {
  if (all.length > NAMED) return <>{t("board-terms-count", { count: all.length })}</>;
  return (
    <span class="change-terms">
      {all.map(({ id, term, reading }) => (
        <a key={id} href={link("assessment", { id }, { as_of: asOf })}><TermCode number={term} reading={reading} /></a>
      ))}
    </span>
  );
}
