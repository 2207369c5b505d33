// The check of one entry, step by step, from what a server sent and nothing else. A step that leans
// on one that failed is still done, so that the reader sees everything that is wrong.
import type { InclusionProof } from "../api/types";
import { type Bytes, fromBase64, fromHex, same, toHex } from "./bytes";
import { type Entry, isAuthors, readEntry } from "./entry";
import { type Tree, climb, continues, leafHash } from "./merkle";
import { BadNote, type Checkpoint, isSigned, readCheckpoint } from "./note";

/** `open`: cannot be checked, because the server may not show the bytes. */
export type Verdict = "holds" | "fails" | "open";

export type StepName = "checkpoint" | "asked" | "leaf" | "path" | "author";

export interface Step {
  name: StepName;
  verdict: Verdict;
}

export interface Checked {
  steps: Step[];
  /** `holds` where no step fails, whether or not some are open. */
  verdict: "holds" | "fails";
  checkpoint: Checkpoint | null;
  entry: Entry | null;
}

/** What the list tells of the entry, to be held against its proof. */
export interface Asked {
  index: number;
  leaf_hash?: string;
  recorded?: string;
  /** How the author's key begins, in hexadecimal. */
  fingerprint?: string;
}

const verdict = (holds: boolean): Verdict => (holds ? "holds" : "fails");

export async function checkEntry(asked: Asked, proof: InclusionProof): Promise<Checked> {
  const checkpoint = read(proof.checkpoint);
  const root = fromHex(proof.root);
  const hash = fromHex(proof.leaf_hash);
  const path = hashes(proof.path);

  const signed = checkpoint !== null && (await isSigned(checkpoint));
  const spokenOf =
    proof.index === asked.index &&
    (asked.leaf_hash ?? proof.leaf_hash) === proof.leaf_hash &&
    checkpoint !== null && root !== null &&
    checkpoint.size === proof.size && same(checkpoint.root, root);

  const bytes = proof.leaf === null ? null : fromBase64(proof.leaf);
  const entry = bytes === null ? null : readEntry(bytes);
  const ofThisLog =
    entry !== null && entry.index === asked.index && checkpoint !== null && same(entry.log, checkpoint.key);
  const asListed =
    entry !== null &&
    (asked.recorded === undefined || Date.parse(asked.recorded) === entry.recorded * 1000) &&
    toHex(entry.author).startsWith(asked.fingerprint ?? "");
  const hashed = bytes !== null && ofThisLog && asListed && hash !== null && same(await leafHash(bytes), hash);

  const top = hash === null || path === null ? null : await climb(hash, proof.index, proof.size, path);
  const reached = top !== null && root !== null && same(top.root, root);
  const authored = entry !== null && top !== null && (await isAuthors(entry, top.before));

  const steps: Step[] = [
    { name: "checkpoint", verdict: verdict(signed) },
    { name: "asked", verdict: verdict(spokenOf) },
    { name: "leaf", verdict: proof.leaf === null ? "open" : verdict(hashed) },
    { name: "path", verdict: verdict(reached) },
    { name: "author", verdict: proof.leaf === null ? "open" : verdict(authored) },
  ];
  return {
    steps,
    verdict: steps.some((step) => step.verdict === "fails") ? "fails" : "holds",
    checkpoint,
    entry,
  };
}

/** How a checkpoint stands to one that was kept earlier. */
export type Standing =
  | "same"
  | "continues"
  /** Another log: another origin. */
  | "other-log"
  /** Fewer entries than were signed for then. */
  | "shorter"
  /** As long or longer, but not the same beginning. */
  | "rewritten"
  /** One of the two is not signed by its log. */
  | "unsigned";

/** `fetchPath` gives the consistency proof between two sizes; it is asked only where one is needed. */
export async function compare(
  kept: string, now: string, fetchPath: (older: number, newer: number) => Promise<readonly string[]>,
): Promise<Standing> {
  const older = read(kept);
  const newer = read(now);
  if (older === null || newer === null) return "unsigned";
  if (!(await isSigned(older)) || !(await isSigned(newer))) return "unsigned";
  if (older.origin !== newer.origin) return "other-log";
  if (older.size > newer.size) return "shorter";
  if (older.size === newer.size) return same(older.root, newer.root) ? "same" : "rewritten";
  const path = older.size === 0 ? [] : hashes(await fetchPath(older.size, newer.size));
  return path !== null && (await continues(tree(older), tree(newer), path)) ? "continues" : "rewritten";
}

const tree = ({ size, root }: Checkpoint): Tree => ({ size, root });

function read(note: string): Checkpoint | null {
  try {
    return readCheckpoint(note);
  } catch (error) {
    if (error instanceof BadNote) return null;
    throw error;
  }
}

function hashes(path: readonly string[]): Bytes[] | null {
  const read = path.map(fromHex);
  return read.every((hash): hash is Bytes => hash !== null && hash.length === 32) ? read : null;
}
