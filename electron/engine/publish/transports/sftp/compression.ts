import { constants } from "node:zlib";
import { isObject } from "#contract/objects.ts";
import type { Client } from "ssh2";

/** Compression level of zlib for text: twice as fast as level 6. Results are at most 10 % larger. */
const textLevel = 3;

/** Level of zlib that stores data without compression. */
const storedLevel = 0;

/**
 * Minimum size in bytes of a packet that can change the compression level. Smaller packets keep the level.
 */
const fewBytes = 512;

/** Number of bytes that are examined in each packet. */
const samples = 512;

/**
 * Maximum number of distinct byte values in a packet that counts as text.
 * Among 512 bytes, compressed data has about 220 distinct values, and text in any language fewer than 150.
 */
const maxValuesOfText = 180;

/** The internal part of ssh2 that writes compressed packets. */
interface CompressingWriter {
  finalize(payload: Uint8Array, force?: boolean): unknown;
  readonly _zlib: { readonly _handle: { params(level: number, strategy: number): void } };
}

/**
 * Makes ssh2 compress packets that contain text, and send other packets (such as images) uncompressed.
 * Compressing images would take 30 ms per megabyte and not make them smaller.
 * If ssh2's internals have changed, every packet is compressed at the default level.
 */
export function chooseCompression(client: Client): void {
  const protocol: unknown = Reflect.get(client, "_protocol");
  const packets: unknown = isObject(protocol) ? Reflect.get(protocol, "_packetRW") : null;
  if (!isObject(packets)) return;
  let writer: unknown = Reflect.get(packets, "write");
  // ssh2 sets a compressing writer after authentication, and a new one after each key exchange.
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

/** Whether the bytes are probably text, which compression makes smaller. */
export function isText(bytes: Uint8Array): boolean {
  const seen = new Uint8Array(256);
  let values = 0;
  const step = Math.max(1, bytes.length / samples);
  for (let at = 0; at < bytes.length; at += step) {
    const value = bytes[Math.floor(at)] ?? 0;
    if (seen[value] === 0) values += 1;
    seen[value] = 1;
  }
  return values <= maxValuesOfText;
}

function isCompressing(writer: unknown): writer is CompressingWriter {
  const zlib: unknown = isObject(writer) ? Reflect.get(writer, "_zlib") : null;
  const handle: unknown = isObject(zlib) ? Reflect.get(zlib, "_handle") : null;
  return isObject(handle) && typeof Reflect.get(handle, "params") === "function";
}
