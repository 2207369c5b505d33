// What happened, said once and read out: a decision entered, news come in, a failure.
import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { t } from "../language/language";
import { Button } from "./button";

interface Toast {
  id: number;
  words: ComponentChildren;
  bad: boolean;
}

const toasts = signal<readonly Toast[]>([]);
let last = 0;
const SHOWN_MS = 8_000;

/** Says something for a while; what went wrong stays until it is closed. */
export function say(words: ComponentChildren, { bad = false }: { bad?: boolean } = {}): void {
  last += 1;
  const toast = { id: last, words, bad };
  toasts.value = [...toasts.value.slice(-2), toast];
  if (!bad) setTimeout(() => close(toast.id), SHOWN_MS);
}

function close(id: number): void {
  toasts.value = toasts.value.filter((toast) => toast.id !== id);
}

export function Toasts() {
  return (
    <div class="toasts" role="log" aria-live="polite" aria-label={t("toast-region")}>
      {toasts.value.map(({ id, words, bad }) => (
        <div key={id} class={bad ? "toast bad" : "toast"}>
          <div>{words}</div>
          <Button look="quiet" onClick={() => close(id)} aria-label={t("toast-close")}>
            ×
          </Button>
        </div>
      ))}
    </div>
  );
}
