import { expect, it } from "vitest";
import type { TurnedEvent } from "../../api/types";
import { turnsOf } from "./turns";

const merge: TurnedEvent = { turn: "merged", before: ["I-1", "I-2"], after: ["I-1"], reason: "C-1 + C-2 tie them" };
const split: TurnedEvent = { turn: "split", before: ["I-3"], after: ["I-3", "I-4"], reason: "a person decided" };

it("tells an incident of its own turns and of who else was in them", () => {
  expect(turnsOf([split, merge], "I-2")).toEqual([{ turn: "merged", others: ["I-1"], reason: "C-1 + C-2 tie them" }]);
  expect(turnsOf([split, merge], "I-4").map(({ others }) => others)).toEqual([["I-3"]]);
  expect(turnsOf([split, merge], "I-9")).toEqual([]);
});
