// Writes .br and .gz next to every asset, and holds the application to its weight: JavaScript and
// CSS as sent (Brotli), without MapLibre, which only the map asks for.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const MOST = 400 * 1024;
const dist = join(import.meta.dirname, "..", "dist");
const COMPRESSIBLE = /\.(js|mjs|css|html|svg|json|webmanifest|ftl|txt)$/;

const sizes = [];
for (const name of readdirSync(dist, { recursive: true })) {
  if (!COMPRESSIBLE.test(name)) continue;
  const bytes = readFileSync(join(dist, name));
  const brotli = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  const gzip = gzipSync(bytes, { level: 9 });
  writeFileSync(join(dist, `${name}.br`), brotli);
  writeFileSync(join(dist, `${name}.gz`), gzip);
  if (/\.(m?js|css)$/.test(name)) sizes.push({ name, raw: bytes.length, gzip: gzip.length, brotli: brotli.length });
}

const own = sizes.filter(({ name }) => !name.includes("maplibre"));
const sum = (key) => own.reduce((total, size) => total + size[key], 0);
for (const { name, gzip, brotli } of sizes.sort((a, b) => b.brotli - a.brotli)) {
  console.log(`${String(brotli).padStart(8)} br ${String(gzip).padStart(8)} gz  ${name}`);
}
console.log(`${String(sum("brotli")).padStart(8)} br ${String(sum("gzip")).padStart(8)} gz  JavaScript and CSS without MapLibre (at most ${MOST})`);
if (sum("gzip") > MOST) {
  console.error(`The application weighs ${sum("gzip")} bytes compressed; at most ${MOST} may be sent. Load what is heavy lazily or leave it out.`);
  process.exit(1);
}
