/**
 * Copies a string. V8 makes a substring a view that keeps the whole original string in memory; a few words
 * kept of each of many files would keep all files in memory.
 */
export function ownCopy(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}
