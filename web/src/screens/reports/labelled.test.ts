import { expect, it } from "vitest";
import { labelled } from "./labelled";

it("marks one claim and labels each answer where it ends", () => {
  const marks = (...fields: ("whole" | "what" | "on")[]) => fields.map((field) => ({ claim: "C-1-1", field }));
  const shown = labelled(
    [
      { text: "Shells ", marks: marks("whole", "what") },
      { text: "hit", marks: marks("whole", "what", "on") },
      { text: " the town. ", marks: marks("whole", "on") },
      { text: "They fled.", marks: [{ claim: "C-1-2", field: "whole" }] },
      { text: " End.", marks: [] },
    ],
    "C-1-1",
  );
  expect(shown.map(({ marked, other, ends }) => [marked, other, ends])).toEqual([
    [true, true, []],
    [true, true, ["what"]],
    [true, true, ["on"]],
    [false, true, []],
    [false, false, []],
  ]);
});
