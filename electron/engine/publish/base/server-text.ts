const longest = 1000;

/**
 * Makes a server's message safe to show: removes control characters, which could move a terminal's cursor,
 * and limits its length.
 */
export function serverText(text: string): string {
  return text.slice(0, longest).replace(/[^\P{Cc}\n]/gu, "");
}
