// The board leads from a letter to the words it rests on.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { drawn, skip, stop, visit } from "./people.mjs";
import { things } from "./things.mjs";

describe("the board", { skip }, () => {
  let found;
  before(async () => (found = await things()));
  after(stop);

  it("opens with its cells, for everybody", () =>
    visit({}, async (page) => {
      await page.goto("/");
      await page.waitForSelector('main a[href^="/assessments/"]');
      const cells = await page.locator('main a[href^="/assessments/"]').count();
      assert.ok(cells >= 10, `${cells} cells`);
    }));

  it("leads from a cell over the incident to the words in the report", () =>
    visit({}, async (page) => {
      await page.goto("/");
      const href = `/assessments/${encodeURIComponent(found.assessment).replaceAll("%40", "@")}`;
      const cell = page.locator(`main a[href="${href}"], main a[href^="${href}?"]`).first();
      await cell.waitFor({ state: "attached" });
      await cell.click();
      await page.waitForURL(`**${href}*`);
      await drawn(page);
      assert.ok((await page.locator("main").innerText()).includes(found.voice), "the voice is named");
      await page.locator("main mark").first().waitFor({ state: "attached" });
      await page.locator(`main a[href^="/incidents/${found.incident}"]`).first().click();
      await page.waitForURL(`**/incidents/${found.incident}*`);
      await drawn(page);
      assert.ok((await page.locator("main").innerText()).includes(found.voice), "the incident names the voice");
      await page.goto(`/reports/${found.report}`);
      await drawn(page);
      const text = await page.locator("main").innerText();
      const squeezed = (words) => words.replace(/\s+/g, " ").trim();
      assert.ok(squeezed(text).includes(squeezed(found.words).slice(0, 40)), "the report shows the words");
      assert.ok((await page.locator("main mark").count()) > 0, "they are marked");
    }));

  it("says what the incident's voices claim, side by side", () =>
    visit({ role: "analyst" }, async (page) => {
      await page.goto(`/incidents/${found.incident}`);
      await drawn(page);
      const told = await page.context().request.get(`/api/v1/incidents/${found.incident}`).then((it) => it.json());
      const text = await page.locator("main").innerText();
      for (const { row } of told.claims) assert.ok(text.includes(row.voice), `${row.voice} is not there`);
    }));
});
