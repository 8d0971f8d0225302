import { isPortableName } from "#contract/text/portable-name.ts";
import { sha256 } from "./hash.ts";

/** Whether a path consists of portable names with `/` between them. */
export function isPortablePath(path: string): boolean {
  return path.split("/").every(isPortableName);
}

/** Whether a path with `/` stays inside its base folder on this system. */
export function isPlainPath(path: string, onWindows = process.platform === "win32"): boolean {
  return onWindows ? isPortablePath(path) : !leadsAway.test(path);
}

/** Matches paths with empty names, `.`, `..`, backslashes, NUL or drive letters. */
const leadsAway = /(?:^|\/)(?:\.{0,2}(?:\/|$)|[A-Za-z]:)|[\\\0]/;

/** Maximum length of a file name, in characters, without an extension. */
const longestName = 120;

/**
 * Returns a unique file name for a name that the user chose, such as the name of a publishing target.
 * Different names give different file names, even on a disk that ignores case or normalizes Unicode.
 */
export function fileNameFor(name: string): string {
  const encoded = Array.from(name, encodeCharacter).join("");
  const safe = encoded === "" || !isPortableName(encoded) ? `%${encoded}` : encoded;
  return safe.length <= longestName ? safe : `${safe.slice(0, 40)}~${sha256(name)}`;
}

function encodeCharacter(character: string): string {
  if (/^[a-z0-9_-]$/.test(character)) return character;
  // Encodes a lone surrogate by its number, because a lone surrogate has no UTF-8 bytes.
  if (!character.isWellFormed()) return `%u${character.charCodeAt(0).toString(16)}`;
  return Array.from(
    Buffer.from(character),
    (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
  ).join("");
}
