// The map and the list beside it say the same; days, filters and view stand in the address.
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { complaints, found, launch, open } from "./browser";

let browser: Browser;

const number = (text: string | null) => Number(/(\d+) incidents?/.exec((text ?? "").replace(/[\u2066-\u2069]/g, ""))?.[1]);

describe.skipIf(found === null)("the map", () => {
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  it("steps through the days by keyboard, and its address opens the same again", async () => {
    const page = await open(browser, { locale: "en" });
    const heard = complaints(page);
    await page.goto("/map");
    await page.waitForSelector(".map-marks");
    const all = number(await page.textContent(".map-time-words"));
    expect(all).toBeGreaterThan(0);
    await page.keyboard.press("1");
    await page.keyboard.press("[");
    await page.waitForFunction(() => location.search.includes("day="));
    const words = await page.textContent(".map-time-words");
    expect(number(words)).toBeLessThan(all);
    // The same as the list, whose rows come from the server, if the map shows the whole case.
    const again = await open(browser, { locale: "en" });
    await again.goto(page.url());
    await again.waitForSelector(".map-marks");
    await again.waitForFunction((wanted) => document.querySelector(".map-time-words")?.textContent === wanted, words);
    expect(heard.filter((line) => !/GPU stall/.test(line))).toEqual([]);
    await page.context().close();
    await again.context().close();
  });

  it("plays, and pauses at the end", async () => {
    const page = await open(browser, { locale: "en" });
    await page.goto("/map?span=1&day=2016-09-23");
    await page.waitForSelector(".map-marks");
    await page.keyboard.press("p");
    await page.waitForFunction(() => new URLSearchParams(location.search).get("day") === "2016-09-25", undefined, { timeout: 10_000 });
    await page.getByRole("button", { name: "Play the days" }).waitFor();
    await page.context().close();
  });

  it("shows an incident of the list on the map by keyboard, says how precisely, and closes", async () => {
    const page = await open(browser, { locale: "en" });
    await page.goto("/map?kind=shelling");
    await page.waitForSelector(".map-line");
    await page.waitForSelector(".map-marks");
    const button = page.locator(".map-line .button:enabled").first();
    await button.focus();
    await page.keyboard.press("Enter");
    const popover = page.locator(".map-popover");
    await popover.getByText(/somewhere within|somewhere along|somewhere in/).waitFor();
    expect(await page.evaluate(() => document.activeElement?.className)).toContain("map-popover");
    expect(await popover.locator("a.button").getAttribute("href")).toMatch(/^\/incidents\/I-/);
    await page.keyboard.press("Escape");
    await popover.waitFor({ state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("BUTTON");
    await page.context().close();
  });

  it("filters by term in the eyes of one side, as the server judges", async () => {
    const page = await open(browser, { locale: "en" });
    await page.goto("/map?term=1.a");
    await page.waitForSelector(".map-marks");
    const answer = await page.request.get("/api/v1/incidents?term=1.a&limit=1000");
    const { incidents } = (await answer.json()) as { incidents: { place: { shape: unknown }; when: unknown }[] };
    const mapped = incidents.filter(({ place, when }) => place.shape !== null && when !== "open").length;
    await page.waitForFunction((wanted) => document.querySelector(".map-time-words")?.textContent?.includes(String(wanted)), mapped);
    await page.context().close();
  });
});
