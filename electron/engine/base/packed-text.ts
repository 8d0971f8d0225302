/**
 * Texts that are kept by the thousand and read now and then: as UTF-8, side by side in large pieces of memory outside V8's heap.
 * There each takes its bytes and little more, Japanese no more than Latin letters half of them, and the collector neither walks
 * through them nor waits for the heap to grow by as much again.
 */
const pieceBytes = 256 * 1024;

let piece = Buffer.alloc(0);
let used = 0;

/** Room for so many bytes, filled with zeros, in a piece that others share: it is given back when all of them are forgotten. */
export function packedBytes(size: number): Buffer {
  if (size > pieceBytes / 8) return Buffer.alloc(size);
  if (used + size > piece.length) {
    piece = Buffer.alloc(pieceBytes);
    used = 0;
  }
  used += size;
  return piece.subarray(used - size, used);
}

/** The text as UTF-8; `toString()` gives it back. */
export function packText(text: string): Buffer {
  const bytes = packedBytes(Buffer.byteLength(text));
  bytes.write(text);
  return bytes;
}
