// The outbox as the page sees it: what is kept on this device, and when it is sent.
import { signal } from "@preact/signals";
import type { FieldReport } from "../api/types";
import { type Item, type Photo, fresh, next } from "./item";
import { CHANNEL, sendWaiting } from "./send";
import { all, change, find, put, remove } from "./store";

/** Every report on this device, the newest first; null until read, or where nothing can be kept. */
export const items = signal<readonly Item[] | null>(null);
/** Whether the browser promised not to clear what is kept when it runs out of room. */
export const persistent = signal<boolean | null>(null);

const EVERY_MS = 30_000;
const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(CHANNEL);

/** Reads the store again: after a change here, in another tab or in the service worker. */
export async function refresh(): Promise<void> {
  items.value = await all();
}

/** Keeps what stands in the form. False if it may not be changed any more: sent, or perhaps there. */
export async function keepDraft(uuid: string, form: unknown, photos: Photo[]): Promise<boolean> {
  const now = Date.now();
  const event = { type: "edit", form, photos, now } as const;
  const known = await find(uuid);
  let changed: Item | undefined;
  if (known) changed = await change(uuid, (item) => next(item, event));
  else {
    changed = next(fresh<unknown>(uuid, form, now), event);
    await put(changed);
  }
  await told();
  void askToPersist();
  return changed?.changed === now;
}

/** Puts a kept report in the queue to be sent. */
export async function queue(uuid: string, report: FieldReport, owner: string | null): Promise<void> {
  await change(uuid, (item) => next(item, { type: "queue", report, owner, now: Date.now() }));
  await told();
}

export async function discard(uuid: string): Promise<void> {
  await remove(uuid);
  await told();
}

async function told(): Promise<void> {
  await refresh();
  channel?.postMessage("changed");
}

/** Sends what waits now, and has the browser do it later if it cannot be done now. */
export async function sendNow(): Promise<number> {
  const sending = sendWaiting({ force: true });
  // Shows "sending" while it lasts.
  const shown = setInterval(() => void refresh(), 300);
  try {
    return await sending;
  } finally {
    clearInterval(shown);
    await told();
    if (items.value?.some(({ state }) => state === "waiting")) void later();
  }
}

let started = false;

/** Sends at once; from the first call on also when the line comes back, when the page is looked at, and every while. */
export function startOutbox(): void {
  const send = (force: boolean) => {
    if (navigator.onLine) void sendWaiting({ force }).then(async (taken) => {
      if (taken > 0 || items.value !== null) await refresh();
    }).catch(() => undefined);
  };
  send(true);
  if (started) return;
  started = true;
  channel?.addEventListener("message", () => void refresh().catch(() => undefined));
  addEventListener("online", () => send(true));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") send(false);
  });
  setInterval(() => send(false), EVERY_MS);
}

/** Background Sync, where there is one: the service worker sends when the line is back, page or not. */
async function later(): Promise<void> {
  try {
    const registration = (await navigator.serviceWorker?.getRegistration()) as
      | (ServiceWorkerRegistration & { sync?: { register: (tag: string) => Promise<void> } })
      | undefined;
    await registration?.sync?.register(CHANNEL);
  } catch {
    // Not allowed, or not there: the page sends.
  }
}

async function askToPersist(): Promise<void> {
  if (persistent.value !== null || !navigator.storage?.persist) return;
  persistent.value = await navigator.storage.persist().catch(() => false);
}

/** A random uuid (RFC 9562, version 4), also where the page did not come over HTTPS. */
export function uuid(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
