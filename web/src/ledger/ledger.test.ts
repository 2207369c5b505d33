// Against the vectors of Certificate Transparency, the reference implementation of signed notes, a
// ledger that the real program wrote (scripts/ledger-fixture.mjs), and forgeries of all of them.
import { describe, expect, it } from "vitest";
import type { InclusionProof } from "../api/types";
import { type Bytes, fromBase64, fromHex, toHex, utf8 } from "./bytes";
import { type Asked, checkEntry, compare } from "./check";
import { ed25519, portable } from "./crypto";
import { readEntry } from "./entry";
import fixture from "./fixture.json";
import { climb, continues, included, leafHash, nodeHash } from "./merkle";
import { BadNote, isSigned, readCheckpoint } from "./note";

const hex = (text: string): Bytes => fromHex(text) ?? new Uint8Array(0);
const hexes = (texts: readonly string[]) => texts.map(hex);

// Certificate Transparency's test data: these leaves, and the root over the first n of them.
const DATA = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const ROOTS = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
].map(hex);
const leaves = await Promise.all(DATA.map((data) => leafHash(hex(data))));

// The definitions, written down as they stand in RFC 6962, to make proofs of every shape with.
const split = (n: number) => 2 ** Math.floor(Math.log2(n - 1));
async function mth(d: Bytes[]): Promise<Bytes> {
  if (d.length === 0) return hex(toHex(ROOTS[0]!));
  if (d.length === 1) return d[0]!;
  const k = split(d.length);
  return nodeHash(await mth(d.slice(0, k)), await mth(d.slice(k)));
}
async function pathOf(m: number, d: Bytes[]): Promise<Bytes[]> {
  if (d.length === 1) return [];
  const k = split(d.length);
  return m < k
    ? [...(await pathOf(m, d.slice(0, k))), await mth(d.slice(k))]
    : [...(await pathOf(m - k, d.slice(k))), await mth(d.slice(0, k))];
}
async function subproof(m: number, d: Bytes[], whole = true): Promise<Bytes[]> {
  if (m === d.length) return whole ? [] : [await mth(d)];
  const k = split(d.length);
  return m <= k
    ? [...(await subproof(m, d.slice(0, k), whole)), await mth(d.slice(k))]
    : [...(await subproof(m - k, d.slice(k), false)), await mth(d.slice(0, k))];
}

function spoiled(path: readonly Bytes[]): Bytes[][] {
  const changed = path.map((hash, i) => {
    const other = hash.slice();
    other[0]! ^= 1;
    return path.with(i, other);
  });
  const dropped = path.map((_, i) => path.toSpliced(i, 1));
  return [...changed, ...dropped, [...path, ROOTS[1]!], [ROOTS[1]!, ...path]];
}

