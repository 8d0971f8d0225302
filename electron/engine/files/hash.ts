import { createHash } from "node:crypto";

/** SHA-256 in hex; of a string, that of its UTF-8 bytes. */
export function sha256(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}
