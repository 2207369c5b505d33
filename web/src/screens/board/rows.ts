// The board laid out in rows of a grid: by term, or one block per perspective.
import type { Board, Cell, TermLine } from "../../api/types";

export type View = "terms" | "perspectives";

export interface Strip {
  kind: "strip";
  key: string;
  term: TermLine;
  perspective: string;
  /** One a day; null where nothing was judged. */
  cells: (Cell | null)[];
  /** Whether the row can be opened to more perspectives, and is. */
  opens: "closed" | "open" | null;
  /** Whether the row names its term, or stands under one that does. */
  names: "term" | "perspective";
}

export interface Heading {
  kind: "heading";
  key: string;
  perspective: string;
}

export type Row = Strip | Heading;

export function termKey(term: Pick<TermLine, "number" | "reading">): string {
  return term.reading === null ? term.number : `${term.number}@${term.reading}`;
}

/** Cells by term line, perspective and day. */
export function indexed(cells: readonly Cell[]): Map<string, Cell> {
  return new Map(
    cells.map((cell) => [
      `${termKey({ number: cell.term, reading: cell.reading })}|${cell.perspective}|${cell.day}`,
      cell,
    ]),
  );
}

/** Term lines that something reported bears on, in any perspective. */
export function spokenOf(board: Board): Set<string> {
  const found = new Set<string>();
  for (const { term, reading, breaches } of board.cells) {
    if (breaches > 0) found.add(termKey({ number: term, reading }));
  }
  return found;
}

/**
 * Rows from the top. By term, the row that names a term counts all sources; the other perspectives
 * stand under it where `opened` has the term.
 */
export function rows(board: Board, view: View, opened: ReadonlySet<string>): Row[] {
  const at = indexed(board.cells);
  const cells = (term: TermLine, perspective: string) =>
    board.days.map((day) => at.get(`${termKey(term)}|${perspective}|${day}`) ?? null);
  const slugs = board.perspectives.map(({ slug }) => slug);

  if (view === "perspectives") {
    return slugs.flatMap((perspective) => [
      { kind: "heading" as const, key: perspective, perspective },
      ...board.terms.map((term) => ({
        kind: "strip" as const,
        key: `${perspective}|${termKey(term)}`,
        term,
        perspective,
        cells: cells(term, perspective),
        opens: null,
        names: "term" as const,
      })),
    ]);
  }

  const widest = slugs.includes("all") ? "all" : slugs[0];
  if (widest === undefined) return [];
  const others = slugs.filter((slug) => slug !== widest);
  return board.terms.flatMap((term) => {
    const open = opened.has(termKey(term));
    const strip = (perspective: string): Strip => ({
      kind: "strip",
      key: `${termKey(term)}|${perspective}`,
      term,
      perspective,
      cells: cells(term, perspective),
      opens: perspective !== widest || others.length === 0 ? null : open ? "open" : "closed",
      names: perspective === widest ? "term" : "perspective",
    });
    return [strip(widest), ...(open ? others.map(strip) : [])];
  });
}
