/**
 * Copies a string. V8 makes a substring a view that keeps the whole original in memory, which adds up where a
 * few words of each of many files are kept.
 */
export function ownCopy(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}
