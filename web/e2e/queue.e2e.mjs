// The queue by keyboard, seen by somebody else in a second browser as it happens.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Queue } from "./pages.mjs";
import { close, open, skip, stop, visit } from "./people.mjs";
import { openReports } from "./things.mjs";

/** News has to be there within a second; the rest is for slow machines. */
const SOON = { timeout: 5_000 };

/** Asks until the answer is right; the last wrong one is told. */
async function poll(ask, right) {
  let told;
  for (let tries = 0; tries < 50; tries += 1) {
    told = await ask();
    if (right(told)) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  assert.fail(`still ${told} after ${SOON.timeout} ms`);
}

describe("the queue", { skip }, () => {
  let analyst, watcher, mine, theirs, items;
  const onScreen = async () => {
    const shown = await analyst.locator(".queue-item").evaluateAll((rows) => rows.map((row) => row.getAttribute("data-report")));
    return items.filter((item) => shown.includes(item.report.id));
  };

  before(async () => {
    items = await openReports("analyst");
    analyst = await open({ role: "analyst" });
    watcher = await open({ role: "viewer" });
    [mine, theirs] = [new Queue(analyst), new Queue(watcher)];
    await mine.open();
    await theirs.open();
  });
  after(async () => {
    try {
      await close(analyst, { expected: /503/ });
      await close(watcher);
    } finally {
      await stop();
    }
  });

  for (const [key, act, done, back] of [["a", "accept", "Accepted", "done"], ["x", "set aside", "Set aside", "set_aside"]]) {
    it(`${key}: ${act}, seen elsewhere at once, and undone by u`, async () => {
      const { report } = (await onScreen())[1];
      await theirs.open();
      await theirs.row(report.id).waitFor();
      await mine.goTo(report.id);
      await mine.act(key);
      await mine.says(done);
      await mine.row(report.id).waitFor({ state: "detached" });
      await theirs.row(report.id).waitFor({ state: "detached", ...SOON });
      await theirs.open(`?show=${back}`);
      await theirs.row(report.id).waitFor();
      await mine.act("u");
      await mine.says("Undone");
      await mine.row(report.id).waitFor();
      // It leaves the list; where it is being read it stays, and says that it left.
      await watcher.waitForFunction((id) => {
        const row = document.querySelector(`[data-report="${id}"]`);
        return row === null || row.classList.contains("gone");
      }, report.id, SOON);
    });
  }

  it("s: split, seen elsewhere, and undone", async (t) => {
    const shown = await onScreen();
    const pairs = shown.flatMap((item) => item.claims.filter((claim) => claim.suggestion?.incident === claim.incident).map((claim) => ({ item, claim })));
    let chosen;
    for (const pair of pairs) {
      const answer = await analyst.context().request.get(`/api/v1/incidents/${pair.claim.incident}`);
      if ((await answer.json()).claims.length === 2) {
        chosen = pair;
        break;
      }
    }
    if (!chosen) return t.skip("no incident of two claims is in the queue");
    const { item, claim } = chosen;
    await theirs.open(`?report=${item.report.id}`);
    const there = theirs.claim(claim.row.id);
    await there.waitFor();
    assert.doesNotMatch(await there.innerText(), /stands alone/);
    await mine.goTo(item.report.id);
    await mine.goToClaim(claim.row.id);
    await mine.act("s", async (page) => {
      await page.waitForFunction(() => document.querySelectorAll("dialog input:checked").length >= 2);
    });
    await mine.says("Split");
    await there.filter({ hasText: "stands alone" }).waitFor(SOON);
    await mine.act("u");
    await mine.says("Undone");
    await there.filter({ hasNotText: "stands alone" }).waitFor(SOON);
  });

  it("m: merge with a picked incident, seen elsewhere, and undone", async (t) => {
    const alone = (await onScreen()).flatMap((item) => item.claims.filter((it) => it.alone && it.row.when !== "open").map((claim) => ({ item, claim })));
    if (alone.length === 0) return t.skip("no claim stands alone");
    const { item, claim } = alone[0];
    await theirs.open(`?report=${item.report.id}`);
    const there = theirs.claim(claim.row.id);
    await there.filter({ hasText: "stands alone" }).waitFor();
    await mine.goTo(item.report.id);
    await mine.goToClaim(claim.row.id);
    await mine.act("m", async (page) => {
      const incident = page.locator("dialog select").first();
      await page.waitForFunction(() => document.querySelector("dialog select").options.length > 1);
      // By keyboard: the select takes the arrow.
      await incident.focus();
      await page.keyboard.press("ArrowDown");
      await page.waitForFunction(() => document.querySelectorAll("dialog select").length === 2);
    });
    await mine.says("Merged");
    await there.filter({ hasNotText: "stands alone" }).waitFor(SOON);
    await mine.act("u");
    await mine.says("Undone");
    await there.filter({ hasText: "stands alone" }).waitFor(SOON);
  });

  it("v: verify, seen on the incident's page, and undone", async (t) => {
    const placed = (await onScreen()).flatMap((item) => item.claims.filter((it) => it.incident !== null).map((claim) => ({ item, claim })));
    if (placed.length === 0) return t.skip("no claim stands in an incident");
    const { item, claim } = placed[0];
    const state = () => watcher.context().request.get(`/api/v1/incidents/${claim.incident}`).then((it) => it.json()).then((it) => it.verification?.state ?? "reported");
    const before = await state();
    await mine.goTo(item.report.id);
    await mine.goToClaim(claim.row.id);
    await mine.act("v", async (page) => {
      await page.locator("dialog input[type='radio']").first().focus();
      // By keyboard: the arrow goes to the next state.
      for (const _ of [1, 2]) await page.keyboard.press("ArrowDown");
    });
    await mine.says("Verification entered");
    await poll(state, (now) => now !== before);
    await mine.act("u");
    await mine.says("Undone");
    await poll(state, (now) => now === before);
  });

  it("t: somebody is on this, seen elsewhere, until let go", async () => {
    const { report } = (await onScreen())[0];
    await theirs.open();
    await mine.goTo(report.id);
    await analyst.keyboard.press("t");
    await theirs.row(report.id).filter({ hasText: "is on this" }).waitFor(SOON);
    await analyst.keyboard.press("t");
    await theirs.row(report.id).filter({ hasNotText: "is on this" }).waitFor(SOON);
  });

  it("asks for a reason, and enters nothing without one", async () => {
    await analyst.keyboard.press("a");
    await analyst.waitForSelector("dialog[open]");
    await analyst.keyboard.press("Enter");
    await analyst.locator("dialog .wrong").waitFor();
    await analyst.keyboard.press("Escape");
    await analyst.waitForSelector("dialog", { state: "detached" });
  });

  it("puts a report back and says why when the server refuses", async () => {
    const { report } = (await onScreen())[1];
    await analyst.route("**/api/v1/decisions", (route) =>
      route.request().method() === "POST"
        ? route.fulfill({ status: 503, contentType: "application/problem+json", body: JSON.stringify({ type: "about:blank", title: "Busy", status: 503, detail: "The disk is full: make room." }) })
        : route.fallback(),
    );
    await mine.open(`?report=${report.id}`);
    await mine.act("a");
    await mine.says("The disk is full: make room.");
    await mine.row(report.id).waitFor();
    await analyst.unroute("**/api/v1/decisions");
  });

  it("keeps its own keys when the session is told late", () =>
    visit({ role: "analyst" }, async (page) => {
      await page.route("**/api/v1/session", async (route) => {
        await new Promise((done) => setTimeout(done, 1000));
        await route.continue();
      });
      await page.goto("/queue");
      await page.waitForSelector(".queue-list");
      // Everywhere else t goes back in time.
      await page.keyboard.press("t");
      const taken = page.locator(".queue-item", { hasText: "on this" });
      await taken.first().waitFor();
      assert.equal(await page.locator("dialog[open]").count(), 0);
      await page.keyboard.press("t");
      await taken.first().waitFor({ state: "detached" });
    }));

  it("lets those read who may not decide", async () => {
    await theirs.open();
    assert.equal(await watcher.locator(".queue-bar").count(), 0);
    await watcher.keyboard.press("a");
    assert.equal(await watcher.locator("dialog").count(), 0);
  });

  it("is closed to the public, and says what to do", () =>
    visit({}, async (page) => {
      await page.goto("/queue");
      await page.locator("main .state a[href^='/signin']").waitFor();
    }));
});
