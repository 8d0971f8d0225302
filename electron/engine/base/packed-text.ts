/**
 * Size in bytes of a block outside V8's heap. A block stores many rarely read texts as UTF-8.
 * In V8's heap, the texts would cost more: a Latin letter can take two bytes, and the garbage collector scans
 * each string.
 */
const pieceBytes = 256 * 1024;

let piece = Buffer.alloc(0);
let used = 0;

/**
 * Returns `size` zeroed bytes of a shared block. A block is freed when no part of the block is in use.
 */
export function packedBytes(size: number): Buffer {
  if (size > pieceBytes / 8) return Buffer.alloc(size);
  if (used + size > piece.length) {
    piece = Buffer.alloc(pieceBytes);
    used = 0;
  }
  used += size;
  return piece.subarray(used - size, used);
}

/** Returns the text as UTF-8 bytes, which `toString()` converts back. */
export function packText(text: string): Buffer {
  const bytes = packedBytes(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}

/** Copies a string, because a substring keeps the whole original string in memory. */
export function ownCopy(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}
