// The server under test, the people who sign in to it, and pages that notice what goes wrong in them.
//
//   ARMISTICE_URL       the server; else the mock's usual address
//   ARMISTICE_USERS     {"analyst": {"name": "…", "password": "…"}, …} by role; else the mock's
//   ARMISTICE_SECRETS   words, separated by line breaks, that no public answer may hold (besides those found out)
//   ARMISTICE_PICTURES  a folder for pictures of every screen; none are taken without it
//   CHROMIUM            path of a Chromium; else looked for on PATH
import { execFileSync } from "node:child_process";
import { chromium } from "playwright-core";

export const SERVER = process.env.ARMISTICE_URL ?? "http://127.0.0.1:8480";
const USERS = process.env.ARMISTICE_USERS
  ? JSON.parse(process.env.ARMISTICE_USERS)
  : Object.fromEntries(
      ["viewer", "reporter", "analyst", "secretariat", "admin"].map((role) => [role, { name: role, password: "armistice" }]),
    );

/** Path of a Chromium; null, with one line that says so, where there is none. */
export function chromiumPath() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
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

const executablePath = chromiumPath();
/** For node:test: a reason to skip, or false. */
export const skip = executablePath === null ? "no Chromium" : false;

let browser;
const signedIn = new Map();
const askers = new Map();

async function start() {
  browser ??= chromium.launch({
    executablePath,
    args: [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
    ],
  });
  return browser;
}

export async function stop() {
  await (await browser)?.close();
  browser = undefined;
  signedIn.clear();
  askers.clear();
}

/** The cookies of a person of this role: each signs in once, so that the server's throttle stays quiet. */
async function cookies(role) {
  if (role === undefined) return undefined;
  if (!signedIn.has(role)) signedIn.set(role, signIn(role));
  return signedIn.get(role);
}

async function signIn(role) {
  const user = USERS[role];
  if (!user) throw new Error(`ARMISTICE_USERS names nobody of role ${role}`);
  const context = await (await start()).newContext({ baseURL: SERVER });
  const answer = await context.request.post("/api/v1/session", { data: { name: user.name, password: user.password } });
  if (!answer.ok()) throw new Error(`signing in as ${user.name}: ${answer.status()} ${await answer.text()}`);
  const state = await context.storageState();
  await context.close();
  return state;
}

/**
 * A page in a context of its own. What the browser complains of is collected in `page.heard`:
 * errors on the console, exceptions, breaches of the content security policy.
 */
export async function open({ role, language = "en", theme = "light", width = 1280, height = 900, ...options } = {}) {
  const context = await (await start()).newContext({
    baseURL: SERVER, viewport: { width, height }, locale: language, colorScheme: theme,
    storageState: await cookies(role), ...options,
  });
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy breached: ${event.violatedDirective} by ${event.blockedURI} at ${event.sourceFile}:${event.lineNumber}`);
    });
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  page.heard = [];
  page.on("console", (message) => {
    if (message.type() === "error") page.heard.push(message.text());
  });
  page.on("pageerror", (error) => page.heard.push(String(error)));
  return page;
}

/** What a person of this role is told at an address; throws for anything but a success. */
export async function ask(role, path) {
  if (!askers.has(role)) {
    askers.set(role, await (await start()).newContext({ baseURL: SERVER, storageState: await cookies(role) }));
  }
  const answer = await askers.get(role).request.get(path);
  if (!answer.ok()) throw new Error(`GET ${path} as ${role ?? "the public"}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

/** Closes a page; what it complained of, but for answers that the test itself provoked. */
export async function close(page, { expected = /$^/ } = {}) {
  const heard = page.heard.filter((line) => !expected.test(line));
  await page.context().close();
  if (heard.length > 0) throw new Error(`the browser complained:\n${heard.join("\n")}`);
}

/** Runs a test's body with a page and closes it, whatever comes. */
export async function visit(options, body) {
  const page = await open(options);
  try {
    await body(page);
  } catch (error) {
    if (page.heard.length > 0) error.message += `\nThe browser had complained:\n${page.heard.join("\n")}`;
    await page.context().close();
    throw error;
  }
  await close(page, options);
}

/** Until the screen has drawn what it was asked for. */
export async function drawn(page) {
  await page.waitForFunction(() => {
    const main = document.querySelector("main");
    return (
      main !== null && main.textContent.trim() !== "" &&
      main.querySelector(".state.wait, [aria-busy='true']") === null
    );
  });
}
