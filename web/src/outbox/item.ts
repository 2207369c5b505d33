// A report on its way: what may happen to it next. Pure; the store keeps it, the sender moves it.
import type { FieldReport, Filed } from "../api/types";

export type State = "draft" | "waiting" | "sending" | "sent" | "refused";
/** Why a report waits: no line, nobody signed in, somebody else signed in, the server is in trouble. */
export type Why = "line" | "sign-in" | "other-person" | "server";

export interface Photo {
  name: string;
  type: string;
  blob: Blob;
}

export interface Item<Form = unknown> {
  /** Also what keeps a report from being taken twice. */
  uuid: string;
  state: State;
  /** Account that it is sent under; null until somebody is known. */
  owner: string | null;
  /** What stands in the form; null once sent. */
  form: Form | null;
  /** What is sent; null while a draft and once sent. */
  report: FieldReport | null;
  photos: Photo[];
  /** When it was last changed by a person, milliseconds. */
  changed: number;
  tries: number;
  /** Not tried again by itself before, milliseconds. */
  notBefore: number;
  why: Why | null;
  /** What the server said when it refused. */
  reason: string | null;
  /** A try ended without an answer: the server may have it. Changing it now would lose the change. */
  perhapsThere: boolean;
  answer: Filed | null;
}

export type Event<Form = unknown> =
  | { type: "edit"; form: Form; photos: Photo[]; now: number }
  | { type: "queue"; report: FieldReport; owner: string | null; now: number }
  | { type: "begin"; owner: string }
  | { type: "delivered"; answer: Filed }
  | { type: "refused"; reason: string }
  /** Put off. `asked`: the report itself had been sent off, so that it may have arrived. */
  | { type: "put-off"; why: Why; asked: boolean; now: number; wait?: number }
  /** The program starts again after it was ended in the middle of sending. */
  | { type: "wake" };

const FIRST_WAIT = 15_000;
const LONGEST_WAIT = 15 * 60_000;

export function fresh<Form>(uuid: string, form: Form, now: number): Item<Form> {
  return {
    uuid, state: "draft", owner: null, form, report: null, photos: [], changed: now, tries: 0,
    notBefore: 0, why: null, reason: null, perhapsThere: false, answer: null,
  };
}

/** Whether a person may change it. */
export function editable({ state, perhapsThere }: Pick<Item, "state" | "perhapsThere">): boolean {
  return state === "draft" || state === "refused" || (state === "waiting" && !perhapsThere);
}

/** The item after an event; the same object where the event does not apply. */
export function next<Form>(item: Item<Form>, event: Event<Form>): Item<Form> {
  switch (event.type) {
    case "edit":
      if (!editable(item)) return item;
      return { ...item, state: "draft", form: event.form, photos: event.photos, report: null, changed: event.now, why: null, reason: null, tries: 0, notBefore: 0 };
    case "queue":
      if (!editable(item)) return item;
      return { ...item, state: "waiting", report: event.report, owner: event.owner ?? item.owner, changed: event.now, why: null, reason: null, tries: 0, notBefore: 0 };
    case "begin":
      if (item.state !== "waiting") return item;
      return { ...item, state: "sending", owner: item.owner ?? event.owner, tries: item.tries + 1, why: null };
    case "delivered":
      if (item.state !== "sending") return item;
      // Nothing that points at a source stays on the phone.
      return { ...item, state: "sent", form: null, report: null, photos: [], answer: event.answer, why: null, reason: null, perhapsThere: false };
    case "refused":
      if (item.state !== "sending") return item;
      // An answer: the server does not have it, whatever became of earlier tries.
      return { ...item, state: "refused", report: null, reason: event.reason, why: null, perhapsThere: false };
    case "put-off": {
      if (item.state !== "sending" && item.state !== "waiting") return item;
      const wait = event.wait ?? Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** Math.max(0, item.tries - 1));
      const perhapsThere = item.perhapsThere || (item.state === "sending" && event.asked);
      return { ...item, state: "waiting", why: event.why, notBefore: event.now + wait, perhapsThere };
    }
    case "wake":
      if (item.state !== "sending") return item;
      return { ...item, state: "waiting", why: "line", notBefore: 0, perhapsThere: true };
  }
}
