import { describe, expect, it } from "vitest";
import type { FieldReport } from "../api/types";
import { type Event, type Item, type State, editable, fresh, next } from "./item";

const report = { uuid: "u" } as FieldReport;
const photo = { name: "a.jpg", type: "image/jpeg", blob: new Blob(["x"]) };
const answer = { entry: 7, report: "R-1", already: false };

const draft = () => next(fresh("u", { text: "" }, 1), { type: "edit", form: { text: "shots" }, photos: [photo], now: 2 });
const waiting = () => next(draft(), { type: "queue", report, owner: "nadia", now: 3 });
const sending = () => next(waiting(), { type: "begin", owner: "nadia" });

const EVENTS: Event<{ text: string }>[] = [
  { type: "edit", form: { text: "more" }, photos: [], now: 9 },
  { type: "queue", report, owner: "nadia", now: 9 },
  { type: "begin", owner: "nadia" },
  { type: "delivered", answer },
  { type: "refused", reason: "no" },
  { type: "put-off", why: "line", asked: true, now: 9 },
  { type: "wake" },
];

describe("a report on its way", () => {
  it("goes from draft to sent, and leaves nothing behind", () => {
    const sent = next(sending(), { type: "delivered", answer });
    expect(sent).toMatchObject({ state: "sent", form: null, report: null, photos: [], answer, uuid: "u" });
  });

  it("moves only along these ways", () => {
    const refused = next(sending(), { type: "refused", reason: "no" });
    const perhaps = next(sending(), { type: "put-off", why: "line", asked: true, now: 9 });
    const sent = next(sending(), { type: "delivered", answer });
    const table: Record<string, [Item<{ text: string }>, Partial<Record<Event["type"], State>>]> = {
      draft: [draft(), { edit: "draft", queue: "waiting" }],
      waiting: [waiting(), { edit: "draft", queue: "waiting", begin: "sending", "put-off": "waiting" }],
      "waiting, perhaps there": [perhaps, { begin: "sending", "put-off": "waiting" }],
      sending: [sending(), { delivered: "sent", refused: "refused", "put-off": "waiting", wake: "waiting" }],
      refused: [refused, { edit: "draft", queue: "waiting" }],
      sent: [sent, {}],
    };
    for (const [name, [item, ways]] of Object.entries(table)) {
      for (const event of EVENTS) {
        const after = next(item, event);
        const way = ways[event.type];
        if (way === undefined) expect([name, event.type, after]).toEqual([name, event.type, item]);
        else expect([name, event.type, after.state]).toEqual([name, event.type, way]);
        // Whatever happens, the uuid stays: it is what keeps a report from being taken twice.
        expect(after.uuid).toBe("u");
        // Until it is sent, what was written is there.
        if (after.state !== "sent") expect(after.form).not.toBeNull();
      }
    }
  });

  it("may be changed unless the server may have it", () => {
    expect(editable(waiting())).toBe(true);
    // No session was to be had: the report itself was not sent off.
    const before = next(waiting(), { type: "put-off", why: "line", asked: false, now: 9 });
    expect(editable(before)).toBe(true);
    const after = next(sending(), { type: "put-off", why: "line", asked: true, now: 9 });
    expect(editable(after)).toBe(false);
    // Signing in lost in a later try does not take the doubt away; an answer does.
    const again = next(next(after, { type: "begin", owner: "nadia" }), { type: "put-off", why: "sign-in", asked: false, now: 9 });
    expect(editable(again)).toBe(false);
    expect(editable(next(next(again, { type: "begin", owner: "nadia" }), { type: "refused", reason: "no" }))).toBe(true);
  });

  it("waits longer from try to try, up to a quarter of an hour", () => {
    let item = sending();
    const waits: number[] = [];
    for (let i = 0; i < 9; i += 1) {
      item = next(item, { type: "put-off", why: "server", asked: true, now: 0 });
      waits.push(item.notBefore / 1000);
      item = next(item, { type: "begin", owner: "nadia" });
    }
    expect(waits).toEqual([15, 30, 60, 120, 240, 480, 900, 900, 900]);
  });
});
