// Lets the report form open without a line and sends what waits when the line is back. Keeps files of
// the application only: what the mission knows is never kept here.
import { CHANNEL, sendWaiting } from "./outbox/send";

/** Files of the application that the form needs, and a name for this set of them; put in by the build. */
declare const PRECACHE: { version: string; files: string[] };

/** The page that every address of the application is drawn by. */
const SHELL = "/report/new";
const PREFIX = "armistice-";
const { version, files } = PRECACHE;
const NAME = `${PREFIX}${version}`;
/** A line that does not answer by then is treated as none. */
const PATIENCE_MS = 4_000;

// TypeScript's own types for service workers cannot stand beside those for pages.
interface Extendable extends Event {
  waitUntil(promise: Promise<unknown>): void;
}
interface Fetching extends Extendable {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Syncing extends Extendable {
  tag: string;
}
const scope = globalThis as unknown as {
  addEventListener(type: "install" | "activate", run: (event: Extendable) => void): void;
  addEventListener(type: "fetch", run: (event: Fetching) => void): void;
  addEventListener(type: "sync", run: (event: Syncing) => void): void;
  clients: { claim(): Promise<void> };
};

const own = new Set(files);

scope.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(NAME).then((cache) => cache.addAll([SHELL, ...files].map((path) => new Request(path, { cache: "reload", credentials: "omit" })))),
  );
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) if (name.startsWith(PREFIX) && name !== NAME) await caches.delete(name);
      await scope.clients.claim();
    })(),
  );
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (own.has(url.pathname)) event.respondWith(fromCache(url.pathname, request));
});

scope.addEventListener("sync", (event) => {
  if (event.tag !== CHANNEL) return;
  event.waitUntil(
    sendWaiting({ force: true }).then(() => new BroadcastChannel(CHANNEL).postMessage("changed")),
  );
});

/** From the line while there is one; the kept page where there is none. */
async function page(request: Request): Promise<Response> {
  const line = fetch(request);
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));
  try {
    const answer = await Promise.race([line, late]);
    if (answer !== null) return answer;
  } catch {
    return (await kept(SHELL)) ?? Response.error();
  }
  return (await kept(SHELL)) ?? line;
}

async function fromCache(path: string, request: Request): Promise<Response> {
  return (await kept(path)) ?? fetch(request);
}

async function kept(path: string): Promise<Response | undefined> {
  return (await caches.open(NAME)).match(path);
}
