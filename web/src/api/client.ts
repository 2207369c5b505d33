// Requests to the server: one place that adds the session's token and understands its errors.
import { signal } from "@preact/signals";
import type { Problem } from "./types";

/** What every change made through a session cookie has to carry; told by the session. */
export const csrf = signal<string | null>(null);

/** Counts answers that say that the session has ended. */
export const lapsed = signal(0);

/** An answer that is no success. `message` says what to do, in the server's words where it gave some. */
export class Refused extends Error {
  override name = "Refused";
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  readonly title: string;

  constructor(status: number, title: string, detail: string) {
    super(detail);
    this.status = status;
    this.title = title;
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>;

/** A path with its query; what is null, undefined or empty is left out. */
export function address(path: string, query: Query = {}): string {
  const pairs = Object.entries(query).filter(
    ([, value]) => value !== null && value !== undefined && value !== "",
  );
  const text = new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])).toString();
  return text === "" ? path : `${path}?${text}`;
}

export function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return answer<T>(address(path, query), { signal: signal ?? null });
}

/** Fetches text: a bulletin, a checkpoint. */
export async function getText(path: string, query: Query = {}, signal?: AbortSignal): Promise<string> {
  return (await request(address(path, query), { signal: signal ?? null })).text();
}

/** Changes something: sends JSON, or a form with files. Gives undefined where the answer is empty. */
export function send<T = undefined>(
  method: "POST" | "PATCH" | "PUT" | "DELETE",
  path: string,
  body?: FormData | object,
  signal?: AbortSignal,
): Promise<T> {
  const headers = new Headers();
  if (csrf.value !== null) headers.set("x-csrf-token", csrf.value);
  const form = body instanceof FormData;
  if (body !== undefined && !form) headers.set("content-type", "application/json");
  return answer<T>(path, {
    method,
    headers,
    body: body === undefined ? null : form ? body : JSON.stringify(body),
    signal: signal ?? null,
  });
}

async function answer<T>(url: string, init: RequestInit): Promise<T> {
  const response = await request(url, init);
  // The caller names the type that the contract gives for this address.
  return (response.status === 204 ? undefined : await response.json()) as T;
}

const early = new Map<string, Promise<Response>>();

/** Asks before whoever shows it is there: for the first screen, whose code is still coming. */
export function askEarly(url: string): void {
  const answer = fetch(url, { credentials: "same-origin" });
  answer.catch(() => undefined);
  early.set(url, answer);
}

async function request(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    const asked = init.method === undefined ? early.get(url) : undefined;
    early.delete(url);
    response = await (asked ?? fetch(url, { credentials: "same-origin", ...init }));
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new Refused(0, "no-answer", "");
  }
  if (response.ok) return response;
  if (response.status === 401 && csrf.value !== null && !url.startsWith("/api/v1/session")) lapsed.value += 1;
  throw await refusal(response);
}

async function refusal(response: Response): Promise<Refused> {
  const told = response.headers.get("content-type")?.includes("json") ?? false;
  const problem: Partial<Problem> = told ? await response.json().catch(() => ({})) : {};
  return new Refused(
    response.status,
    problem.title ?? response.statusText,
    problem.detail ?? "",
  );
}
