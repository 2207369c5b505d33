// Gathers what the mock server tells from the real program, so that the two cannot drift apart:
//   node mock/gather.mjs ../target/release/armistice /tmp/copy-of/cases/syria-2016-09
// The case is judged in place: give it a copy.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const [program, folder] = process.argv.slice(2);
if (!program || !folder) {
  console.error("Write: node mock/gather.mjs PROGRAM CASE (a copy of cases/syria-2016-09)");
  process.exit(2);
}
const run = (...args) =>
  JSON.parse(execFileSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28 }));
const { case: name, checkpoint, program_version, board } = run("observe", folder, "--json");
const gathered = {
  case: name,
  checkpoint,
  program_version,
  board,
  incidents: run("incidents", folder, "--json").incidents,
  claims: run("claims", folder, "--json").claims,
  reports: run("reports", folder, "--json").reports,
};
const out = join(import.meta.dirname, "case.json.gz");
writeFileSync(out, gzipSync(JSON.stringify(gathered), { level: 9 }));
console.log(`${out}: ${board.assessments.length} cells, ${gathered.incidents.length} incidents`);
