// The words on screen: Mozilla's Fluent, one file per screen and language, one download per language.
import { FluentBundle, FluentResource, type FluentVariable } from "@fluent/bundle";
import { computed, signal } from "@preact/signals";

export const LANGUAGES = {
  en: { name: "English", direction: "ltr", load: () => import("virtual:language/en") },
  ar: { name: "العربية", direction: "rtl", load: () => import("virtual:language/ar") },
  ru: { name: "Русский", direction: "ltr", load: () => import("virtual:language/ru") },
} as const;

export type Language = keyof typeof LANGUAGES;
export type Args = Record<string, FluentVariable>;

const KEPT = "armistice.language";
const bundle = signal<FluentBundle | null>(null);

/** The language on screen. */
export const language = signal<Language>("en");
export const direction = computed(() => LANGUAGES[language.value].direction);

/**
 * The words of `id` in the language on screen. An id that no file has shows itself, so that the gap
 * is seen; a test finds it first. Read inside a component, it follows a change of language.
 */
export function t(id: string, args?: Args): string {
  const message = bundle.value?.getMessage(id);
  if (bundle.value === null || !message?.value) return bundle.value === null ? "" : id;
  const said = bundle.value.formatPattern(message.value, args ?? null, []);
  // Set into another sentence, words that begin with an isolated name or figure and have no letter of
  // their own ("{from}–{until}") would be laid out from the left, end before beginning.
  return direction.value === "rtl" && said.startsWith("\u2068") ? `\u200f${said}` : said;
}

/** Whether there are words for `id`: for words made up of data, such as kinds of event. */
export function has(id: string): boolean {
  return bundle.value?.hasMessage(id) ?? false;
}

/** Shows another language, and remembers it on this device. */
export async function speak(next: Language): Promise<void> {
  const { default: text } = await LANGUAGES[next].load();
  const loaded = new FluentBundle(numbering(next));
  loaded.addResource(new FluentResource(text));
  language.value = next;
  bundle.value = loaded;
  document.documentElement.lang = next;
  document.documentElement.dir = LANGUAGES[next].direction;
  try {
    localStorage.setItem(KEPT, next);
  } catch {
    // Storage may be forbidden; the language then lasts as long as the page.
  }
}

/** The language kept on this device, else the first of the reader's own that we have. */
export function preferred(wanted: readonly string[] = navigator.languages): Language {
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(KEPT);
  } catch {
    // As above.
  }
  for (const tag of kept === null ? wanted : [kept, ...wanted]) {
    const short = tag.toLowerCase().split("-")[0] ?? "";
    if (short in LANGUAGES) return short as Language;
  }
  return "en";
}

/**
 * Locale for numbers and dates. Term numbers, days and counts are compared across languages and with
 * the sources, so that Arabic keeps the digits that they are written in.
 */
export function numbering(of: Language = language.value): string {
  return of === "ar" ? "ar-u-nu-latn" : of === "en" ? "en-GB" : of;
}
