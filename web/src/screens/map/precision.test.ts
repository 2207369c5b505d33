import { beforeAll, describe, expect, it, vi } from "vitest";
import { speak } from "../../language/language";
import { whereabouts } from "./precision";

beforeAll(async () => {
  vi.stubGlobal("document", { documentElement: {} });
  await speak("en");
});

const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, "");

describe("whereabouts", () => {
  it.each([
    [{ name: "Khan Tuman", region: "Aleppo", shape: { disc: { centre: [37, 36], radius_m: 2000 } } }, "somewhere within 2 km of Khan Tuman"],
    [{ name: null, region: null, shape: { disc: { centre: [37, 36], radius_m: 750 } } }, "somewhere within 750 m"],
    [{ name: "Castello Road", region: null, shape: { line: { course: [[37, 36], [37.1, 36]], margin_m: 500 } } }, "somewhere along Castello Road, give or take 500 m"],
    [{ name: null, region: "Idlib", shape: { area: { ring: [] } } }, "somewhere in Idlib"],
    [{ name: null, region: "Idlib", shape: null }, "somewhere in Idlib"],
    [{ name: null, region: null, shape: null }, "place not told"],
  ] as const)("says of %j: %s", (place, words) => {
    expect(plain(whereabouts(structuredClone(place) as unknown as Parameters<typeof whereabouts>[0]))).toBe(words);
  });
});
