// A Chromium that is installed here, and pages of the server under test.
import { execFileSync } from "node:child_process";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";

export const SERVER = process.env["ARMISTICE_URL"] ?? "http://127.0.0.1:8480";

const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
  "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
];

/** Path of a Chromium; null, with one line that says so, where there is none. */
export function chromiumPath(): string | null {
  const named = process.env["CHROMIUM"];
  if (named) return named;
  for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
    try {
      return execFileSync("which", [name], { encoding: "utf8" }).trim();
    } catch {
      // Try the next name.
    }
  }
  console.warn("Browser tests skipped: no Chromium. Install it (apt install chromium) or set CHROMIUM to its path.");
  return null;
}

export const found = chromiumPath();

export function launch(): Promise<Browser> {
  if (found === null) throw new Error("no Chromium: ask `found` first");
  return chromium.launch({ executablePath: found, args: FLAGS });
}

/** A fresh page, signed in where a role is named (accounts of the mock and of the test server). */
export async function open(
  browser: Browser,
  { role, ...options }: BrowserContextOptions & { role?: string } = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: SERVER, ...options });
  const page = await context.newPage();
  if (role) {
    const password = process.env["ARMISTICE_PASSWORD"] ?? "armistice";
    const answer = await context.request.post("/api/v1/session", { data: { name: role, password } });
    if (!answer.ok()) throw new Error(`signing in as ${role}: ${answer.status()} ${await answer.text()}`);
  }
  return page;
}

/** Messages of the console that are errors, and exceptions; collects until the page closes. */
export function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") heard.push(message.text());
  });
  page.on("pageerror", (error) => heard.push(String(error)));
  return heard;
}
