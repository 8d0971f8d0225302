import { createHash } from "node:crypto";

/** Returns the fingerprint of a public key as OpenSSH prints it: `SHA256:` and base64 without padding. */
export function sha256Fingerprint(publicKey: Uint8Array): string {
  const digest = createHash("sha256").update(publicKey).digest("base64");
  return `SHA256:${digest.replace(/=+$/, "")}`;
}
