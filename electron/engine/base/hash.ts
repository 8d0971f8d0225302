import { hash } from "node:crypto";

/** Returns the SHA-256 in hex; a string is hashed as UTF-8. */
export function sha256(content: Uint8Array | string): string {
  return hash("sha256", content, "hex");
}

/** Returns a short key of a text: equal texts have equal keys. */
export function shortHash(text: string): string {
  return hash("sha1", text, "base64url");
}
