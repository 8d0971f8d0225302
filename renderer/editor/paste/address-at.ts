const address = /(?:https?:\/\/|mailto:)[^\s<>"'()[\]{}、。「」（）\u3000]+/g;

/** Returns the web or mail address that contains a 0-based column of a line, or null. */
export function addressAt(line: string, column: number): string | null {
  for (const match of line.matchAll(address)) {
    if (match.index <= column && column <= match.index + match[0].length) return match[0];
  }
  return null;
}
