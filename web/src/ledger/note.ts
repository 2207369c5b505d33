// Checkpoints: signed notes (c2sp.org/signed-note) that say a log's size and root
// (c2sp.org/tlog-checkpoint). The origin is `armistice/` and the log's public key in hexadecimal.
import { type Bytes, fromBase64, fromHex, join, same, utf8 } from "./bytes";
import { ed25519, sha256 } from "./crypto";

/** What a checkpoint says; whether its log signed it is another question. */
export interface Checkpoint {
  origin: string;
  /** Ed25519 public key of the log, from the origin. */
  key: Bytes;
  size: number;
  root: Bytes;
  /** The signed text, with its last newline. */
  text: string;
  signatures: { name: string; id: Bytes; signature: Bytes }[];
}

/** Which part of a note is not as it should be. */
export type NoteFault = "text" | "signatures" | "signature-line" | "origin" | "size" | "root" | "extension";

/** A note that cannot be read as a checkpoint. */
export class BadNote extends Error {
  override name = "BadNote";
  readonly fault: NoteFault;

  constructor(fault: NoteFault) {
    super(`the checkpoint’s ${fault} is not as it should be`);
    this.fault = fault;
  }
}

const ORIGIN = /^armistice\/([0-9a-f]{64})$/;
const ED25519 = 1;

/** Reads a checkpoint; throws {@link BadNote}. */
export function readCheckpoint(note: string): Checkpoint {
  if (/[\x00-\x09\x0b-\x1f]/.test(note)) throw new BadNote("text");
  const blank = note.lastIndexOf("\n\n");
  if (blank < 0) throw new BadNote("signatures");
  const text = note.slice(0, blank + 1);
  const lines = note.slice(blank + 2);
  if (lines === "" || !lines.endsWith("\n")) throw new BadNote("signatures");
  const signatures = lines.slice(0, -1).split("\n").map((line) => {
    const [, name, base64] = /^— ([^ +]+) (\S+)$/.exec(line) ?? [];
    const bytes = fromBase64(base64 ?? "");
    if (name === undefined || bytes === null || bytes.length <= 4) throw new BadNote("signature-line");
    return { name, id: bytes.slice(0, 4), signature: bytes.slice(4) };
  });

  const [origin = "", count = "", base64 = "", ...extensions] = text.slice(0, -1).split("\n");
  const key = fromHex(ORIGIN.exec(origin)?.[1] ?? "");
  if (key === null || key.length !== 32) throw new BadNote("origin");
  const size = Number(count);
  if (!/^(0|[1-9]\d*)$/.test(count) || !Number.isSafeInteger(size)) throw new BadNote("size");
  const root = fromBase64(base64);
  if (root === null || root.length !== 32) throw new BadNote("root");
  if (extensions.includes("")) throw new BadNote("extension");
  return { origin, key, size, root, text, signatures };
}

/**
 * Whether the log named in the checkpoint signed it. Signatures by other keys are passed over, as
 * the specification demands: witnesses may add theirs.
 */
export async function isSigned(checkpoint: Checkpoint): Promise<boolean> {
  const { origin, key, text, signatures } = checkpoint;
  const id = (await sha256(join(utf8(origin), utf8("\n"), Uint8Array.of(ED25519), key))).slice(0, 4);
  const own = signatures.filter((line) => line.name === origin && same(line.id, id));
  if (own.length === 0) return false;
  const fits = await Promise.all(own.map((line) => ed25519(key, line.signature, utf8(text))));
  return fits.every(Boolean);
}