describe("Merkle tree", () => {
  it("has the roots and proofs of Certificate Transparency", async () => {
    for (const [n, root] of ROOTS.entries()) expect(toHex(await mth(leaves.slice(0, n)))).toBe(toHex(root));
    const first = hexes([
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]);
    expect(await included(leaves[0]!, 0, 8, first, ROOTS[8]!)).toBe(true);
    const sixth = hexes([
      "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
    expect(await included(leaves[5]!, 5, 8, sixth, ROOTS[8]!)).toBe(true);
    const sixToEight = hexes([
      "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
    expect(await continues({ size: 6, root: ROOTS[6]! }, { size: 8, root: ROOTS[8]! }, sixToEight)).toBe(true);
  });

  it("takes every right inclusion path and no wrong one", async () => {
    for (let n = 1; n <= 8; n += 1) {
      const tree = leaves.slice(0, n);
      for (let m = 0; m < n; m += 1) {
        const path = await pathOf(m, tree);
        expect(await included(leaves[m]!, m, n, path, ROOTS[n]!)).toBe(true);
        expect(toHex((await climb(leaves[m]!, m, n, path))!.before)).toBe(toHex(ROOTS[m]!));
        for (const wrong of spoiled(path)) expect(await included(leaves[m]!, m, n, wrong, ROOTS[n]!)).toBe(false);
        expect(await included(leaves[(m + 1) % 8]!, m, n, path, ROOTS[n]!)).toBe(false);
        expect(await included(leaves[m]!, n, n, path, ROOTS[n]!)).toBe(false);
        expect(await included(leaves[m]!, m, n, path, ROOTS[n === 8 ? 7 : n + 1]!)).toBe(false);
      }
    }
  });

  it("takes every right consistency proof and no wrong one", async () => {
    for (let n = 1; n <= 8; n += 1) {
      for (let m = 1; m <= n; m += 1) {
        const path = await subproof(m, leaves.slice(0, n));
        const [older, newer] = [{ size: m, root: ROOTS[m]! }, { size: n, root: ROOTS[n]! }];
        expect(await continues(older, newer, path)).toBe(true);
        for (const wrong of spoiled(path)) expect([m, n, await continues(older, newer, wrong)]).toEqual([m, n, false]);
        expect(await continues({ ...older, root: ROOTS[0]! }, newer, path)).toBe(false);
        expect(await continues(older, { ...newer, root: ROOTS[0]! }, path)).toBe(false);
        if (m < n) expect(await continues(newer, older, path)).toBe(false);
      }
    }
  });

  it("does not lose its way above 2^31 leaves", async () => {
    // In a tree of 2^40 + 1 leaves the last has one neighbour: the root over all others.
    const beside = ROOTS[1]!;
    const top = await climb(leaves[3]!, 2 ** 40, 2 ** 40 + 1, [beside]);
    expect(toHex(top!.root)).toBe(toHex(await nodeHash(beside, leaves[3]!)));
  });
});

describe("signed notes", () => {
  it("verifies the example of golang.org/x/mod/sumdb/note, by the browser’s means and without", async () => {
    const text = utf8(
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n",
    );
    const key = fromBase64("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")!.slice(1);
    const line = fromBase64(
      "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=",
    )!;
    const signature = line.slice(4);
    for (const verify of [ed25519, portable]) {
      expect(await verify(key, signature, text)).toBe(true);
      expect(await verify(key, signature, text.slice(1))).toBe(false);
      expect(await verify(key.with(0, 0), signature, text)).toBe(false);
      expect(await verify(key, signature.with(63, 255), text)).toBe(false);
      expect(await verify(key, signature.slice(1), text)).toBe(false);
    }
  });

  it("takes the checkpoints of a real ledger", async () => {
    for (const note of [fixture.older, fixture.newer]) expect(await isSigned(readCheckpoint(note))).toBe(true);
    expect(readCheckpoint(fixture.older).size + 1).toBe(readCheckpoint(fixture.newer).size);
  });

  it("passes over signatures of others, and takes none for the log’s own", async () => {
    const witness = `— witness.example ${btoa("\x01\x02\x03\x04" + "x".repeat(64))}\n`;
    expect(await isSigned(readCheckpoint(fixture.newer + witness))).toBe(true);
    const text = readCheckpoint(fixture.newer).text;
    expect(await isSigned(readCheckpoint(`${text}\n${witness}`))).toBe(false);
  });

  it("refuses what was altered", async () => {
    const { newer } = fixture;
    const count = `\n${readCheckpoint(newer).size}\n`;
    const altered = [
      newer.replace(count, "\n7\n"),
      newer.replace(/\n[0-9A-Za-z+/]{43}=\n/, "\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"),
      newer.replaceAll(/armistice\/../g, "armistice/00"),
      newer.replace("\n\n", "\nextension\n\n"),
    ];
    for (const note of altered) expect(await isSigned(readCheckpoint(note))).toBe(false);
    const unreadable: [string, string][] = [
      [newer.replaceAll("\n", "\r\n"), "text"],
      [newer.trimEnd(), "signatures"],
      ["", "signatures"],
      [newer.replace("— ", "- "), "signature-line"],
      [newer.replace(count, `\n0${count.slice(1)}`), "size"],
      [newer.replace(count, "\n9007199254740993\n"), "size"],
      [newer.replace("armistice/", "example.com/"), "origin"],
      [newer.replace(/\n[0-9A-Za-z+/]{43}=\n/, "\nAAAA\n"), "root"],
    ];
    for (const [note, fault] of unreadable) {
      let found: unknown;
      try {
        readCheckpoint(note);
      } catch (error) {
        found = error;
      }
      expect(found).toBeInstanceOf(BadNote);
      expect((found as BadNote).fault).toBe(fault);
    }
  });
});

describe("the check of an entry", () => {
  const proofs = fixture.proofs as InclusionProof[];
  const verdicts = async (proof: InclusionProof, index = proof.index, listed: Partial<Asked> = {}) =>
    Object.fromEntries((await checkEntry({ index, ...listed }, proof)).steps.map((step) => [step.name, step.verdict]));
  const whole = { checkpoint: "holds", asked: "holds", leaf: "holds", path: "holds", author: "holds" };

  it.each(proofs)("holds for entry $index of a real ledger", async (proof) => {
    expect(await verdicts(proof, proof.index, { leaf_hash: proof.leaf_hash })).toEqual(whole);
    const checked = await checkEntry({ index: proof.index }, proof);
    expect(checked.verdict).toBe("holds");
    expect(JSON.parse(checked.entry!.payload)).toHaveProperty("entry");
  });

  it("leaves open what the public may not see, and checks the rest", async () => {
    const proof = { ...proofs[1]!, leaf: null };
    expect(await verdicts(proof)).toEqual({ ...whole, leaf: "open", author: "open" });
  });

  it("fails for every kind of forgery", async () => {
    const [first, proof] = [proofs[0]!, proofs[1]!];
    const flip = (text: string, at: number) => text.slice(0, at) + (text[at] === "0" ? "1" : "0") + text.slice(at + 1);
    const bytes = fromBase64(proof.leaf!)!;
    const leafWith = (at: number) => btoa(String.fromCharCode(...bytes.with(at, bytes[at]! ^ 1)));
    const rehashed = async (at: number) => {
      const leaf = leafWith(at);
      return { ...proof, leaf, leaf_hash: toHex(await leafHash(fromBase64(leaf)!)) };
    };
    expect(await verdicts({ ...proof, leaf: leafWith(100) })).toMatchObject({ leaf: "fails", author: "fails" });
    expect(await verdicts(await rehashed(100))).toMatchObject({ leaf: "holds", path: "fails", author: "fails" });
    expect(await verdicts(await rehashed(bytes.length - 1))).toMatchObject({ path: "fails", author: "fails" });
    expect(await verdicts({ ...proof, path: proof.path.with(0, flip(proof.path[0]!, 3)) })).toMatchObject({ path: "fails" });
    expect(await verdicts({ ...proof, path: proof.path.slice(1) })).toMatchObject({ path: "fails" });
    expect(await verdicts({ ...proof, path: ["not a hash"] })).toMatchObject({ path: "fails", author: "fails" });
    expect(await verdicts({ ...proof, root: flip(proof.root, 3) })).toMatchObject({ asked: "fails", path: "fails" });
    expect(await verdicts({ ...proof, leaf_hash: flip(proof.leaf_hash, 0) })).toMatchObject({ leaf: "fails", path: "fails" });
    expect(await verdicts({ ...proof, checkpoint: fixture.older })).toMatchObject({ checkpoint: "holds", asked: "fails" });
    expect(await verdicts({ ...proof, checkpoint: "nonsense" })).toMatchObject({ checkpoint: "fails", asked: "fails" });
    // Another entry's proof, whole in itself, in place of the one asked for.
    expect(await verdicts(first, proof.index)).toMatchObject({ asked: "fails", leaf: "fails" });
    expect(await verdicts(proof, proof.index, { leaf_hash: first.leaf_hash })).toMatchObject({ asked: "fails" });
    // A true entry under another's name, or at another time.
    const { author, recorded } = readEntry(bytes)!;
    const told = { fingerprint: toHex(author).slice(0, 16), recorded: new Date(recorded * 1000).toISOString() };
    expect(await verdicts(proof, proof.index, told)).toEqual(whole);
    expect(await verdicts(proof, proof.index, { ...told, fingerprint: "0011223344556677" })).toMatchObject({ leaf: "fails" });
    expect(await verdicts(proof, proof.index, { ...told, recorded: "2016-09-12T00:00:00Z" })).toMatchObject({ leaf: "fails" });
    expect((await checkEntry({ index: proof.index }, { ...proof, leaf: leafWith(3) })).verdict).toBe("fails");
  });
});

describe("a checkpoint kept earlier", () => {
  const { older, newer, consistency } = fixture;
  const path = () => Promise.resolve(consistency.path);

  it("is continued by the real ledger", async () => {
    expect(await compare(older, newer, path)).toBe("continues");
    expect(await compare(newer, newer, path)).toBe("same");
  });

  it("shows a ledger set back, rewritten, replaced or unsigned", async () => {
    expect(await compare(newer, older, path)).toBe("shorter");
    expect(await compare(older, newer, () => Promise.resolve(consistency.path.slice(1)))).toBe("rewritten");
    expect(await compare(older, newer, () => Promise.resolve(["zz"]))).toBe("rewritten");
    expect(await compare(older.replace("armistice/", "armistice/0"), newer, path)).toBe("unsigned");
    expect(await compare(older, newer.replace("\n72\n", "\n73\n"), path)).toBe("unsigned");
  });
});
