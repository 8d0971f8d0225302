const longest = 1000;

/**
 * Makes a server's message safe to show: limits its length, and removes control characters, which could move
 * a terminal's cursor.
 */
export function serverText(text: string): string {
  return text.slice(0, longest).replace(/[^\P{Cc}\n]/gu, "");
}
