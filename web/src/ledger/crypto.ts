// SHA-256 and Ed25519 as the browser has them. Browsers give them to pages that came over https or
// from this machine; on others a check would be worth nothing, since the page itself may be altered.
import type { Bytes } from "./bytes";

/** Whether this browser lets this page check anything at all. */
export function canCheck(): boolean {
  return globalThis.crypto?.subtle !== undefined;
}

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** Whether `signature` is one by `key` of `message` (RFC 8032). What is misshapen is not. */
export async function ed25519(key: Bytes, signature: Bytes, message: Bytes): Promise<boolean> {
  if (key.length !== 32 || signature.length !== 64) return false;
  let own: CryptoKey;
  try {
    own = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    // Browsers before 2025 know no Ed25519, and none says why a key is refused.
    return portable(key, signature, message);
  }
  return crypto.subtle.verify({ name: "Ed25519" }, own, signature, message);
}

/** The same without the browser's Ed25519, fetched where it is needed. */
export async function portable(key: Bytes, signature: Bytes, message: Bytes): Promise<boolean> {
  const { verifyAsync } = await import("@noble/ed25519");
  try {
    return await verifyAsync(signature, message, key, { zip215: false });
  } catch {
    return false;
  }
}
