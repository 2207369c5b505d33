// Builds the service worker beside the application: one file at the root, told which files of the
// build the report form needs without a line.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Plugin, build } from "vite";

const SOURCE = join(import.meta.dirname, "..", "src", "service-worker.ts");

interface Chunk {
  type: string;
  fileName: string;
  isEntry?: boolean;
  facadeModuleId?: string | null;
  imports?: string[];
  dynamicImports?: string[];
  viteMetadata?: { importedCss: Set<string>; importedAssets: Set<string> };
}

/** Chunks that are wanted without a line, with all that they may fetch. */
const WITH_ALL = /\/screens\/report-form\/|\0virtual:language\//;

export function serviceWorker(): Plugin {
  return {
    name: "armistice-service-worker",
    apply: "build",
    generateBundle: {
      order: "post",
      async handler(_, bundle) {
        const chunks = bundle as unknown as Record<string, Chunk>;
        const wanted = new Set<string>();
        const take = (name: string, all: boolean) => {
          const chunk = chunks[name];
          if (!chunk || wanted.has(name)) return;
          wanted.add(name);
          chunk.viteMetadata?.importedCss.forEach((file) => wanted.add(file));
          chunk.viteMetadata?.importedAssets.forEach((file) => wanted.add(file));
          chunk.imports?.forEach((file) => take(file, all));
          // PMTiles need a line anyway.
          if (all) chunk.dynamicImports?.filter((file) => !file.includes("pmtiles")).forEach((file) => take(file, all));
        };
        for (const chunk of Object.values(chunks)) {
          if (chunk.type === "chunk" && WITH_ALL.test(chunk.facadeModuleId ?? "")) take(chunk.fileName, true);
        }
        for (const chunk of Object.values(chunks)) if (chunk.isEntry) take(chunk.fileName, false);
        const files = [...wanted, "icon.svg"].map((file) => `/${file}`).sort();
        const version = createHash("sha256").update(files.join("\n")).digest("hex").slice(0, 16);
        const made = await build({
          configFile: false,
          publicDir: false,
          logLevel: "warn",
          define: { PRECACHE: JSON.stringify({ version, files }) },
          build: { write: false, target: "es2022", rolldownOptions: { input: SOURCE, output: { format: "iife" } } },
        });
        const [first] = Array.isArray(made) ? made : [made];
        const [entry] = first && "output" in first ? first.output : [];
        if (entry?.type !== "chunk") throw new Error("the service worker was not built");
        this.emitFile({ type: "asset", fileName: "service-worker.js", source: entry.code });
      },
    },
  };
}
