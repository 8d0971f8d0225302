import { hash } from "node:crypto";

/** SHA-256 in hex; of a string, that of its UTF-8 bytes. */
export function sha256(content: Uint8Array | string): string {
  return hash("sha256", content, "hex");
}

/** A short key for a text: equal texts, equal key. */
export function shortHash(text: string): string {
  return hash("sha1", text, "base64url");
}
