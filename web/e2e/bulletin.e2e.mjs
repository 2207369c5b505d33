// The bulletin in three languages, each in its own direction, the sources' words untouched.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { ask, drawn, skip, stop, visit } from "./people.mjs";

describe("the bulletin", { skip }, () => {
  after(stop);

  for (const language of ["en", "ar", "ru"]) {
    it(`is printed in ${language}`, async () => {
      const { days } = await ask(undefined, "/api/v1/bulletins");
      assert.ok(days.length > 0);
      const day = days.at(-1);
      await visit({}, async (page) => {
        const answer = await page.goto(`/bulletins/${day}.html?lang=${language}`);
        assert.equal(answer.status(), 200);
        assert.equal(await page.getAttribute("html", "lang"), language);
        const direction = await page.evaluate(() => getComputedStyle(document.documentElement).direction);
        assert.equal(direction, language === "ar" ? "rtl" : "ltr");
        assert.ok((await page.locator("h1").first().innerText()).trim().length > 0);
      });
      await visit({ language }, async (page) => {
        await page.goto(`/bulletins/${day}`);
        await drawn(page);
        assert.equal(await page.getAttribute("html", "lang"), language);
        // The frame is there at once, its document a moment later.
        const frame = await (await page.waitForSelector("main iframe")).contentFrame();
        await frame.waitForURL((url) => url.pathname === `/bulletins/${day}.html`);
        assert.equal(await frame.locator("html").getAttribute("lang"), language);
      });
    });
  }
});
