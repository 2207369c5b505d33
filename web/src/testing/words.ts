// For unit tests: the words of a language, and a case in Damascus, without a browser.
import { theCase } from "../api/case";
import type { Case } from "../api/types";
import { type Language, speak } from "../language/language";

export async function speakInTest(language: Language): Promise<void> {
  const page = { documentElement: {} };
  Object.assign(globalThis, { document: page });
  theCase.value = {
    time_zone: "Asia/Damascus",
    perspectives: [{ slug: "government", name: "close to Government" }],
  } as Case;
  await speak(language);
}

/** Without the marks that isolate a name's direction. */
export function bare(text: string): string {
  return text.replace(/[\u2066-\u2069]/g, "");
}
