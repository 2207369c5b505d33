// The map shows where things happened: a picture with them differs from one without.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { drawn, skip, stop, visit } from "./people.mjs";

/** How many pixels of two pictures differ, counted in a page of no site. */
async function differing(page, one, other) {
  const blank = await page.context().newPage();
  try {
    return await blank.evaluate(async (pictures) => {
      const [a, b] = await Promise.all(
        pictures.map(async (base64) => {
          const bytes = Uint8Array.from(atob(base64), (it) => it.charCodeAt(0));
          const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
          const canvas = new OffscreenCanvas(image.width, image.height);
          const context = canvas.getContext("2d");
          context.drawImage(image, 0, 0);
          return context.getImageData(0, 0, image.width, image.height).data;
        }),
      );
      let many = 0;
      for (let at = 0; at < Math.min(a.length, b.length); at += 4) {
        if (Math.abs(a[at] - b[at]) + Math.abs(a[at + 1] - b[at + 1]) + Math.abs(a[at + 2] - b[at + 2]) > 40) many += 1;
      }
      return many;
    }, [one, other].map((it) => it.toString("base64")));
  } finally {
    await blank.close();
  }
}

async function picture(page, path) {
  await page.goto(path);
  await page.waitForSelector("main canvas");
  await drawn(page);
  await page.waitForTimeout(2500);
  return page.locator("main canvas").first().screenshot();
}

describe("the map", { skip }, () => {
  after(stop);

  it("draws incidents: as clusters from afar, as shapes from near", () =>
    visit({}, async (page) => {
      const points = await page.context().request.get("/api/v1/points").then((it) => it.json());
      assert.ok(points.ids.length > 0, "the case has incidents with a place");
      const near = points.reach_m.findIndex((reach) => reach > 500);
      const views = ["/map", `/map?view=${points.lon[near].toFixed(3)},${points.lat[near].toFixed(3)},10`];
      const withThem = [];
      for (const view of views) withThem.push(await picture(page, view));
      await page.route("**/api/v1/points*", async (route) => {
        const none = Object.fromEntries(
          Object.entries(points).map(([name, column]) =>
            [name, Array.isArray(column) && column.length === points.ids.length && !/^(kinds|statuses|parties)$/.test(name) ? [] : column]),
        );
        await route.fulfill({ json: none });
      });
      await page.route("**/tiles/incidents/**", (route) => route.fulfill({ status: 204, body: "" }));
      for (const [at, view] of views.entries()) {
        const many = await differing(page, withThem[at], await picture(page, view));
        assert.ok(many > 100, `${view}: ${many} pixels differ with and without incidents`);
      }
    }));

  it("lists what it shows, for those who do not see it", () =>
    visit({}, async (page) => {
      await page.goto("/map");
      await page.locator('main a[href^="/incidents/"]').first().waitFor({ state: "attached" });
    }));
});
