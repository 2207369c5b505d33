// Who is signed in. Everything that asks "may I?" asks here; the server asks again for itself.
import { computed, effect, signal } from "@preact/signals";
import type { Role, Session } from "./types";
import { csrf, get, lapsed, send } from "./client";

const current = signal<Session>({ user: null, csrf: null, languages: ["en", "ar", "ru"] });

export const session = computed(() => current.value);
export const user = computed(() => current.value.user);

export async function loadSession(): Promise<void> {
  begin(await get<Session>("/api/v1/session"));
}

export async function signIn(name: string, password: string): Promise<void> {
  begin(await send<Session>("POST", "/api/v1/session", { name, password }));
}

export async function signOut(): Promise<void> {
  await send("DELETE", "/api/v1/session");
  begin({ ...current.value, user: null, csrf: null });
}

/** All other sessions end, and this one gets a new token. */
export async function changePassword(old: string, next: string): Promise<void> {
  begin(await send<Session>("POST", "/api/v1/password", { old, new: next }));
}

function begin(next: Session): void {
  csrf.value = next.csrf;
  current.value = next;
}

// A session that has ended elsewhere ends here too, so that the page offers to sign in again.
effect(() => {
  if (lapsed.value > 0) begin({ ...current.peek(), user: null, csrf: null });
});

export type Right = "mission" | "report" | "verification" | "decide" | "find" | "administer";

const RIGHTS: Record<Right, readonly Role[]> = {
  /** Sees words and links of protected sources' reports, and the queue. */
  mission: ["viewer", "reporter", "analyst", "secretariat", "admin"],
  report: ["reporter", "analyst", "secretariat"],
  /** Sees photos and observers' positions. */
  verification: ["analyst", "secretariat"],
  decide: ["analyst", "secretariat"],
  find: ["secretariat"],
  administer: ["admin"],
};

/** Whether the person who is signed in may do this. */
export function may(right: Right): boolean {
  const role = current.value.user?.role;
  return role !== undefined && RIGHTS[right].includes(role);
}
