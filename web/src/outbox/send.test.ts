import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import type { FieldReport } from "../api/types";
import { fresh, next } from "./item";
import { type Means, sendWaiting } from "./send";
import { all, find, put, remove } from "./store";

/** A server that takes each uuid once, over a line that can be told how to fail. */
class Line {
  taken = new Map<string, { report: FieldReport; photos: string[] }>();
  user: string | null = "nadia";
  /** What becomes of each attempt to file, in order; then "ok". */
  fate: ("ok" | "dead" | "answer-lost" | number)[] = [];
  session: "ok" | "dead" = "ok";
  tokens: (string | null)[] = [];
  posts = 0;

  means(now = 1_000_000): Means {
    return {
      now: () => now,
      fetch: async (url, init) => {
        if (String(url) === "/api/v1/session") {
          if (this.session === "dead") throw new TypeError("no line");
          return Response.json({ user: this.user && { name: this.user, display: this.user, role: "reporter" }, csrf: "token", languages: [] });
        }
        this.posts += 1;
        const fate = this.fate.shift() ?? "ok";
        if (fate === "dead") throw new TypeError("no line");
        if (typeof fate === "number") return Response.json({ title: "No", status: fate, detail: `because ${fate}` }, { status: fate });
        const body = init?.body as FormData;
        const report = JSON.parse(await (body.get("report") as File).text()) as FieldReport;
        this.tokens.push(new Headers(init?.headers).get("x-csrf-token"));
        const already = this.taken.has(report.uuid);
        if (!already) this.taken.set(report.uuid, { report, photos: body.getAll("photo").map((photo) => (photo as File).name) });
        if (fate === "answer-lost") throw new TypeError("line broke");
        return Response.json({ entry: 1, report: "R-1", already }, { status: already ? 200 : 201 });
      },
    };
  }
}

async function wait(uuid: string, owner: string | null = "nadia"): Promise<void> {
  const photos = [{ name: "a.jpg", type: "image/jpeg", blob: new Blob(["pixels"], { type: "image/jpeg" }) }];
  const draft = next(fresh<unknown>(uuid, { text: "t" }, 1), { type: "edit", form: { text: "t" }, photos, now: 1 });
  await put(next(draft, { type: "queue", report: { uuid, text: "t" } as FieldReport, owner, now: 1 }));
}

beforeEach(async () => {
  for (const { uuid } of await all()) await remove(uuid);
});

describe("sending", () => {
  it("files each waiting report once, with its photos and the session's token, and wipes it", async () => {
    const line = new Line();
    await wait("a");
    await wait("b");
    expect(await sendWaiting({}, line.means())).toBe(2);
    expect([...line.taken.keys()].sort()).toEqual(["a", "b"]);
    expect(line.taken.get("a")?.photos).toEqual(["a.jpg"]);
    expect(line.tokens).toEqual(["token", "token"]);
    expect(await sendWaiting({}, line.means())).toBe(0);
    expect(line.posts).toBe(2);
    expect(await find("a")).toMatchObject({ state: "sent", form: null, photos: [], report: null });
  });

  it("makes no duplicate when the answer is lost", async () => {
    const line = new Line();
    line.fate = ["answer-lost"];
    await wait("a");
    expect(await sendWaiting({}, line.means())).toBe(0);
    expect(await find("a")).toMatchObject({ state: "waiting", why: "line", perhapsThere: true });
    expect(await sendWaiting({ force: true }, line.means())).toBe(1);
    expect([line.taken.size, line.posts]).toEqual([1, 2]);
    expect(await find("a")).toMatchObject({ state: "sent", answer: { already: true } });
  });

  it("keeps everything without a line, and without a session", async () => {
    const line = new Line();
    line.session = "dead";
    await wait("a");
    await sendWaiting({}, line.means());
    expect(await find("a")).toMatchObject({ state: "waiting", why: "line", perhapsThere: false });
    line.session = "ok";
    line.user = null;
    await sendWaiting({ force: true }, line.means());
    expect(await find("a")).toMatchObject({ state: "waiting", why: "sign-in", report: { uuid: "a" } });
    line.user = "nadia";
    line.fate = [401];
    await sendWaiting({ force: true }, line.means());
    expect(await find("a")).toMatchObject({ state: "waiting", why: "sign-in", perhapsThere: false });
    expect(line.taken.size).toBe(0);
    expect(await sendWaiting({ force: true }, line.means())).toBe(1);
  });

  it("files nobody's report under somebody else's name", async () => {
    const line = new Line();
    line.user = "omar";
    await wait("a", "nadia");
    await wait("b", null);
    expect(await sendWaiting({}, line.means())).toBe(1);
    expect(await find("a")).toMatchObject({ state: "waiting", why: "other-person", owner: "nadia" });
    expect(await find("b")).toMatchObject({ state: "sent", owner: "omar" });
  });

  it("hands a refused report back with the reason, and goes on with the next", async () => {
    const line = new Line();
    line.fate = [422];
    await wait("a");
    await wait("b");
    expect(await sendWaiting({}, line.means())).toBe(1);
    const states = (await all()).map(({ state, reason, form }) => [state, reason, form !== null]).sort();
    expect(states).toEqual([["refused", "because 422", true], ["sent", null, false]]);
  });

  it("rests after trouble until it is due, or told to", async () => {
    const line = new Line();
    line.fate = [503];
    await wait("a");
    await sendWaiting({}, line.means(1_000_000));
    expect(await find("a")).toMatchObject({ state: "waiting", why: "server", notBefore: 1_015_000 });
    expect(await sendWaiting({}, line.means(1_014_999))).toBe(0);
    expect(line.posts).toBe(1);
    expect(await sendWaiting({}, line.means(1_015_000))).toBe(1);
  });

  it("takes up what was being sent when the program was ended", async () => {
    const line = new Line();
    await wait("a");
    await put(next((await find("a"))!, { type: "begin", owner: "nadia" }));
    expect(await sendWaiting({}, line.means())).toBe(1);
    expect(line.taken.size).toBe(1);
  });
});
