// Proofs are checked in the browser: true ones hold, and whatever is altered on the way is shown to fail.
import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import { Entry } from "./pages.mjs";
import { skip, stop, visit } from "./people.mjs";

const HOLDS = { checkpoint: "holds", asked: "holds", leaf: "holds", path: "holds", author: "holds" };
const flip = (hex) => (hex[0] === "0" ? "1" : "0") + hex.slice(1);

describe("the ledger", { skip }, () => {
  after(stop);

  it("proves every kind of place in it: first, middle, last", () =>
    visit({ role: "viewer" }, async (page) => {
      const { size } = await page.context().request.get("/api/v1/ledger").then((it) => it.json());
      const entry = new Entry(page);
      for (const index of [0, Math.floor(size / 2), size - 1]) {
        await entry.open(index);
        assert.deepEqual(await entry.verdicts(), HOLDS, `entry ${index}`);
        assert.equal(await entry.alarmed(), false);
      }
    }));

  it("proves to the public what it may, and says what is left open", () =>
    visit({}, async (page) => {
      const entry = new Entry(page);
      await entry.open(5);
      assert.deepEqual(await entry.verdicts(), { ...HOLDS, leaf: "open", author: "open" });
    }));

  const forgeries = {
    "another neighbour": [(proof) => ({ ...proof, path: proof.path.with(0, flip(proof.path[0])) }), "path"],
    "a neighbour less": [(proof) => ({ ...proof, path: proof.path.slice(1) }), "path"],
    "another root": [(proof) => ({ ...proof, root: flip(proof.root) }), "asked"],
    "another hash": [(proof) => ({ ...proof, leaf_hash: flip(proof.leaf_hash) }), "leaf"],
    "other bytes": [(proof) => {
      const bytes = Buffer.from(proof.leaf, "base64");
      bytes[100] ^= 1;
      return { ...proof, leaf: bytes.toString("base64") };
    }, "leaf"],
    "another size in the checkpoint": [(proof) => ({ ...proof, checkpoint: proof.checkpoint.replace(/\n\d+\n/, "\n3\n") }), "checkpoint"],
    "another entry": [async (proof, fetch) => fetch(proof.index + 1), "asked"],
  };
  for (const [what, [forge, step]] of Object.entries(forgeries)) {
    it(`shows that ${what} fails`, () =>
      visit({ role: "viewer" }, async (page) => {
        const request = page.context().request;
        const fetch = (index) => request.get(`/api/v1/ledger/entries/${index}/proof`).then((it) => it.json());
        await page.route("**/ledger/entries/7/proof*", async (route) => {
          const proof = await fetch(7);
          await route.fulfill({ json: await forge(proof, fetch) });
        });
        const entry = new Entry(page);
        await entry.open(7);
        assert.equal((await entry.verdicts())[step], "fails");
        assert.equal(await entry.alarmed(), true);
      }));
  }

  it("checks the checkpoint's signature, and shows one that was altered", () =>
    visit({}, async (page) => {
      await page.goto("/ledger");
      await page.locator(".ledger-mark.holds").first().waitFor();
      await page.route("**/api/v1/ledger", async (route) => {
        const answer = await route.fetch();
        const told = await answer.json();
        await route.fulfill({ json: { ...told, size: 3, checkpoint: told.checkpoint.replace(/\n\d+\n/, "\n3\n") } });
      });
      await page.reload();
      await page.locator(".ledger-mark.fails").first().waitFor();
    }));

  it("remembers a checkpoint, and notices a ledger that does not continue it", () =>
    visit({}, async (page) => {
      await page.goto("/ledger");
      await page.click("text=Remember this checkpoint");
      await page.reload();
      await page.locator("main", { hasText: /stands exactly where it stood|continues what you kept/ }).waitFor();
      // As after a setting back: the kept one speaks of more entries than there are.
      await page.route("**/api/v1/ledger", async (route) => {
        const told = await (await route.fetch()).json();
        const other = await page.context().request.get("/api/v1/ledger/entries/0/proof").then((it) => it.json());
        await route.fulfill({ json: { ...told, checkpoint: other.checkpoint.replace("armistice/", "armistice/0") } });
      });
      await page.reload();
      await page.locator(".ledger-alarm").waitFor();
    }));

  it("goes through the log from its end", () =>
    visit({ role: "viewer" }, async (page) => {
      const { size } = await page.context().request.get("/api/v1/ledger").then((it) => it.json());
      await page.goto("/ledger");
      const first = page.locator(".ledger-row .ledger-index").first();
      await first.waitFor();
      assert.equal(await first.innerText(), String(size - 1));
      if (size <= 50) return;
      await page.keyboard.press("j");
      await page.waitForFunction((last) => document.querySelector(".ledger-row .ledger-index")?.textContent !== last, String(size - 1));
    }));
});
