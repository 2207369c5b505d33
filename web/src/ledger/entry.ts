// The bytes of an entry, as the ledger hashes them:
//   log's key (32) ‖ index (8) ‖ recorded (8, signed) ‖ author's key (32) ‖ length (8) ‖ payload ‖ signature (64)
// with numbers big-endian. The author signs a line of text, the root over the entries before, and
// all of that but the signature.
import { type Bytes, join, utf8 } from "./bytes";
import { ed25519 } from "./crypto";

const SIGNED = utf8("armistice ledger entry v1\n");
const HEAD = 88;
const SIGNATURE = 64;

export interface Entry {
  log: Bytes;
  index: number;
  /** Seconds since 1970-01-01T00:00:00Z. */
  recorded: number;
  author: Bytes;
  /** JSON, as it was signed. */
  payload: string;
  /** Everything but the signature. */
  body: Bytes;
  signature: Bytes;
}

/** Reads the bytes of an entry; null where they are none. */
export function readEntry(leaf: Bytes): Entry | null {
  if (leaf.length < HEAD + SIGNATURE) return null;
  const view = new DataView(leaf.buffer, leaf.byteOffset, leaf.byteLength);
  const index = Number(view.getBigUint64(32));
  const recorded = Number(view.getBigInt64(40));
  const length = Number(view.getBigUint64(80));
  if (leaf.length !== HEAD + length + SIGNATURE) return null;
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(recorded)) return null;
  let payload: string;
  try {
    payload = new TextDecoder("utf-8", { fatal: true }).decode(leaf.slice(HEAD, HEAD + length));
  } catch {
    return null;
  }
  return {
    log: leaf.slice(0, 32),
    index,
    recorded,
    author: leaf.slice(48, 80),
    payload,
    body: leaf.slice(0, HEAD + length),
    signature: leaf.slice(HEAD + length),
  };
}

/** Whether its author signed the entry, standing on the entries under the root `before`. */
export function isAuthors(entry: Entry, before: Bytes): Promise<boolean> {
  return ed25519(entry.author, entry.signature, join(SIGNED, before, entry.body));
}
