import { hash } from "node:crypto";

/** Returns the SHA-256 in hex. A text is hashed as UTF-8. */
export function sha256(content: Uint8Array | string): string {
  return hash("sha256", content, "hex");
}

/** Returns a short hash of a text. Equal texts have equal hashes. */
export function shortHash(text: string): string {
  return hash("sha1", text, "base64url");
}
