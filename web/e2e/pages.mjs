// The screens as a person knows them: what can be done there, and what is to be seen.
import { drawn } from "./people.mjs";

/** The queue, worked by keyboard alone. */
export class Queue {
  constructor(page) {
    this.page = page;
  }

  async open(query = "") {
    await this.page.goto(`/queue${query}`);
    await this.page.waitForSelector(".queue-list, .queue .state:not(.wait)");
  }

  selected() {
    return this.page.getAttribute('.queue-item[aria-current="true"]', "data-report");
  }

  row(report) {
    return this.page.locator(`.queue-item[data-report="${report}"]`);
  }

  claim(id) {
    return this.page.locator(`.queue-claim[data-claim="${id}"]`);
  }

  /** Goes down by j or up by k until the report is chosen. */
  async goTo(report) {
    const rows = await this.page.locator(".queue-item").evaluateAll((all) => all.map((row) => row.getAttribute("data-report")));
    const steps = rows.indexOf(report) - rows.indexOf(await this.selected());
    if (!rows.includes(report)) throw new Error(`${report} is not in the list`);
    for (let step = 0; step < Math.abs(steps); step += 1) {
      const before = await this.selected();
      await this.page.keyboard.press(steps > 0 ? "j" : "k");
      await this.page.waitForFunction(
        (old) => document.querySelector('.queue-item[aria-current="true"]')?.getAttribute("data-report") !== old,
        before,
      );
    }
    if ((await this.selected()) !== report) throw new Error(`j and k do not lead to ${report}`);
  }

  /** Goes through the report's claims by n until this one is chosen. */
  async goToClaim(id) {
    const claims = await this.page.locator(".queue-claim").count();
    for (let step = 0; step <= claims; step += 1) {
      if ((await this.claim(id).getAttribute("aria-pressed")) === "true") return;
      await this.page.keyboard.press("n");
      await this.page.waitForTimeout(50);
    }
    throw new Error(`n does not lead to ${id}`);
  }

  /** Opens an act by its key, gives the first reason offered, confirms; `before` fills in the rest. */
  async act(key, before = async () => {}) {
    await this.page.keyboard.press(key);
    await this.page.waitForSelector("dialog[open]");
    await before(this.page);
    await this.page.focus("dialog input[type='text']");
    await this.page.keyboard.press("ArrowDown");
    await this.page.keyboard.press("Enter");
    await this.page.waitForSelector("dialog", { state: "detached" });
  }

  async says(words) {
    await this.page.locator(".toast", { hasText: words }).first().waitFor();
  }
}

/** One entry of the ledger, with the steps of its check. */
export class Entry {
  constructor(page) {
    this.page = page;
  }

  async open(index) {
    await this.page.goto(`/ledger/${index}`);
    await this.page.waitForSelector(".ledger-outcome");
  }

  /** {checkpoint: "holds", …} */
  async verdicts() {
    const steps = await this.page.locator(".ledger-steps > li").evaluateAll((items) =>
      items.map((item) => [item.getAttribute("data-step"), item.getAttribute("data-verdict")]),
    );
    return Object.fromEntries(steps);
  }

  alarmed() {
    return this.page.locator(".ledger-outcome.ledger-alarm").isVisible();
  }
}

/** Every screen that a person goes to, and who; `found` names things of the case under test. */
export const SCREENS = [
  { name: "board", path: () => "/" },
  { name: "board-by-perspective", path: () => "/?view=perspectives" },
  { name: "assessment", path: (found) => `/assessments/${encodeURIComponent(found.assessment).replaceAll("%40", "@")}` },
  { name: "incident", path: (found) => `/incidents/${found.incident}`, role: "secretariat" },
  { name: "report", path: (found) => `/reports/${found.report}`, role: "analyst" },
  { name: "map", path: () => "/map", still: 1500 },
  { name: "queue", path: () => "/queue", role: "analyst" },
  { name: "report-form", path: () => "/report/new", role: "reporter" },
  { name: "reports-on-the-way", path: () => "/report", role: "reporter" },
  { name: "bulletins", path: () => "/bulletins", still: 500 },
  { name: "ledger", path: () => "/ledger" },
  { name: "ledger-entry", path: () => "/ledger/5", role: "viewer" },
  { name: "account", path: () => "/account", role: "viewer" },
  { name: "administration", path: () => "/admin", role: "admin" },
  { name: "interfaces", path: () => "/developers" },
  { name: "sign-in", path: () => "/signin" },
];

export async function show(page, { path, still = 0 }, found) {
  await page.goto(typeof path === "string" ? path : path(found));
  await drawn(page);
  if (still > 0) await page.waitForTimeout(still);
}
