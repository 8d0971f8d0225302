import { constants } from "node:fs";
import type { EntryKind, RemoteEntry } from "../../base/remote-files.ts";

/** Types of the packets that the client sends (SFTP version 3, draft-ietf-secsh-filexfer-02). */
export const requestType = {
  init: 1,
  open: 3,
  close: 4,
  read: 5,
  write: 6,
  lstat: 7,
  setstat: 9,
  fsetstat: 10,
  opendir: 11,
  readdir: 12,
  remove: 13,
  mkdir: 14,
  rmdir: 15,
  realpath: 16,
  rename: 18,
  readlink: 19,
  symlink: 20,
  extended: 200,
} as const;

/** Types of the packets that a server sends. */
export const answerType = {
  version: 2,
  status: 101,
  handle: 102,
  data: 103,
  name: 104,
  attributes: 105,
  extendedReply: 201,
} as const;

/**
 * A value in a packet: a number of 32 bits, a bigint of 64 bits, a text, or bytes.
 * A text or a sequence of bytes begins with its length.
 */
export type Field = string | Uint8Array | number | bigint;

/** Bits that announce which attributes follow. */
const has = { size: 0x1, owner: 0x2, permissions: 0x4, times: 0x8, extended: 0x80000000 } as const;

/** Returns the attributes for a request: only the permissions, or none. */
export function modeFields(mode: number | undefined): number[] {
  return mode === undefined ? [0] : [has.permissions, mode];
}

/** Returns a packet as several pieces, so that the bytes of a WRITE are not copied. */
export function packet(type: number, fields: readonly Field[]): Uint8Array[] {
  const last = fields.at(-1);
  const tail = last instanceof Uint8Array ? last : null;
  const encoded = fields.map((field) => (typeof field === "string" ? Buffer.from(field, "utf8") : field));
  const length = 1 + encoded.reduce((sum: number, field) => sum + lengthOf(field), 0);
  const head = Buffer.allocUnsafe(4 + length - (tail?.length ?? 0));
  let at = head.writeUInt32BE(length, 0);
  at = head.writeUInt8(type, at);
  for (const field of encoded) {
    if (typeof field === "number") at = head.writeUInt32BE(field, at);
    else if (typeof field === "bigint") at = head.writeBigUInt64BE(field, at);
    else {
      at = head.writeUInt32BE(field.length, at);
      if (field !== tail) head.set(field, at);
      at += field.length;
    }
  }
  return tail ? [head, tail] : [head];
}

function lengthOf(field: Uint8Array | number | bigint): number {
  if (typeof field === "number") return 4;
  return typeof field === "bigint" ? 8 : 4 + field.length;
}

/** Reads the values of a reply, one after the other. Throws a `RangeError` if the reply is too short. */
export class AnswerReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  uint32(): number {
    const value = this.#bytes.readUInt32BE(this.#at);
    this.#at += 4;
    return value;
  }

  uint64(): number {
    const value = this.#bytes.readBigUInt64BE(this.#at);
    this.#at += 8;
    return Number(value);
  }

  bytes(): Buffer {
    const length = this.uint32();
    if (length > this.left) throw new RangeError("the answer ends too early");
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  text(): string {
    return this.bytes().toString("utf8");
  }

  attributes(): RemoteEntry {
    const flags = this.uint32();
    const size = flags & has.size ? this.uint64() : 0;
    const owner = flags & has.owner ? { uid: this.uint32() } : null;
    // Skips the group id.
    if (owner) this.#at += 4;
    const mode = flags & has.permissions ? this.uint32() : 0;
    let mtime = 0;
    if (flags & has.times) {
      this.#at += 4;
      mtime = this.uint32();
    }
    if (flags & has.extended) {
      for (let count = this.uint32(); count > 0; count -= 1) {
        this.bytes();
        this.bytes();
      }
    }
    return {
      kind: kinds.get(mode & constants.S_IFMT) ?? "other",
      size,
      mtime,
      mode: mode & 0o7777,
      ...owner,
    };
  }
}

// The kind of an entry is in the upper bits of its mode. SFTP version 3 has no other field for the kind.
const kinds: ReadonlyMap<number, EntryKind> = new Map([
  [constants.S_IFREG, "file"],
  [constants.S_IFDIR, "directory"],
  [constants.S_IFLNK, "link"],
]);
