// What protects a source holds on every screen that the public can open: in what is drawn, and in
// every answer that the browser fetched for it.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { SCREENS, show } from "./pages.mjs";
import { ask, close, open, skip, stop } from "./people.mjs";
import { openReports, things } from "./things.mjs";

describe("the public side", { skip }, () => {
  let found;
  const secrets = new Map();
  const withheld = [];

  before(async () => {
    found = await things();
    for (const line of (process.env.ARMISTICE_SECRETS ?? "").split("\n")) {
      if (line.trim()) secrets.set(line.trim(), "told to this test");
    }
    const known = new Set((await ask(undefined, "/api/v1/case")).sources.map((source) => source.name));
    const items = await openReports("analyst");
    for (const { report, claims } of items) {
      const seen = await ask(undefined, `/api/v1/reports/${report.id}`);
      if (!seen.withheld) continue;
      withheld.push({ report, claims });
      const full = await ask("analyst", `/api/v1/reports/${report.id}`);
      // A name that differs from the one that everybody reads is one that is protected.
      if (full.report.source !== seen.report.source && !known.has(full.report.source)) secrets.set(full.report.source, "name of a protected source");
      if (report.title) secrets.set(report.title, "title of a protected source's report");
      const words = full.segments.map((it) => it.text).join("").trim().split("\n").find((line) => line.length >= 30);
      if (words) secrets.set(words.slice(0, 60), "words of a protected source's report");
    }
  });
  after(stop);

  it("has something to protect, and never shows it", async (t) => {
    if (secrets.size === 0) return t.skip("the case has no report that is withheld from the public");
    const page = await open({});
    const told = [];
    page.on("response", async (answer) => {
      if (!/json|html|text|csv|xml/.test(answer.headers()["content-type"] ?? "")) return;
      if (/event-stream/.test(answer.headers()["content-type"] ?? "")) return;
      const text = await answer.text().catch(() => "");
      told.push([answer.url(), text]);
    });
    const places = SCREENS.map((it) => it.path(found));
    for (const { report, claims } of withheld) {
      places.push(`/reports/${report.id}`);
      for (const { incident } of claims) if (incident) places.push(`/incidents/${incident}`);
    }
    for (const path of [...new Set(places)]) {
      await show(page, { path });
      told.push([`${path} on screen`, await page.content()]);
    }
    for (const path of ["/data/incidents.geojson", "/data/claims.csv", "/data/reports.csv", "/data/board.json", "/feeds/alerts.atom", "/api/v1/ledger/entries?limit=500"]) {
      const answer = await page.context().request.get(path);
      if (answer.ok()) told.push([path, await answer.text()]);
    }
    await close(page, { expected: /status of 40[134]/ });
    assert.ok(told.length > places.length, "answers were read");
    const leaks = [];
    for (const [where, text] of told) {
      // Also as JSON and HTML write it.
      for (const [secret, what] of secrets) {
        const spellings = [secret, JSON.stringify(secret).slice(1, -1), secret.replaceAll("&", "&amp;").replaceAll("'", "&#39;")];
        if (spellings.some((it) => text.includes(it))) leaks.push(`${where}: ${what} (${secret})`);
      }
    }
    assert.deepEqual(leaks, []);
  });
});
