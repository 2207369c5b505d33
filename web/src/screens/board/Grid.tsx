// The board as a grid: one stop for the Tab key, arrows inside, Enter opens the assessment.
import { signal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Board, Cell, Coverage, TermLine } from "../../api/types";
import { coverageWords } from "../../design/coverage";
import { LETTERS, letter, standingWords } from "../../design/status";
import { longDay, monthShort, weekdayLetters } from "../../language/dates";
import { direction, t } from "../../language/language";
import { eyes, eyesShort, number } from "../../language/told";
import { link } from "../../routes";
import type { Row, Strip } from "./rows";
import { watchedBy } from "./watched";
import { termKey } from "./rows";

/** The cell that the reader is at, by pointer or keys. */
export const pointed = signal<Cell | null>(null);

interface GridProps {
  board: Board;
  rows: readonly Row[];
  asOf: string | undefined;
  onToggle: (term: string) => void;
}

export function Grid({ board, rows, asOf, onToggle }: GridProps) {
  const table = useRef<HTMLTableElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const cells = useRef(new Map<string, Cell>());
  cells.current = new Map(board.cells.map((cell) => [cell.id, cell]));

  const widest = watchedBy(board, board.perspectives.some(({ slug }) => slug === "all") ? "all" : (board.perspectives[0]?.slug ?? ""));

  // One stop for Tab: the last day of the first row, until the reader has moved.
  useLayoutEffect(() => {
    const box = table.current;
    if (!box || box.querySelector('[data-stop][tabindex="0"]')) return;
    box.querySelector<HTMLElement>("tbody tr[data-strip] td:last-child [data-stop]")?.setAttribute("tabindex", "0");
  });
  // A long deal is shown from its end: today is what people come for.
  useLayoutEffect(() => {
    const box = frame.current;
    if (box) box.scrollLeft = direction.value === "rtl" ? -box.scrollWidth : box.scrollWidth;
  }, [board.days.length]);

  const point = (target: EventTarget | null) => {
    const id = target instanceof Element ? target.closest<HTMLElement>("[data-cell]")?.dataset["cell"] : undefined;
    if (id !== undefined) pointed.value = cells.current.get(id) ?? null;
  };

  return (
    <div class="grid-frame" ref={frame}>
      <table
        ref={table}
        role="grid"
        class="grid"
        aria-label={t("board-grid")}
        style={{ "--days": String(board.days.length) }}
        onKeyDown={(event) => move(event, table.current)}
        onFocusIn={(event) => {
          take(event.target, table.current);
          point(event.target);
        }}
        onPointerOver={(event) => point(event.target)}
      >
        <colgroup>
          <col class="grid-terms" />
          <col span={board.days.length} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">
              {t("board-term")}
              <Watched of={widest.find(Boolean)} />
            </th>
            {board.days.map((day, index) => {
              const watched = widest[index];
              return (
                <th key={day} scope="col" aria-label={watched ? `${longDay(day)}${t("list-comma")}${coverageWords(watched)}` : longDay(day)}>
                  <span class="grid-month">{index === 0 || day.endsWith("-01") ? monthShort(day) : ""}</span>
                  <span>{Number(day.slice(8))}</span>
                  <span class="grid-weekday">{weekdayLetters(day)}</span>
                  {watched && <span class="grid-watched" title={coverageWords(watched)}>{number(watched.reporting)}</span>}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) =>
            row.kind === "heading" ? (
              <tr key={row.key} class="grid-heading">
                <th scope="rowgroup">
                  {eyes(row.perspective)}
                  <Watched of={watchedBy(board, row.perspective).find(Boolean)} />
                </th>
                {watchedBy(board, row.perspective).map((watched, index) => (
                  <td key={index} class="grid-watched" title={watched && coverageWords(watched)}>{watched && number(watched.reporting)}</td>
                ))}
              </tr>
            ) : (
              <StripRow key={row.key} strip={row} asOf={asOf} onToggle={onToggle} />
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

function Watched({ of }: { of: Coverage | undefined }) {
  return of ? <span class="grid-watched">{t("board-watched-of", { sources: of.sources })}</span> : null;
}

function StripRow({ strip, asOf, onToggle }: { strip: Strip; asOf: string | undefined; onToggle: GridProps["onToggle"] }) {
  const { term, perspective, cells, opens, names } = strip;
  return (
    <tr data-strip={strip.key} class={names === "term" ? "grid-term" : "grid-perspective"}>
      <th scope="row">
        {opens !== null ? (
          <button
            type="button"
            class="grid-toggle"
            data-stop
            tabIndex={-1}
            aria-expanded={opens === "open"}
            title={term.words}
            onClick={() => onToggle(termKey(term))}
          >
            <TermName term={term} />
            <span class="grid-eyes">{eyesShort(perspective)}</span>
          </button>
        ) : names === "term" ? (
          <span class="grid-name" title={term.words}>
            <TermName term={term} />
          </span>
        ) : (
          <span class="grid-name">{eyesShort(perspective)}</span>
        )}
      </th>
      {cells.map((cell, index) => (
        <td key={index}>{cell && <CellLink cell={cell} asOf={asOf} />}</td>
      ))}
    </tr>
  );
}

function TermName({ term }: { term: TermLine }) {
  return (
    <>
      <bdi class="grid-number" dir="ltr">{term.number}</bdi>
      <span class="grid-words" dir="auto">
        {term.reading === null ? term.words : t("board-reading", { reading: term.reading })}
      </span>
    </>
  );
}

function CellLink({ cell, asOf }: { cell: Cell; asOf: string | undefined }) {
  const marks = `${cell.contested ? "*" : ""}${cell.assumed && cell.status !== "not_in_force" ? "~" : ""}`;
  return (
    <a
      class={`status cell ${cell.status}`}
      data-stop
      data-cell={cell.id}
      tabIndex={-1}
      href={link("assessment", { id: cell.id }, { as_of: asOf })}
      aria-label={`${letter(cell)} ${standingWords(cell)}${t("list-comma")}${coverageWords(cell.coverage)}`}
    >
      <span class="status-mark" dir="ltr" aria-hidden="true">
        {LETTERS[cell.status]}
        {marks && <sup>{marks}</sup>}
      </span>
    </a>
  );
}

/** Where a key leads, in rows and stops from here. */
const STEPS: Record<string, [rows: number, stops: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  PageUp: [-8, 0],
  PageDown: [8, 0],
  Home: [0, -Infinity],
  End: [0, Infinity],
};

function move(event: KeyboardEvent, table: HTMLTableElement | null): void {
  const step = STEPS[event.key];
  const stop = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-stop]") : null;
  const row = stop?.closest("tr");
  if (!step || !table || !stop || !row || event.altKey || event.metaKey) return;
  const lines = [...table.querySelectorAll<HTMLTableRowElement>("tr[data-strip]")];
  const line = lines.indexOf(row);
  const place = [...row.cells].findIndex((cell) => cell.contains(stop));
  const sideways = event.key === "ArrowLeft" || event.key === "ArrowRight";
  const across = sideways && direction.value === "rtl" ? -step[1] : step[1];
  // Ctrl with Home or End: the first or last of the whole board.
  const down = event.ctrlKey && Number.isFinite(step[1]) === false ? step[1] : step[0];
  const target = lines[clamp(line + down, lines.length - 1)];
  if (!target) return;
  const cell = target.cells[clamp(place + across, target.cells.length - 1)];
  const next = cell?.querySelector<HTMLElement>("[data-stop]") ?? null;
  event.preventDefault();
  next?.focus();
}

function clamp(value: number, most: number): number {
  return Math.max(0, Math.min(most, value));
}

/** Makes the focused one the stop of the Tab key. */
function take(target: EventTarget | null, table: HTMLTableElement | null): void {
  const stop = target instanceof Element ? target.closest<HTMLElement>("[data-stop]") : null;
  if (!stop || !table) return;
  for (const old of table.querySelectorAll('[data-stop][tabindex="0"]')) old.setAttribute("tabindex", "-1");
  stop.setAttribute("tabindex", "0");
}
