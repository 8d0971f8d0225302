import { hash } from "node:crypto";

/** SHA-256 in hex; a string is hashed as UTF-8. */
export function sha256(content: Uint8Array | string): string {
  return hash("sha256", content, "hex");
}

/** A short key for a text: equal texts have equal keys. */
export function shortHash(text: string): string {
  return hash("sha1", text, "base64url");
}
