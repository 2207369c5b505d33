// A stand-in for `armistice serve`, to build and look at screens: serves dist/ and the shipped case.
//   npm run build && npm run mock          then http://127.0.0.1:8480
// Sign in with the name of a role (viewer, reporter, analyst, secretariat, admin), password "armistice".
import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import * as answers from "./answers.mjs";
import * as ledger from "./ledger.mjs";
import * as people from "./people.mjs";
import * as queue from "./queue.mjs";
import { tile } from "./tiles.mjs";

const dist = join(import.meta.dirname, "../dist");
const port = Number(process.env.PORT ?? 8480);
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".mjs": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json", ".webmanifest": "application/manifest+json" };
// The policy of the real server, so that a breach of it shows here first.
const POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; connect-src 'self'";

const listeners = new Set();
const sessions = new Map();
const filed = new Map();
const posts = [];
const openapi = existsSync(join(import.meta.dirname, "openapi.json"))
  ? readFileSync(join(import.meta.dirname, "openapi.json"))
  : null;

const server = createServer(async (request, response) => {
  const url = new URL(request.url, `http://${request.headers.host}`);
  const query = Object.fromEntries(url.searchParams);
  const cookie = /armistice=(\w+)/.exec(request.headers.cookie ?? "")?.[1];
  const user = people.who(sessions.get(cookie));
  const json = (body, status = 200, headers = {}) => {
    response.writeHead(status, { "content-type": status >= 400 ? "application/problem+json" : "application/json", ...headers });
    response.end(JSON.stringify(body));
  };
  const problem = (status, title, detail) => json({ type: "about:blank", title, status, detail }, status);
  const found = (body, detail) => (body ? json(body) : problem(404, "Not found", detail));
  const session = (who) => ({ user: who, csrf: who ? "mock-csrf" : null, languages: ["en", "ar", "ru"] });
  const body = async () => {
    const parts = [];
    for await (const part of request) parts.push(part);
    return Buffer.concat(parts);
  };
  const route = `${request.method} ${url.pathname}`;
  const last = decodeURIComponent(url.pathname.split("/").at(-1));

  if (url.pathname.startsWith("/api/") && request.method !== "GET" && route !== "POST /api/v1/session") {
    if (!user) return problem(401, "Not signed in", "Sign in to do this.");
    if (request.headers["x-csrf-token"] !== "mock-csrf") return problem(403, "No token", "Load the page again.");
  }
  switch (true) {
    case route === "GET /api/v1/session":
      return json(session(user));
    case route === "POST /api/v1/session": {
      const { name, password } = JSON.parse(await body());
      const person = people.signIn(name, password);
      if (!person) {
        return problem(401, "Not signed in", "The name or the password is wrong. Check both; after ten failures the account rests for a while.");
      }
      const key = Math.random().toString(36).slice(2);
      sessions.set(key, person);
      return json(session(people.who(person)), 200, { "set-cookie": `armistice=${key}; HttpOnly; SameSite=Lax; Path=/` });
    }
    case route === "DELETE /api/v1/session":
      sessions.delete(cookie);
      return response.writeHead(204).end();
    case route === "GET /api/v1/case":
      return json(answers.theCase());
    case route === "GET /api/v1/board":
      return json(answers.theBoard(query));
    case route.startsWith("GET /api/v1/assessments/"):
      return found(answers.assessment(last), `The board has no cell ${last}. Open one from the board.`);
    case route === "GET /api/v1/incidents":
      return json(answers.incidentList(query));
    case route.startsWith("GET /api/v1/incidents/"):
      return found(answers.incident(last), `There is no incident ${last}. It may have been merged into another: look for it on the board.`);
    case route.startsWith("GET /api/v1/reports/"):
      return found(answers.report(last, user?.role), `There is no report ${last}.`);
    case route === "POST /api/v1/reports": {
      const form = await new Response(await body(), { headers: { "content-type": request.headers["content-type"] } }).formData();
      const report = JSON.parse(await form.get("report").text());
      const photos = form.getAll("photo").map(({ name, size, type }) => ({ name, size, type }));
      posts.push(report.uuid);
      if (report.text === "refuse") return problem(422, "Refused", "text: is \u201crefuse\u201d, which the mock refuses: write something else.");
      const { answer, event } = queue.file(report, user.display);
      if (event) {
        filed.set(report.uuid, { report, photos, answer });
        tell("entry", event);
        settle(event.recorded);
      }
      // As when the line breaks after the report was taken and before its answer is there.
      if (report.text?.startsWith("lose the answer") && event) {
        response.writeHead(201, { "content-type": "application/json", "content-length": 500 });
        return response.write("{", () => setTimeout(() => response.destroy(), 50));
      }
      return json(answer, event ? 201 : 200);
    }
    // For tests: what was filed, and how often it was tried.
    case route === "GET /mock/filed":
      return json({ filed: [...filed.values()], posts });
    case route === "GET /api/v1/points":
      return json(answers.points());
    case route === "GET /api/v1/queue":
      return user ? json(queue.list(query)) : problem(403, "Not for the public", "Sign in to see the queue.");
    case url.pathname.startsWith("/api/v1/queue/"): {
      const id = decodeURIComponent(url.pathname.split("/")[4]);
      const by = request.method === "POST" ? user.display : null;
      queue.takeUp(id, by);
      tell("taken_up", { report: id, by });
      return response.writeHead(204).end();
    }
    case route === "GET /api/v1/decisions":
      return json(answers.decisions());
    case route === "POST /api/v1/decisions": {
      const asked = JSON.parse(await body());
      if (!["analyst", "secretariat"].includes(user.role)) return problem(403, "Not yours to decide", "Deciding is for analysts and the secretariat: ask one of them.");
      if (!asked.reason) return problem(422, "No reason", "Every decision carries its reason: write one.");
      const { answer, event } = answers.decide(asked, user.display);
      json(answer, 201);
      tell("entry", event);
      return settle(answer.decision.at);
    }
    case route === "GET /api/v1/bulletins":
      return json(answers.bulletins());
    case /^GET \/bulletins\/.*\.html$/.test(route): {
      const lang = query.lang ?? "en";
      response.writeHead(200, { "content-type": TYPES[".html"] });
      return response.end(`<!doctype html><html lang="${lang}" dir="${lang === "ar" ? "rtl" : "ltr"}"><title>${last}</title><h1>Bulletin ${last}, ${lang}</h1><p>The real server prints the bulletin here.</p></html>`);
    }
    case route === "GET /api/v1/ledger":
      return json(ledger.tree());
    case route === "GET /api/v1/ledger/entries": {
      const page = ledger.list(query);
      // What is withheld from the public is withheld here too.
      return json(user ? page : { entries: page.entries.map((entry) => ({ ...entry, summary: entry.kind === "report" ? null : entry.summary })) });
    }
    case route === "GET /api/v1/ledger/consistency":
      return found(ledger.consistency(Number(query.old), Number(query.new)), "Ask for two sizes of this ledger, the older first.");
    case /^GET \/api\/v1\/ledger\/entries\/\d+\/proof$/.test(route):
      return found(ledger.proof(Number(url.pathname.split("/")[5]), Number(query.size ?? ledger.size()), { withLeaf: user !== null }), "The ledger has no such entry.");
    case /^\/api\/v1\/(accounts|tokens|webhooks|password)\b/.test(url.pathname): {
      const text = (await body()).toString();
      const [status, answer] = people.answer(request.method, url.pathname.split("/").slice(3).map(decodeURIComponent), text ? JSON.parse(text) : {}, user);
      if (answer === null) return json(session(people.who(user.name)));
      return status === 204 ? response.writeHead(204).end() : status < 400 ? json(answer, status) : problem(status, "Refused", answer);
    }
    case /^GET \/tiles\/incidents\/\d+\/\d+\/\d+\.mvt$/.test(route): {
      const [z, x, y] = url.pathname.match(/\d+/g).map(Number);
      response.writeHead(200, { "content-type": "application/vnd.mapbox-vector-tile" });
      return response.end(tile({ z, x, y }, answers.features));
    }
    case route === "GET /openapi.json":
      return openapi ? response.writeHead(200, { "content-type": "application/json" }).end(openapi) : problem(404, "Not found", "The mock has no description.");
    case route === "GET /api/v1/events":
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
      response.write(": listening\n\n");
      listeners.add(response);
      return request.on("close", () => listeners.delete(response));
    case url.pathname.startsWith("/api/"):
      return problem(404, "Not found", `The mock has no ${route}.`);
    default:
      return file(url.pathname, request, response);
  }
});

/** The exact judgement comes a moment after the news. */
function settle(as_of) {
  setTimeout(() => {
    queue.settle();
    tell("settled", { entries: ledger.size(), root: ledger.rootHex(), as_of });
  }, 300);
}

function tell(name, event) {
  for (const listener of listeners) listener.write(`event: ${name}\ndata: ${JSON.stringify(event)}\n\n`);
}

/** A file of dist/, compressed where it lies so beside it; index.html for every other address. */
function file(pathname, request, response) {
  let path = join(dist, normalize(pathname));
  if (!path.startsWith(dist) || !existsSync(path) || !statSync(path).isFile()) path = join(dist, "index.html");
  const headers = {
    "content-type": TYPES[extname(path)] ?? "application/octet-stream",
    "content-security-policy": POLICY,
    "cache-control": path.includes("/assets/") ? "public, max-age=31536000, immutable" : "no-cache",
  };
  if (/\bbr\b/.test(request.headers["accept-encoding"] ?? "") && existsSync(`${path}.br`)) {
    response.writeHead(200, { ...headers, "content-encoding": "br" });
    path += ".br";
  } else {
    response.writeHead(200, headers);
  }
  createReadStream(path).pipe(response);
}

server.listen(port, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
