// The checkpoint that this device keeps, so that a later visit can tell whether the ledger it sees
// continues it. One for the whole address: a ledger that was replaced must be noticed.

const KEPT = "armistice.checkpoint";

export interface Remembered {
  note: string;
  /** When it was kept, RFC 3339. */
  at: string;
}

export function remembered(): Remembered | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEPT) ?? "null");
    if (typeof kept !== "object" || kept === null) return null;
    const { note, at } = kept as Partial<Remembered>;
    return typeof note === "string" && typeof at === "string" ? { note, at } : null;
  } catch {
    return null;
  }
}

/** Whether it could be kept. */
export function remember(note: string, at = new Date()): boolean {
  try {
    localStorage.setItem(KEPT, JSON.stringify({ note, at: at.toISOString() } satisfies Remembered));
    return true;
  } catch {
    return false;
  }
}

export function forget(): void {
  try {
    localStorage.removeItem(KEPT);
  } catch {
    // Then there is none.
  }
}
