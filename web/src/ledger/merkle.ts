// The Merkle tree of RFC 6962, section 2.1, as far as a reader needs it: hashes and checks of proofs.
// Sizes are numbers of leaves below 2^53, so halves are taken by division, not by shifting.
import { type Bytes, join, same } from "./bytes";
import { sha256 } from "./crypto";

/** SHA-256(0x00 ‖ data) */
export function leafHash(data: Bytes): Promise<Bytes> {
  return sha256(join(Uint8Array.of(0), data));
}

/** SHA-256(0x01 ‖ left ‖ right) */
export function nodeHash(left: Bytes, right: Bytes): Promise<Bytes> {
  return sha256(join(Uint8Array.of(1), left, right));
}

const odd = (n: number) => n % 2 === 1;
const half = (n: number) => Math.floor(n / 2);
const size = (n: number) => Number.isSafeInteger(n) && n >= 0;

/** What an inclusion path leads to. */
export interface Climb {
  /** Root over the whole tree, if the path is right. */
  root: Bytes;
  /** Root over the leaves before this one, made of the path's left-hand hashes alone. */
  before: Bytes;
}

/**
 * Climbs from the leaf at `index` of `leaves` by the hashes beside the way, lowest first (RFC 9162,
 * section 2.1.3.2). Null for a path of the wrong length or an index outside the tree.
 */
export async function climb(leaf: Bytes, index: number, leaves: number, path: readonly Bytes[]): Promise<Climb | null> {
  if (!size(index) || !size(leaves) || index >= leaves) return null;
  let place = index;
  let last = leaves - 1;
  let root = leaf;
  let before: Bytes | null = null;
  for (const beside of path) {
    if (last === 0) return null;
    if (odd(place) || place === last) {
      root = await nodeHash(beside, root);
      // To the left of the way lie all earlier leaves, in full subtrees that grow upwards: they are
      // the parts of the tree as it was before this leaf.
      before = before === null ? beside : await nodeHash(beside, before);
      while (!odd(place) && place !== 0) {
        place = half(place);
        last = half(last);
      }
    } else {
      root = await nodeHash(root, beside);
    }
    place = half(place);
    last = half(last);
  }
  return last === 0 ? { root, before: before ?? (await sha256(new Uint8Array(0))) } : null;
}

/** Whether `path` shows that `leaf` stands at `index` of the tree of `leaves` leaves under `root`. */
export async function included(
  leaf: Bytes, index: number, leaves: number, path: readonly Bytes[], root: Bytes,
): Promise<boolean> {
  const top = await climb(leaf, index, leaves, path);
  return top !== null && same(top.root, root);
}

export interface Tree {
  size: number;
  root: Bytes;
}

/**
 * Whether `proof` shows that the newer tree begins with the older one (RFC 6962, section 2.1.2;
 * checked as in RFC 9162, section 2.1.4.2). Every tree continues the empty one.
 */
export async function continues(older: Tree, newer: Tree, proof: readonly Bytes[]): Promise<boolean> {
  if (!size(older.size) || !size(newer.size) || older.size > newer.size) return false;
  if (older.size === 0) return proof.length === 0 && same(older.root, await sha256(new Uint8Array(0)));
  if (older.size === newer.size) return proof.length === 0 && same(older.root, newer.root);
  let place = older.size - 1;
  let last = newer.size - 1;
  while (odd(place)) {
    place = half(place);
    last = half(last);
  }
  // A full tree is itself a node of the newer one; its root need not be told.
  const [first, ...rest] = place === 0 ? [older.root, ...proof] : proof;
  if (first === undefined) return false;
  let oldRoot = first;
  let newRoot = first;
  for (const beside of rest) {
    if (last === 0) return false;
    if (odd(place) || place === last) {
      oldRoot = await nodeHash(beside, oldRoot);
      newRoot = await nodeHash(beside, newRoot);
      while (!odd(place) && place !== 0) {
        place = half(place);
        last = half(last);
      }
    } else {
      newRoot = await nodeHash(newRoot, beside);
    }
    place = half(place);
    last = half(last);
  }
  return last === 0 && same(oldRoot, older.root) && same(newRoot, newer.root);
}
