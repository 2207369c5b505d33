// Fluent files into one module per language: `virtual:language/ar` is the text of every
// `ar.ftl` under src/, so that a screen brings its own words and a reader fetches one file.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

const PREFIX = "virtual:language/";
const SOURCE = join(import.meta.dirname, "..", "src");

/** Paths of every file of a language, shared words first. */
export function languageFiles(language: string, root: string = SOURCE): string[] {
  const name = `${language}.ftl`;
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(`/${name}`))
    .sort()
    .map((path) => join(root, path));
}

/** Vite plugin that serves the modules and reloads the page when a word changes. */
export function languages(): Plugin {
  return {
    name: "armistice-languages",
    resolveId: (id) => (id.startsWith(PREFIX) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) return undefined;
      const files = languageFiles(id.slice(PREFIX.length + 1));
      files.forEach((file) => this.addWatchFile(file));
      // Comments are for translators; readers need not fetch them.
      const text = files
        .map((file) => readFileSync(file, "utf8").replace(/^#.*\n/gm, ""))
        .join("\n");
      return `export default ${JSON.stringify(text)};`;
    },
  };
}
