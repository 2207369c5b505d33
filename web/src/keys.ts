// Every key the application answers to is registered here, with words for the help behind `?`.
import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";

export interface Key {
  /** One key or a sequence, as `KeyboardEvent.key` spells them: "j", "?", "g b", "Escape". */
  keys: string;
  /** Fluent id of what it does. */
  words: string;
  run: (event: KeyboardEvent) => void;
}

export interface KeySet {
  /** Fluent id of the heading in the help. */
  title: string;
  keys: readonly Key[];
}

const SEQUENCE_MS = 1_500;
const KEPT = "armistice.keys";

/** Key sets that are in effect; the last is asked first. */
export const keySets = signal<readonly KeySet[]>([]);
/** Whether single letters are shortcuts: people who speak to their computer need to switch them off. */
export const lettersOn = signal(stored());

let pending = "";
let pendingUntil = 0;

/**
 * Registers keys for as long as the component is shown. Those registered `under` give way to all
 * others, whichever came first: the frame's are registered anew when a session begins, when the
 * screen's may already stand.
 */
export function useKeys(title: string, keys: readonly Key[], { under = false }: { under?: boolean } = {}): void {
  const latest = useRef(keys);
  latest.current = keys;
  const spelled = keys.map((key) => `${key.keys}:${key.words}`).join();
  useEffect(() => {
    // Runs what the newest rendering registered, so that handlers see its state.
    const set: KeySet = {
      title,
      keys: latest.current.map((key, index) => ({
        ...key,
        run: (event) => latest.current[index]?.run(event),
      })),
    };
    keySets.value = under ? [set, ...keySets.value] : [...keySets.value, set];
    return () => (keySets.value = keySets.value.filter((other) => other !== set));
  }, [title, spelled]);
}

/** Starts to listen. Keys pressed in fields, or with Ctrl, Alt or Meta, stay the browser's. */
export function startKeys(target: Document = document): void {
  target.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.isComposing || takesText(event.target)) return;
    const name = spelling(event);
    if (name.length === 1 && !lettersOn.value) return;
    // Behind an open dialog nothing may happen.
    if (target.querySelector("dialog[open]") && name !== "Escape") return;
    const now = Date.now();
    const sequence = pending !== "" && now < pendingUntil ? `${pending} ${name}` : name;
    const key = find(sequence) ?? (sequence === name ? undefined : find(name));
    if (key) {
      pending = "";
      event.preventDefault();
      key.run(event);
    } else {
      pending = sequence === name && begins(name) ? name : "";
      pendingUntil = now + SEQUENCE_MS;
    }
  });
}

/** Switches single letters on or off, and remembers it on this device. */
export function setLetters(on: boolean): void {
  lettersOn.value = on;
  try {
    localStorage.setItem(KEPT, on ? "on" : "off");
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}

function stored(): boolean {
  try {
    return localStorage.getItem(KEPT) !== "off";
  } catch {
    return true;
  }
}

function find(sequence: string): Key | undefined {
  for (const set of keySets.value.toReversed()) {
    const key = set.keys.find(({ keys }) => keys === sequence);
    if (key) return key;
  }
  return undefined;
}

function begins(name: string): boolean {
  return keySets.value.some(({ keys }) => keys.some((key) => key.keys.startsWith(`${name} `)));
}

/** On a Cyrillic or Arabic layout the key where `g` is means `g`. */
function spelling(event: KeyboardEvent): string {
  if (event.key.length !== 1 || /^[\x20-\x7e]$/.test(event.key)) return event.key;
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  if (letter) return event.shiftKey ? letter : letter.toLowerCase();
  return event.code === "Slash" && event.shiftKey ? "?" : event.key;
}

function takesText(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !/^(button|checkbox|radio|submit|range)$/.test(target.type);
}
