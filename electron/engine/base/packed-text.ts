/**
 * Size of a block in bytes. The functions below store thousands of rarely read texts as UTF-8 in large blocks
 * outside V8's heap. A text takes little more memory than its bytes, whereas a V8 string can take two bytes
 * for each Latin letter. The garbage collector does not scan the blocks, and V8 does not enlarge its heap
 * because of them.
 */
const pieceBytes = 256 * 1024;

let piece = Buffer.alloc(0);
let used = 0;

/**
 * Returns `size` zeroed bytes, usually a part of a shared block. A block is freed when no part of it is
 * referenced any more.
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

/** Returns the text as UTF-8 bytes. `toString()` converts them back. */
export function packText(text: string): Buffer {
  const bytes = packedBytes(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}

/**
 * Copies a string. V8 makes a substring a view that keeps the whole original string in memory. Without
 * copies, a few words from each of many files would keep all these files in memory.
 */
export function ownCopy(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}
