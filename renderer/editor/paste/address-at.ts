const address = /(?:https?:\/\/|mailto:)[^\s<>"'()[\]{}、。「」（）\u3000]+/g;

/** The web or mail address at a column (0-based) of a line, or null. */
export function addressAt(line: string, column: number): string | null {
  for (const match of line.matchAll(address)) {
    if (match.index <= column && column <= match.index + match[0].length) return match[0];
  }
  return null;
}
