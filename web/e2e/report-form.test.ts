// A report that is written without a line: kept over a reload, sent once the line is back, taken once.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { found, launch, open } from "./browser";

interface Filed {
  filed: { report: { uuid: string; text?: string; range_m?: unknown; bearing_sector?: string }; photos: { name: string; size: number }[] }[];
  posts: string[];
}

let browser: Browser;

async function filed(context: BrowserContext, text: string): Promise<{ reports: Filed["filed"]; posts: number }> {
  const { filed: all, posts } = (await (await context.request.get("/mock/filed")).json()) as Filed;
  const reports = all.filter(({ report }) => report.text === text);
  return { reports, posts: posts.filter((uuid) => reports.some(({ report }) => report.uuid === uuid)).length };
}

async function write(page: Page, text: string): Promise<void> {
  await page.selectOption("#form-source", { index: 1 });
  await page.locator(".form-tile", { hasText: "Heard it" }).click();
  await page.selectOption("#form-kind", "shelling");
  await page.getByRole("button", { name: "Use my position" }).click();
  await page.locator(".form-rose .form-tile", { hasText: "SW" }).click();
  await page.getByRole("button", { name: "4–5" }).click();
  await page.fill("#form-text", text);
}

/** Until the service worker has everything that the form needs. */
async function ready(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
}

describe.skipIf(found === null)("the report form", () => {
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser?.close());

  const phone = { viewport: { width: 390, height: 844 }, role: "reporter", locale: "en", permissions: ["geolocation"], geolocation: { latitude: 36.2, longitude: 37.15, accuracy: 20 } };

  it("is written, reloaded and queued without a line, and filed exactly once when it is back", async () => {
    const page = await open(browser, phone);
    const context = page.context();
    const text = `offline ${Date.now()}`;
    await page.goto("/report/new");
    await page.waitForSelector(".form-tell");
    await ready(page);
    await context.setOffline(true);
    await page.reload();
    await page.waitForSelector(".form-tell");
    await write(page, text);
    await page.setInputFiles("input[type=file]", { name: "smoke.jpg", mimeType: "image/jpeg", buffer: Buffer.from("not really a jpeg") });
    await page.locator(".form-foot", { hasText: "Kept on this device" }).waitFor();
    await page.waitForFunction(() => location.search.includes("draft="));
    await page.waitForTimeout(600);

    // The phone is switched off and on again.
    await page.reload();
    await page.waitForSelector(".form-tell");
    expect(await page.inputValue("#form-text")).toBe(text);
    expect(await page.locator(".form-photos li").count()).toBe(1);
    expect((await page.textContent(".form-live"))?.replace(/[\u2066-\u2069]/g, "")).toBe("About 4 to 5 km south-west of where you stood; heard.");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.locator(".form-state.waiting").waitFor();
    await page.reload();
    await page.locator(".form-state.waiting").waitFor();
    expect((await filed(context, text)).reports).toEqual([]);

    await context.setOffline(false);
    await page.locator(".form-state.sent").waitFor({ timeout: 20_000 });
    const { reports, posts } = await filed(context, text);
    expect(reports.length).toBe(1);
    expect(posts).toBe(1);
    expect(reports[0]).toMatchObject({ report: { bearing_sector: "SW", range_m: { low: 4000, high: 5000 } }, photos: [{ name: "smoke.jpg", size: 17 }] });
    // Nothing of it is left on the phone.
    const kept = await page.evaluate(() => new Promise<string>((resolve) => {
      const asked = indexedDB.open("armistice");
      asked.onsuccess = () => {
        const all = asked.result.transaction("outbox").objectStore("outbox").getAll();
        all.onsuccess = () => resolve(JSON.stringify(all.result));
      };
    }));
    expect(kept).not.toContain(text);
    await context.close();
  });

  it("sends again after a lost answer without filing twice", async () => {
    const page = await open(browser, phone);
    const context = page.context();
    const text = `lose the answer ${Date.now()}`;
    await page.goto("/report/new");
    await page.waitForSelector(".form-tell");
    await write(page, text);
    await page.getByRole("button", { name: "Send", exact: true }).click();
    // It may be there already: it cannot be changed any more.
    await page.locator(".form-item", { hasText: "A try ended without an answer" }).waitFor();
    expect(await page.locator(".form-item a", { hasText: "Change" }).count()).toBe(0);
    // Where there is Background Sync, the browser may be quicker than this finger.
    await page.getByRole("button", { name: /^Send .*now$/ }).click({ timeout: 3_000 }).catch(() => undefined);
    await page.locator(".form-state.sent").waitFor();
    const { reports, posts } = await filed(context, text);
    expect([reports.length, posts]).toEqual([1, 2]);
    await context.close();
  });

  it("hands a refused report back, to be mended and sent", async () => {
    const page = await open(browser, phone);
    await page.goto("/report/new");
    await page.waitForSelector(".form-tell");
    await write(page, "refuse");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.locator(".form-state.refused").waitFor();
    await page.locator(".form-item a", { hasText: "Change" }).click();
    await page.locator(".state.bad", { hasText: "which the mock refuses" }).waitFor();
    const text = `mended ${Date.now()}`;
    await page.fill("#form-text", text);
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.locator(".form-state.sent").waitFor();
    expect((await filed(page.context(), text)).reports.length).toBe(1);
    await page.context().close();
  });

  it("keeps what is written while nobody is signed in", async () => {
    const page = await open(browser, { ...phone, role: "reporter" });
    await page.goto("/report/new");
    await page.waitForSelector(".form-tell");
    const text = `signed out ${Date.now()}`;
    await write(page, text);
    await page.context().clearCookies();
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.locator(".form-item", { hasText: "Sign in to send it" }).waitFor();
    await page.context().request.post("/api/v1/session", { data: { name: "reporter", password: "armistice" } });
    await page.getByRole("button", { name: /^Send .*now$/ }).click();
    await page.locator(".form-state.sent").waitFor();
    expect((await filed(page.context(), text)).reports.length).toBe(1);
    await page.context().close();
  });

  it("says what is missing at the top, beside the field, and leads there", async () => {
    const page = await open(browser, phone);
    await page.goto("/report/new");
    await page.waitForSelector(".form-tell");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    const summary = page.locator(".form-fields > .state.bad");
    await summary.waitFor();
    expect(await summary.locator("li").count()).toBe(5);
    await page.waitForFunction(() => document.activeElement?.classList.contains("bad"));
    await summary.getByRole("link", { name: "What happened" }).click();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("form-kind");
    await page.selectOption("#form-kind", "shelling");
    expect(await summary.locator("li").count()).toBe(4);
    await page.context().close();
  });
});
