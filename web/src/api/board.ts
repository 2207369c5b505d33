// The board on screen last: what hangs on it need not fetch it again.
import { signal } from "@preact/signals";
import type { Board } from "./types";

export const lastBoard = signal<{ asOf: string | undefined; board: Board } | null>(null);
