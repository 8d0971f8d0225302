import type { Socket } from "node:net";
import { KeyFields } from "./key-fields.ts";

/** The algorithms that a server offers, as it names them. */
export interface ServerOffer {
  readonly kex: readonly string[];
  readonly hostKey: readonly string[];
  readonly cipher: readonly string[];
  readonly mac: readonly string[];
}

/** The offer comes first of all; a server that says more before it says nothing that we could read. */
const mostBytes = 64 * 1024;

const kexInit = 20;
const cookieBytes = 16;

/**
 * Listens to the beginning of a connection, which is not encrypted yet, for what the server offers (RFC 4253, sections 4.2, 6 and 7.1): when
 * nothing is in common, ssh2 tells only that. The result gives the offer, or null where none was understood.
 */
export function watchOffer(socket: Socket): () => ServerOffer | null {
  let seen: Buffer = Buffer.alloc(0);
  const watch = (bytes: Buffer): void => {
    seen = Buffer.concat([seen, bytes]);
    if (seen.length >= mostBytes || readOffer(seen)) socket.off("data", watch);
  };
  socket.on("data", watch);
  return () => readOffer(seen);
}

/** Reads the offer from the first bytes that a server sends; null where it is not there, or not whole. */
export function readOffer(bytes: Buffer): ServerOffer | null {
  // Lines may come before the one with the version.
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

/** Names that stand among the key exchanges and say something else (RFC 8308; OpenSSH's strict key exchange). */
function isMark(name: string): boolean {
  return name.startsWith("ext-info-") || name.startsWith("kex-strict-");
}
