import { describe, expect, it, vi } from "vitest";
import { type Language, speak } from "../../language/language";
import { type Form, empty } from "./form";
import { tellBack, where } from "./tellback";

vi.stubGlobal("document", { documentElement: {} });
const plain = (text: string) => text.replace(/[\u200f\u2066-\u2069]/g, "").replace(/\u00a0/g, " ");
const heard: Form = { ...empty("s", "2016-09-17T14:30"), sense: "heard", kind: "shelling", sector: "SW", near: "4", far: "5", ownLat: "36", ownLon: "37" };

describe("what is told back", () => {
  it.each<[Language, string]>([
    ["en", "About 4 to 5 km south-west of where you stood; heard."],
    ["ar", "على بعد نحو 4 إلى 5 كم إلى الجنوب الغربي من حيث وقفت؛ سماعاً."],
    ["ru", "Примерно 4–5 км к юго-западу от места, где вы стояли; было слышно."],
  ])("says direction and distance in %s", async (language, words) => {
    await speak(language);
    expect(plain(where(heard))).toBe(words);
  });

  it.each<[Partial<Form>, string]>([
    [{ near: "", far: "" }, "To the south-west of where you stood, distance not told; heard."],
    [{ sector: "", near: "0.4", far: "" }, "About 400 m from where you stood, direction not told; heard."],
    [{ degrees: "95" }, "About 4 to 5 km east (95°) of where you stood; heard."],
    [{ way: "place", place: "Handarat", sense: "told" }, "At Handarat; told by others."],
    [{ way: "spot", lat: "36", lon: "37", radius: "0.5", sense: "seen" }, "Somewhere within 500 m of the place on the map; seen."],
    [{ way: "open", sense: "" }, "Place not told; not yet said how you know."],
    // What cannot be read is not told.
    [{ near: "5", far: "4", sector: "" }, "Place not told; heard."],
  ])("says of %j: %s", async (change, words) => {
    await speak("en");
    expect(plain(where({ ...heard, ...change }))).toBe(words);
  });

  it("says everything, sentence after sentence", async () => {
    await speak("en");
    const told = tellBack({ ...heard, until: "2016-09-17T14:50", weapon: "mortar", model: "120 mm", count: { low: "10", best: "12", high: "15" }, killed: { low: "2", best: "", high: "" }, by: ["Army", "Militia"], on: ["Civilians"] }, "Asia/Damascus");
    expect(told.map(plain)).toEqual([
      "shelling, mortar 120 mm.",
      "About 4 to 5 km south-west of where you stood; heard.",
      "On 17 September 2016, between 14:30 and 14:50.",
      "Number: about 12 (10–15).",
      "Killed: at least 2.",
      "By Army or Militia.",
      "On Civilians.",
    ]);
  });
});
