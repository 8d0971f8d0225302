import { constants } from "node:zlib";
import type { Client } from "ssh2";

/** Text as small as level 6 makes it but for a tenth, at twice the speed. */
const textLevel = 3;

/** Copied as it is. */
const storedLevel = 0;

/** Packets with less in them go at whatever level is set. */
const fewBytes = 512;

/** How many bytes of a packet are looked at. */
const samples = 512;

/**
 * Among 512 evenly spread bytes of compressed data some 220 values occur, and of text in any language fewer than 150: in UTF-8, most bytes
 * of Japanese are one of three or of the 64 that can follow.
 */
const mostValuesOfText = 180;

/** What ssh2 makes packets with once both sides compress; it has no interface for any of it. */
interface CompressingWriter {
  finalize(payload: Uint8Array, force?: boolean): unknown;
  readonly _zlib: { readonly _handle: { params(level: number, strategy: number): void } };
}

/**
 * Chooses for each packet of a connection whether it is worth compressing. SSH agrees on compression for the whole connection, before
 * anybody knows what will be sent and how fast the line is; but zlib's level may change from one packet to the next. Images, which would
 * cost thirty milliseconds per megabyte and become no smaller, then cost less than one. Where ssh2 is built in another way, all is
 * compressed at the usual level. To be called while connecting.
 */
export function chooseCompression(client: Client): void {
  const protocol: unknown = Reflect.get(client, "_protocol");
  const packets: unknown = isObject(protocol) ? Reflect.get(protocol, "_packetRW") : null;
  if (!isObject(packets)) return;
  let writer: unknown = Reflect.get(packets, "write");
  // One that compresses is put there after the sign-in, and a new one with new keys.
  Object.defineProperty(packets, "write", {
    enumerable: true,
    get: () => writer,
    set: (next: unknown) => {
      if (isCompressing(next)) chooseLevels(next);
      writer = next;
    },
  });
}

function chooseLevels(writer: CompressingWriter): void {
  const finalize = writer.finalize.bind(writer);
  let current: number | null = null;
  writer.finalize = (payload, force) => {
    const isSmall = payload.length < fewBytes && current !== null;
    const level = isSmall ? current : isText(payload) ? textLevel : storedLevel;
    if (level !== null && level !== current) {
      writer._zlib._handle.params(level, constants.Z_DEFAULT_STRATEGY);
      current = level;
    }
    return finalize(payload, force);
  };
}

/** Whether bytes look as if compression made them smaller. */
export function isText(bytes: Uint8Array): boolean {
  const seen = new Uint8Array(256);
  let values = 0;
  const step = Math.max(1, bytes.length / samples);
  for (let at = 0; at < bytes.length; at += step) {
    const value = bytes[Math.floor(at)] ?? 0;
    if (seen[value] === 0) values += 1;
    seen[value] = 1;
  }
  return values <= mostValuesOfText;
}

function isCompressing(writer: unknown): writer is CompressingWriter {
  const zlib: unknown = isObject(writer) ? Reflect.get(writer, "_zlib") : null;
  const handle: unknown = isObject(zlib) ? Reflect.get(zlib, "_handle") : null;
  return isObject(handle) && typeof Reflect.get(handle, "params") === "function";
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
