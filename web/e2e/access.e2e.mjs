// Every screen, in light, dark and Arabic, at 200 % and on a phone: nothing that axe finds serious,
// no scrolling sideways, no complaint of the browser; and by keyboard alone. Takes the pictures.
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { SCREENS, show } from "./pages.mjs";
import { close, drawn, open, skip, stop, visit } from "./people.mjs";
import { things } from "./things.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const PICTURES = process.env.ARMISTICE_PICTURES;
if (PICTURES) mkdirSync(PICTURES, { recursive: true });

/** What axe finds serious, in words. */
async function serious(page, rules) {
  const { violations } = await page.evaluate(
    ([tags, only]) => globalThis.axe.run({
      resultTypes: ["violations"],
      runOnly: only === undefined ? tags : { type: "rule", values: only },
    }),
    [TAGS, rules],
  );
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `axe: ${id}, ${nodes.length} times, as ${nodes[0].html.slice(0, 160)}`);
}

async function sideways(page) {
  const [content, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  return content > room ? [`${content} px wide in ${room}`] : [];
}

async function picture(page, name) {
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.png`) });
}

describe("every screen", { skip }, () => {
  let found;
  before(async () => (found = await things()));
  after(stop);

  for (const screen of SCREENS) {
    it(`is drawn, read and fits: ${screen.name}`, async () => {
      const wrong = {};
      const note = (look, found) => {
        if (found.length > 0) wrong[look] = [...(wrong[look] ?? []), ...found];
      };
      // Side by side: what is waited for is the browser, and it has a process for each.
      await Promise.all(["en", "ar"].map(async (language) => {
        const page = await open({ role: screen.role, language });
        await show(page, screen, found);
        // The policy forbids scripts in markup; this one comes by the debugger.
        await page.evaluate(AXE);
        note(`${language}, light`, await serious(page));
        note(`${language}, light`, await sideways(page));
        await picture(page, `${screen.name}-${language}`);
        if (language === "en") {
          await page.emulateMedia({ colorScheme: "dark" });
          await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
          note("dark", await serious(page, ["color-contrast"]));
          await picture(page, `${screen.name}-dark`);
          await page.emulateMedia({ colorScheme: "light" });
        }
        // 1280 × 900 at 200 % is laid out on 640 × 450.
        for (const [look, width, height] of [["200 %", 640, 450], ["phone", 390, 844]]) {
          await page.setViewportSize({ width, height });
          await page.waitForTimeout(150);
          note(`${language}, ${look}`, await sideways(page));
        }
        await picture(page, `${screen.name}-${language}-phone`);
        await close(page).catch((error) => note(language, [error.message]));
      }));
      assert.deepEqual(wrong, {});
    });
  }

  it("is reached by keyboard alone, with the focus always to be seen", () =>
    visit({ role: "analyst" }, async (page) => {
      await page.goto("/");
      await drawn(page);
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement?.className), "skip");
      for (let step = 0; step < 15; step += 1) {
        await page.keyboard.press("Tab");
        const seen = await page.evaluate(() => {
          const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
          const { width, height } = document.activeElement.getBoundingClientRect();
          return { what: document.activeElement.outerHTML.slice(0, 80), visible: outlineStyle !== "none" && outlineWidth !== "0px" && width > 0 && height > 0 };
        });
        assert.ok(seen.visible, `no focus to be seen on ${seen.what}`);
      }
      const ways = { q: "/queue", l: "/ledger", m: "/map", u: "/bulletins", d: "/developers", b: "/" };
      for (const [key, path] of Object.entries(ways)) {
        await page.evaluate(() => document.activeElement?.blur());
        await page.keyboard.press("g");
        await page.keyboard.press(key);
        await page.waitForFunction((to) => location.pathname.startsWith(to), path);
        await drawn(page);
        await page.waitForFunction(() => document.activeElement?.id === "content");
      }
      await page.keyboard.press("?");
      await page.locator("dialog[open] .keys").first().waitFor();
      await page.keyboard.press("Escape");
      await page.waitForSelector("dialog", { state: "detached" });
    }));

  it("leaves alone those who type, and whose keyboard is Cyrillic", () =>
    visit({ role: "analyst" }, async (page) => {
      await page.goto("/ledger");
      await page.waitForSelector("#ledger-jump");
      await page.fill("#ledger-jump", "");
      await page.type("#ledger-jump", "gb");
      assert.equal(new URL(page.url()).pathname, "/ledger");
      await page.evaluate(() => document.activeElement?.blur());
      // г and й stand where g and q do … the key is what counts.
      for (const [key, code] of [["п", "KeyG"], ["й", "KeyQ"]]) {
        await page.evaluate(([k, c]) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key: k, code: c, bubbles: true })), [key, code]);
      }
      await page.waitForFunction(() => location.pathname === "/queue");
    }));
});

describe("administration", { skip }, () => {
  after(stop);

  it("makes an account whose owner has to change the password first, and shuts it", () =>
    visit({ role: "admin", expected: /status of 4(01|03)/ }, async (page) => {
      const name = `e2e-${Date.now().toString(36)}`;
      await page.goto("/admin");
      await page.click("text=New account");
      await page.fill("dialog input >> nth=0", name);
      await page.fill("dialog input >> nth=1", "A person of the tests");
      await page.selectOption("dialog select", "viewer");
      await page.click("dialog button[type='submit']");
      const password = await page.locator("dialog [data-secret]").inputValue();
      assert.ok(password.length >= 12);
      await page.click("dialog .button.main");

      const theirs = await open({});
      await theirs.goto("/signin");
      await theirs.fill('input[autocomplete="username"]', name);
      await theirs.fill('input[type="password"]', password);
      await theirs.keyboard.press("Enter");
      await theirs.locator(".admin-forced").waitFor();
      await theirs.goto("/queue");
      await theirs.locator(".admin-forced").waitFor();
      const fields = theirs.locator('input[type="password"]');
      const next = "four words in a row";
      await fields.nth(0).fill(password);
      await fields.nth(1).fill(next);
      await fields.nth(2).fill(next);
      await theirs.keyboard.press("Enter");
      await theirs.waitForSelector(".queue-list");

      await page.reload();
      await page.locator(`tr[data-account="${name}"] button`).nth(2).click();
      await page.click("dialog .button.main");
      await page.locator(`tr[data-account="${name}"].admin-off`).waitFor();
      await theirs.reload();
      await theirs.locator("main .state a[href^='/signin']").waitFor();
      await close(theirs, { expected: /status of 4(01|03)/ });
    }));

  it("shows a token once and revokes it", () =>
    visit({ role: "viewer", expected: /status of 401/ }, async (page) => {
      const label = `program ${Date.now().toString(36)}`;
      await page.goto("/account");
      await page.click("text=New token");
      await page.fill("dialog input >> nth=0", label);
      await page.click("dialog button[type='submit']");
      const secret = await page.locator("dialog [data-secret]").inputValue();
      await page.click("dialog .button.main");
      await page.reload();
      await page.locator(".admin-line", { hasText: label }).waitFor();
      assert.ok(!(await page.content()).includes(secret));
      await page.locator(".admin-line", { hasText: label }).locator("button").click();
      await page.click("dialog .button.main");
      await page.locator(".admin-line", { hasText: label }).waitFor({ state: "detached" });
    }));
});
