const longest = 1000;

/**
 * What a server says, fit to be shown: without the control characters by which it could write elsewhere on a terminal,
 * and not endless.
 */
export function serverText(text: string): string {
  return text.slice(0, longest).replace(/[^\P{Cc}\n]/gu, "");
}
