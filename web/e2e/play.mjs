// Measures the map in play, and prints what it cost (no verdict: machines differ).
//   npm run build && POINTS=100000 PORT=8492 npm run mock
//   ARMISTICE_URL=http://127.0.0.1:8492 node e2e/play.mjs
// Without a graphics card Chromium draws WebGL in software; frames are then MapLibre's, not ours.
import { execFileSync } from "node:child_process";
import { chromium } from "playwright-core";

const server = process.env.ARMISTICE_URL ?? "http://127.0.0.1:8492";
const executablePath = process.env.CHROMIUM ?? execFileSync("which", ["chromium"], { encoding: "utf8" }).trim();
const browser = await chromium.launch({
  executablePath,
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, baseURL: server });

async function play(query) {
  await page.goto(`/map?${query}`);
  await page.waitForSelector(".map-marks");
  await page.waitForTimeout(6000);
  const { steps, frames, count } = await page.evaluate(async () => {
    const steps = [];
    const frames = [];
    new PerformanceObserver((list) => {
      for (const { name, duration } of list.getEntries()) if (name === "map-step") steps.push(duration);
    }).observe({ type: "measure" });
    document.querySelector(".map-time .button.main").click();
    let last = performance.now();
    const until = last + 5000;
    await new Promise((done) => {
      const next = (now) => {
        frames.push(now - last);
        last = now;
        if (now < until) requestAnimationFrame(next);
        else done();
      };
      requestAnimationFrame(next);
    });
    return { steps, frames, count: document.querySelector(".map-time-words").textContent };
  });
  const sorted = (of) => of.toSorted((a, b) => a - b);
  const at = (of, part) => (sorted(of)[Math.min(of.length - 1, Math.floor(of.length * part))] ?? 0).toFixed(1);
  console.log(`${query || "all of the case"}: ${count.trim()}`);
  console.log(`  step (counting, placing, drawing), ms: median ${at(steps, 0.5)}, longest ${at(steps, 1)} (${steps.length} steps)`);
  console.log(`  frames in 5 s: ${frames.length}; between two, ms: median ${at(frames, 0.5)}, p95 ${at(frames, 0.95)}, longest ${at(frames, 1)}`);
}

await play("");
await play("span=7");
await play("span=7&kind=airstrike");
await play("span=1&view=37.1,36.2,8.4");
await browser.close();
