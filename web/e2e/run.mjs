// Runs the browser tests against the real program: `node e2e/run.mjs PROGRAM CASE [test files]`.
//
// The case is copied, an account is made for each role, the program serves it at a port of the
// system's choice, and everything is gone afterwards. With ARMISTICE_BROWSER set, a machine without a
// Chromium is an error; else it is one line that says so.
import { execFileSync, spawn } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { chromiumPath } from "./people.mjs";

const [program, from, ...tests] = process.argv.slice(2);
if (!program || !from) {
  console.error("usage: node e2e/run.mjs PROGRAM CASE [test files]");
  process.exit(2);
}
if (chromiumPath() === null) process.exit(process.env.ARMISTICE_BROWSER ? 1 : 0);

const place = mkdtempSync(join(tmpdir(), "armistice-e2e-"));
const environment = { ...process.env, ARMISTICE_KEY: join(place, "key"), USER: "tester", ARMISTICE_LOG: "warn" };
const armistice = (...words) => execFileSync(resolve(program), words, { env: environment });
const roles = ["viewer", "reporter", "analyst", "secretariat", "admin"];
const given = "given by an administrator";
const password = "a long enough pass phrase";

/** Makes the password one's own, as everybody is asked to at the first sign-in. */
async function settleIn(url, name) {
  const send = (path, body, headers = {}) =>
    fetch(`${url}/api/v1/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  const session = await send("session", { name, password: given });
  const cookie = session.headers.get("set-cookie").split(";")[0];
  const { csrf } = await session.json();
  const changed = await send("password", { old: given, new: password }, { cookie, "x-csrf-token": csrf });
  if (!changed.ok) throw new Error(`${name}: ${await changed.text()}`);
}

let server;
let status = 1;
try {
  const copy = join(place, basename(resolve(from)));
  const own = /\/(ledger|out|serve)$/;
  cpSync(from, copy, { recursive: true, filter: (path) => !own.test(path) });
  for (const role of roles) {
    const words = ["account", "add", copy, `${role}-1`, "--role", role, "--display", role, "--password-stdin"];
    execFileSync(resolve(program), words, { env: environment, input: `${given}\n` });
  }
  armistice("observe", copy, "--quiet");
  server = spawn(resolve(program), ["serve", copy, "--listen", "127.0.0.1:0", "--rate", "0"], {
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise((found, lost) => {
    createInterface({ input: server.stdout }).on("line", (line) => {
      const at = line.match(/ at (http:\S+)$/);
      if (at) found(at[1]);
    });
    server.on("exit", (code) => lost(new Error(`the program ended with ${code} before it served`)));
  });
  for (const role of roles) await settleIn(url, `${role}-1`);
  console.log(`browser tests against ${url}`);
  const users = Object.fromEntries(roles.map((role) => [role, { name: `${role}-1`, password }]));
  const words = ["--test", "--test-concurrency=1", "--test-reporter=spec"];
  const suite = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".e2e.mjs"));
  const files = tests.length > 0 ? tests : suite.map((name) => join(import.meta.dirname, name));
  const run = spawn(process.execPath, [...words, ...files], {
    env: { ...process.env, ARMISTICE_URL: url, ARMISTICE_USERS: JSON.stringify(users) },
    stdio: "inherit",
    shell: false,
  });
  status = await new Promise((done) => run.on("exit", (code) => done(code ?? 1)));
} finally {
  server?.kill("SIGTERM");
  rmSync(place, { recursive: true, force: true });
}
process.exit(status);
