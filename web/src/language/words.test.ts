// Every id exists in every language with the same variables; every id used exists; none is idle.
import { FluentResource } from "@fluent/bundle";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { languageFiles } from "../../scripts/languages";

const SOURCE = join(import.meta.dirname, "..");
const LANGUAGES = ["en", "ar", "ru"] as const;

/** Plural forms that whole numbers can take, by CLDR. */
const FORMS: Record<(typeof LANGUAGES)[number], string[]> = {
  en: ["one", "other"],
  ar: ["zero", "one", "two", "few", "many", "other"],
  ru: ["one", "few", "many", "other"],
};

interface Words {
  variables: Map<string, string[]>;
  /** Forms of each choice by number. */
  plurals: [id: string, forms: string[]][];
  /** Ids that stand twice: the second would never be seen. */
  twice: string[];
}

function words(language: string): Words {
  const variables = new Map<string, string[]>();
  const twice: string[] = [];
  const plurals: Words["plurals"] = [];
  for (const file of languageFiles(language)) {
    const text = readFileSync(file, "utf8");
    for (const { id, value } of new FluentResource(text).body) {
      if (variables.has(id)) twice.push(id);
      const names = JSON.stringify(value).matchAll(/"type":"var","name":"(\w+)"/g);
      for (const part of Array.isArray(value) ? value : []) {
        if (typeof part === "string" || part.type !== "select") continue;
        const keys = part.variants.map(({ key }) => (key.type === "num" ? "" : key.value));
        if (keys.includes("other")) plurals.push([id, keys.filter((key) => key !== "")]);
      }
      variables.set(id, [...new Set([...names].map((found) => found[1] ?? ""))].sort());
    }
    const written = [...text.matchAll(/^([a-z][\w-]*) =/gm)].map((found) => found[1]);
    const read = new FluentResource(text).body.map(({ id }) => id);
    // The parser passes over what it cannot read; here that is an error.
    expect(read, file).toEqual(written);
  }
  return { variables, plurals, twice };
}

const english = words("en");

/** Ids in code: `t("…")` and `words: "…"`, and the beginnings of ids that are put together. */
function used(): { whole: Set<string>; begun: Set<string> } {
  const whole = new Set<string>();
  const begun = new Set<string>();
  for (const name of readdirSync(SOURCE, { recursive: true, encoding: "utf8" })) {
    if (!/\.tsx?$/.test(name) || /\.test\./.test(name)) continue;
    const code = readFileSync(join(SOURCE, name), "utf8");
    for (const [, id] of code.matchAll(/["'`]([a-z]+(?:-\w+)+)["'`]/g)) whole.add(id ?? "");
    for (const [, start] of code.matchAll(/`([a-z]+-[\w-]*)\$\{/g)) begun.add(start ?? "");
    for (const [, id] of code.matchAll(/\bt\(\s*"([^"]+)"/g)) asked.add(id ?? "");
  }
  return { whole, begun };
}

const asked = new Set<string>();
const { whole, begun } = used();

describe("words on screen", () => {
  it.each(LANGUAGES)("has every message in %s, with the same variables, once", (language) => {
    const { variables, twice } = words(language);
    expect(twice).toEqual([]);
    expect([...variables.keys()].sort()).toEqual([...english.variables.keys()].sort());
    for (const [id, names] of english.variables) expect([id, variables.get(id)]).toEqual([id, names]);
  });

  it.each(LANGUAGES)("has every plural form of %s", (language) => {
    const { plurals } = words(language);
    expect(plurals.length).toBeGreaterThan(5);
    for (const [id, forms] of plurals) expect([id, forms]).toEqual([id, FORMS[language]]);
  });

  it("has every id that code asks for", () => {
    expect([...asked].filter((id) => !english.variables.has(id))).toEqual([]);
  });

  it("has no message that nothing asks for", () => {
    const idle = [...english.variables.keys()].filter(
      (id) => !whole.has(id) && ![...begun].some((start) => id.startsWith(start)),
    );
    expect(idle).toEqual([]);
  });
});
