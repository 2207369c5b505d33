// Takes checkpoints and proofs from a real ledger, for the tests of the check in the browser:
//   node scripts/ledger-fixture.mjs PROGRAM CASE
// CASE is a copy of a case that may be written to: one decision is added, so that there are two
// checkpoints. Proofs are built by the definitions of RFC 6962, as plainly as they stand there.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [program, folder] = process.argv.slice(2);
if (!program || !folder) {
  console.error("Write: node scripts/ledger-fixture.mjs PROGRAM CASE (a copy: an entry is added)");
  process.exit(2);
}
const checkpoint = () => readFileSync(join(folder, "ledger/checkpoint"), "utf8");
const sha256 = (...parts) => createHash("sha256").update(Buffer.concat(parts)).digest();
const node = (left, right) => sha256(Buffer.of(1), left, right);
const split = (n) => 2 ** Math.floor(Math.log2(n - 1));

function root(leaves) {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leaves[0];
  const k = split(leaves.length);
  return node(root(leaves.slice(0, k)), root(leaves.slice(k)));
}

function path(m, leaves) {
  if (leaves.length === 1) return [];
  const k = split(leaves.length);
  return m < k
    ? [...path(m, leaves.slice(0, k)), root(leaves.slice(k))]
    : [...path(m - k, leaves.slice(k)), root(leaves.slice(0, k))];
}

function subproof(m, leaves, whole) {
  if (m === leaves.length) return whole ? [] : [root(leaves)];
  const k = split(leaves.length);
  return m <= k
    ? [...subproof(m, leaves.slice(0, k), whole), root(leaves.slice(k))]
    : [...subproof(m - k, leaves.slice(k), false), root(leaves.slice(0, k))];
}

/** The bytes that are hashed, from a line of the log (crates/ledger/src/lib.rs). */
function leaf(line, log) {
  const { index, recorded, author, signature } = JSON.parse(line);
  const payload = Buffer.from(line.slice(line.indexOf('"payload":') + 10, line.lastIndexOf(',"signature":')));
  const numbers = Buffer.alloc(16);
  numbers.writeBigUInt64BE(BigInt(index), 0);
  numbers.writeBigInt64BE(BigInt(recorded), 8);
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(payload.length));
  return Buffer.concat([log, numbers, Buffer.from(author, "hex"), length, payload, Buffer.from(signature, "base64")]);
}

const older = checkpoint();
const claims = JSON.parse(execFileSync(program, ["claims", folder, "--json"], { encoding: "utf8", maxBuffer: 1 << 28 })).claims;
execFileSync(program, ["decide", folder, "--reason", "an entry more, for the fixture", "split", claims[0].id, claims[1].id]);
const newer = checkpoint();

const log = Buffer.from(newer.split("\n")[0].replace("armistice/", ""), "hex");
const bytes = readFileSync(join(folder, "ledger/log.jsonl"), "utf8").trimEnd().split("\n").map((line) => leaf(line, log));
const leaves = bytes.map((it) => sha256(Buffer.of(0), it));
const top = root(leaves);
if (top.toString("base64") !== newer.split("\n")[2]) throw new Error("the root does not come out: has the form of entries changed?");

const hex = (it) => it.toString("hex");
const size = leaves.length;
const oldSize = Number(older.split("\n")[1]);
const fixture = {
  older,
  newer,
  consistency: { old: oldSize, new: size, path: subproof(oldSize, leaves, true).map(hex) },
  proofs: [0, 5, size - 2, size - 1].map((index) => ({
    index, size,
    leaf_hash: hex(leaves[index]),
    leaf: bytes[index].toString("base64"),
    path: path(index, leaves).map(hex),
    root: hex(top),
    checkpoint: newer,
  })),
};
const out = join(import.meta.dirname, "../src/ledger/fixture.json");
writeFileSync(out, `${JSON.stringify(fixture, null, 1)}\n`);
console.log(`${out}: ${size} entries, root ${hex(top)}`);
