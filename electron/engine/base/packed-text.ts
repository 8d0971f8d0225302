/**
 * Stores thousands of rarely read texts as UTF-8, side by side in large blocks outside V8's heap. Each text
 * takes little more than its bytes (as V8 strings, Latin letters can take twice as much), and the garbage
 * collector neither scans them nor lets the heap grow by as much again.
 */
const pieceBytes = 256 * 1024;

let piece = Buffer.alloc(0);
let used = 0;

/**
 * Returns `size` zeroed bytes, usually in a shared block, which is freed when none of its texts is
 * referenced.
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

/** The text as UTF-8; `toString()` decodes it. */
export function packText(text: string): Buffer {
  const bytes = packedBytes(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}
