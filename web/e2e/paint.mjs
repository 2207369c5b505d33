// How soon the board is there: `ARMISTICE_URL=… node e2e/paint.mjs [times]`. Each visit is a first one,
// in a context without a cache. Prints milliseconds since the start of the navigation: the first paint,
// and the frame in which the cells stand; and the machine's load, without which neither says much.
import { cpus, loadavg } from "node:os";
import { SERVER, open, stop } from "./people.mjs";

const times = Number(process.argv[2] ?? 15);
const visits = [];
const before = loadavg()[0];
for (let visit = 0; visit < times; visit += 1) {
  const page = await open({ height: 800 });
  await page.addInitScript(() => {
    const look = () => {
      // What stands at the beginning of one frame has been painted at the beginning of the next.
      if (document.querySelector("main [data-cell]")) requestAnimationFrame(() => (globalThis.cellsAt = performance.now()));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto("/");
  await page.waitForFunction(() => globalThis.cellsAt !== undefined);
  visits.push(await page.evaluate(() => ({
    paint: performance.getEntriesByType("paint").find(({ name }) => name === "first-contentful-paint").startTime,
    cells: globalThis.cellsAt,
  })));
  await page.context().close();
}
await stop();

const told = (name) => {
  const sorted = visits.map((visit) => visit[name]).sort((a, b) => a - b);
  return `median ${Math.round(sorted[Math.floor(times / 2)])} ms, worst ${Math.round(sorted.at(-1))} ms`;
};
console.log(`${SERVER}, ${times} first visits, load ${before.toFixed(1)} to ${loadavg()[0].toFixed(1)} on ${cpus().length} cores`);
console.log(`first contentful paint  ${told("paint")}`);
console.log(`cells of the board      ${told("cells")}`);
