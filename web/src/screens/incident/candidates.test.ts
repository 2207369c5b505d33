import { expect, it } from "vitest";
import { candidates } from "./candidates";

const claim = (voice: string, by: string[], stance: "claimed" | "denied" = "claimed") => ({ voice, by, stance });

it("counts a voice once, and keeps apart naming, naming among others and denying", () => {
  const found = candidates([
    claim("SOHR", ["Russia"]),
    claim("SOHR", ["Russia", "Syria"]),
    claim("AFP", ["Russia", "Syria"]),
    claim("Moscow", ["Russia"], "denied"),
  ]);
  expect(found).toEqual([
    { actor: "Russia", alone: ["SOHR"], among: ["AFP"], denied: ["Moscow"] },
    { actor: "Syria", alone: [], among: ["SOHR", "AFP"], denied: [] },
  ]);
});

it("names nobody where nobody is named", () => {
  expect(candidates([claim("SOHR", [])])).toEqual([]);
});
