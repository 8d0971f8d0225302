import type { Duplex } from "node:stream";
import { KeyFields } from "./key-fields.ts";

/** The algorithms that a server offers. */
export interface ServerOffer {
  readonly kex: readonly string[];
  readonly hostKey: readonly string[];
  readonly cipher: readonly string[];
  readonly mac: readonly string[];
}

/** Maximum number of bytes in which the server's algorithms are searched. */
const maxBytes = 64 * 1024;

const kexInit = 20;
const cookieBytes = 16;

/**
 * Searches the server's first bytes for the server's algorithms. The algorithms are sent unencrypted.
 * Returns a function that gives the server's algorithms, or null if they have not arrived yet.
 * @see RFC 4253, sections 4.2, 6 and 7.1
 */
export function watchOffer(socket: Duplex): () => ServerOffer | null {
  let seen: Buffer = Buffer.alloc(0);
  const watch = (bytes: Buffer): void => {
    seen = Buffer.concat([seen, bytes]);
    if (seen.length >= maxBytes || readOffer(seen)) socket.off("data", watch);
  };
  socket.on("data", watch);
  return () => readOffer(seen);
}

/** Parses a server's offer from its first bytes. Returns null if the offer is missing or incomplete. */
export function readOffer(bytes: Buffer): ServerOffer | null {
  // Skips the lines that a server may send before its version.
  const version = /^(?:(?!SSH-)[^\n]*\n)*SSH-[^\n]*\n/.exec(bytes.toString("latin1"));
  if (!version) return null;
  const packet = bytes.subarray(version[0].length);
  if (packet.length < 6 || packet.length < 4 + packet.readUInt32BE(0) || packet[5] !== kexInit) return null;
  try {
    const fields = new KeyFields(packet.subarray(6 + cookieBytes));
    const names = (): string[] => fields.next().toString("latin1").split(",");
    const [kex, hostKey, cipher] = [names(), names(), names()];
    names();
    return { kex: kex.filter((name) => !isMark(name)), hostKey, cipher, mac: names() };
  } catch {
    return null;
  }
}

/**
 * Whether an entry in the list of key exchanges is only a protocol flag (RFC 8308, OpenSSH's strict mode).
 */
function isMark(name: string): boolean {
  return name.startsWith("ext-info-") || name.startsWith("kex-strict-");
}
