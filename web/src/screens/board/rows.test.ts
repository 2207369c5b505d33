import { expect, it } from "vitest";
import type { Board, Cell } from "../../api/types";
import { rows, spokenOf } from "./rows";

const term = (number: string, reading: string | null = null) => ({
  number, reading, words: number, plain: "", formula: "", assumptions: [],
});
const cell = (id: string, breaches = 0): Cell => {
  const [number = "", day = "", perspective = "", reading = null] = id.split("@");
  return {
    id, term: number, reading, day, perspective, status: "no_breach_known", contested: false, assumed: false, breaches,
    coverage: { reporting: 1, sources: 2, regions_heard: 1, regions: 2 },
  };
};
const board = {
  days: ["2016-09-12", "2016-09-13"],
  perspectives: [
    { slug: "government", name: "close to Government" },
    { slug: "all", name: "all" },
  ],
  terms: [term("1.a"), term("2.c"), term("2.c", "Other account")],
  cells: [cell("1.a@2016-09-12@all"), cell("1.a@2016-09-12@government", 1), cell("2.c@2016-09-13@all@Other account")],
} as unknown as Board;

const shown = (list: ReturnType<typeof rows>) =>
  list.map((row) => (row.kind === "heading" ? row.key : [row.key, ...row.cells.map((c) => c?.id ?? null)]));

it("opens a term into its perspectives, all sources first", () => {
  expect(spokenOf(board)).toEqual(new Set(["1.a"]));
  expect(shown(rows(board, "terms", spokenOf(board)))).toEqual([
    ["1.a|all", "1.a@2016-09-12@all", null],
    ["1.a|government", "1.a@2016-09-12@government", null],
    ["2.c|all", null, null],
    ["2.c@Other account|all", null, "2.c@2016-09-13@all@Other account"],
  ]);
});

it("gives each perspective a block of every term", () => {
  const list = rows(board, "perspectives", new Set());
  expect(list.filter(({ kind }) => kind === "heading")).toHaveLength(2);
  expect(list).toHaveLength(2 + 2 * 3);
  expect(shown(list)[0]).toBe("government");
});
