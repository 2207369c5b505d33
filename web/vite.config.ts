import { defineConfig } from "vitest/config";
import { languages } from "./scripts/languages.ts";
import { serviceWorker } from "./scripts/service-worker.ts";

// `armistice serve` or `npm run mock`: where `npm run dev` fetches data from.
const server = process.env["ARMISTICE_URL"] ?? "http://127.0.0.1:8480";

export default defineConfig({
  plugins: [languages(), serviceWorker()],
  build: {
    target: "es2022",
    // The polyfill would be an inline script, which the server's policy forbids.
    modulePreload: { polyfill: false },
    // Files that are inlined as data: URLs would be too.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        // MapLibre by its name, so that its weight is told apart; what every screen leans on in one
        // file, so that the first paint waits for few; screens by the folder they lie in.
        codeSplitting: {
          groups: [
            { name: "maplibre", test: /node_modules\/(maplibre-gl|@maplibre)\// },
            { name: "shared", test: /\/src\/(api|design|language|shell|keys|routes)\b|node_modules\/(preact|@preact|@fluent)\// },
          ],
        },
        chunkFileNames: ({ facadeModuleId, name }) => {
          const screen = /\/screens\/([\w-]+)\/(\w+)\.tsx$/.exec(facadeModuleId ?? "");
          return `assets/${screen ? `${screen[1]}-${screen[2]}`.replace("-Screen", "") : name}-[hash].js`;
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ["/api", "/data", "/feeds", "/tiles", "/ogc", "/openapi.json"].map((path) => [path, server]),
    ),
  },
  test: { include: ["src/**/*.test.{ts,tsx}"] },
});
