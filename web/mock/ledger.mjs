// A ledger in memory, of the form of the real one (crates/ledger/src/lib.rs): entries signed by
// their authors, a Merkle tree over them, checkpoints signed by the log.
import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";

const sha256 = (...parts) => createHash("sha256").update(Buffer.concat(parts)).digest();
const node = (left, right) => sha256(Buffer.of(1), left, right);
const split = (n) => 2 ** Math.floor(Math.log2(n - 1));

/** A key pair that is the same at each start. */
function keyOf(name) {
  const seed = sha256(Buffer.from(`mock ${name}`));
  const key = createPrivateKey({ key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]), format: "der", type: "pkcs8" });
  return { key, public: createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32) };
}

const log = keyOf("log");
const origin = `armistice/${log.public.toString("hex")}`;
const entries = [];

/** Root over the first `size` leaves, with what was computed for full subtrees kept. */
const kept = new Map();
function root(from, until) {
  if (from === until) return sha256();
  if (until - from === 1) return entries[from].hash;
  const name = `${from}-${until}`;
  if (!kept.has(name)) {
    const k = split(until - from);
    kept.set(name, node(root(from, from + k), root(from + k, until)));
  }
  return kept.get(name);
}

function path(index, from, until) {
  if (until - from === 1) return [];
  const k = from + split(until - from);
  return index < k ? [...path(index, from, k), root(k, until)] : [...path(index, k, until), root(from, k)];
}

function subproof(old, from, until, whole) {
  if (old === until) return whole ? [] : [root(from, until)];
  const k = from + split(until - from);
  return old <= k
    ? [...subproof(old, from, k, whole), root(k, until)]
    : [...subproof(old, k, until, false), root(from, k)];
}

/** Appends an entry; gives its index. */
export function append({ author, recorded, payload, kind, summary }) {
  const index = entries.length;
  const who = keyOf(author);
  const text = Buffer.from(JSON.stringify(payload));
  const numbers = Buffer.alloc(16);
  numbers.writeBigUInt64BE(BigInt(index), 0);
  numbers.writeBigInt64BE(BigInt(Math.floor(Date.parse(recorded) / 1000)), 8);
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(text.length));
  const body = Buffer.concat([log.public, numbers, who.public, length, text]);
  const signature = sign(null, Buffer.concat([Buffer.from("armistice ledger entry v1\n"), root(0, index), body]), who.key);
  const leaf = Buffer.concat([body, signature]);
  entries.push({ author, recorded, kind, summary, leaf, hash: sha256(Buffer.of(0), leaf), fingerprint: who.public.toString("hex").slice(0, 16) });
  return index;
}

function checkpoint(size) {
  const text = `${origin}\n${size}\n${root(0, size).toString("base64")}\n`;
  const id = sha256(Buffer.from(`${origin}\n`), Buffer.of(1), log.public).subarray(0, 4);
  return `${text}\n— ${origin} ${Buffer.concat([id, sign(null, Buffer.from(text), log.key)]).toString("base64")}\n`;
}

export const size = () => entries.length;
export const rootHex = (until = entries.length) => root(0, until).toString("hex");

export const tree = () => ({
  size: size(), root: rootHex(), checkpoint: checkpoint(size()), log_key: log.public.toString("hex"),
});

export const list = ({ from = "0", limit = "50" }) => ({
  entries: entries.slice(Number(from), Number(from) + Number(limit)).map((entry, at) => ({
    index: Number(from) + at, recorded: entry.recorded, author: entry.author, fingerprint: entry.fingerprint,
    kind: entry.kind, summary: entry.summary, leaf_hash: entry.hash.toString("hex"),
  })),
});

/** Null where there is no such entry or size. */
export function proof(index, until, { withLeaf }) {
  if (!(index >= 0 && index < until && until <= size())) return null;
  return {
    index, size: until, leaf_hash: entries[index].hash.toString("hex"),
    leaf: withLeaf ? entries[index].leaf.toString("base64") : null,
    path: path(index, 0, until).map((hash) => hash.toString("hex")),
    root: rootHex(until), checkpoint: checkpoint(until),
  };
}

export const consistency = (old, now) =>
  old >= 1 && old <= now && now <= size()
    ? { path: subproof(old, 0, now, true).map((hash) => hash.toString("hex")) }
    : null;
