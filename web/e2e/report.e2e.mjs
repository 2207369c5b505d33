// A report written without a line: kept on the phone over a reload, sent when the line is back,
// taken into the ledger exactly once, and in the queue of others at once.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { close, open, skip, stop } from "./people.mjs";

const PHONE = {
  role: "reporter", width: 390, height: 844, permissions: ["geolocation"],
  geolocation: { latitude: 36.2, longitude: 37.15, accuracy: 20 },
};

async function write(page, text) {
  await page.selectOption("#form-source", { index: 1 });
  await page.locator(".form-tile", { hasText: "Heard it" }).click();
  await page.selectOption("#form-kind", "shelling");
  await page.getByRole("button", { name: "Use my position" }).click();
  await page.locator(".form-rose .form-tile", { hasText: "SW" }).click();
  await page.getByRole("button", { name: "4–5" }).click();
  await page.fill("#form-text", text);
}

describe("the report form", { skip }, () => {
  after(stop);

  it("files exactly one report, however often it is sent", async () => {
    const phone = await open(PHONE);
    const desk = await open({ role: "analyst" });
    const text = `Heard towards the south-west by the tests, ${Date.now().toString(36)}.`;
    const size = () => desk.context().request.get("/api/v1/ledger").then((it) => it.json()).then((it) => it.size);
    const before = await size();
    await desk.goto("/queue");
    await desk.waitForSelector(".queue-list");

    await phone.goto("/report/new");
    await phone.waitForSelector(".form-tell");
    await phone.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await phone.context().setOffline(true);
    await phone.reload();
    await phone.waitForSelector(".form-tell");
    await write(phone, text);
    await phone.locator(".form-foot", { hasText: "Kept on this device" }).waitFor();
    await phone.getByRole("button", { name: "Send", exact: true }).click();
    await phone.locator(".form-state.waiting").waitFor();
    assert.equal(await size(), before, "nothing is filed without a line");

    // The line comes back, and the first answer is lost on the way.
    let lost = 0;
    const posts = [];
    await phone.context().route("**/api/v1/reports", async (route) => {
      if (route.request().method() !== "POST") return route.fallback();
      posts.push(route.request());
      if (lost > 0) return route.fallback();
      lost += 1;
      await route.fetch();
      return route.abort("connectionreset");
    });
    await phone.context().setOffline(false);
    // It is sent again by itself, after a while; a finger is quicker.
    const sent = phone.locator(".form-state.sent");
    for (let tries = 0; tries < 20 && !(await sent.isVisible()); tries += 1) {
      await phone.getByRole("button", { name: /^Send .*now$/ }).click({ timeout: 1_000 }).catch(() => undefined);
      await phone.waitForTimeout(250);
    }
    await sent.waitFor({ timeout: 60_000 });
    const later = await size();
    assert.equal(later, before + 1, `${posts.length} tries, ${later - before} entries`);

    // The desk is told without asking.
    await desk.locator(".queue-pill").waitFor({ timeout: 5_000 });
    await desk.keyboard.press("r");
    const items = (await desk.context().request.get("/api/v1/queue?limit=200").then((it) => it.json())).items;
    const own = items.filter((item) => item.entry >= before);
    assert.equal(own.length, 1);
    await desk.locator(`.queue-item[data-report="${own[0].report.id}"]`).waitFor();
    await desk.goto(`/queue?report=${own[0].report.id}`);
    await desk.locator(".queue-reading", { hasText: text.slice(0, 30) }).waitFor();

    await close(phone, { expected: /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_RESET|Failed to load resource|EventSource/ });
    await close(desk);
  });
});
