import { sha256 } from "./hash.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it must find
const forbidden = /[\u0000-\u001F\u007F\\/<>:"|?*]/;
/** With any ending, also with spaces before it; the last two are the console, and digits can be superscripts. */
const deviceName = /^(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³]|conin\$|conout\$) *(?:\.|$)/i;

/**
 * Whether a name means a file or folder of that very name on every system: no way up, no drive letter, no alternate stream
 * (`a.txt:b`), no device (`aux.txt`), and no dot or space at its end, which Windows drops.
 */
export function isPortableName(name: string): boolean {
  if (name === "" || name === "." || name === "..") return false;
  return !forbidden.test(name) && !/[. ]$/.test(name) && !deviceName.test(name);
}

/** Whether a path has nothing but such names, with `/` between them. */
export function isPortablePath(path: string): boolean {
  return path.split("/").every(isPortableName);
}

/**
 * Whether a path with `/` stays inside the folder that it is relative to, on this system. Elsewhere than on Windows, files
 * that are there may have names that Windows does not know.
 */
export function isPlainPath(path: string, onWindows = process.platform === "win32"): boolean {
  return onWindows ? isPortablePath(path) : !leadsAway.test(path);
}

/**
 * An empty name, a way up, a backslash or a drive letter. The latter are ordinary characters on Linux, but the folder may be
 * opened on Windows tomorrow. One expression, since tens of thousands of paths are looked at.
 */
const leadsAway = /(?:^|\/)(?:\.{0,2}(?:\/|$)|[A-Za-z]:)|[\\\0]/;

/** With an ending or a temporary name added, it stays below the 255 bytes that most file systems take. */
const longestName = 120;

/**
 * The file name for a name that somebody chose, such as a target's: letters, digits, hyphens, underscores and `%`. Two
 * different names have different file names, also on a disk that ignores case or composes characters.
 */
export function fileNameFor(name: string): string {
  const encoded = Array.from(name, encodeCharacter).join("");
  const safe = encoded === "" || !isPortableName(encoded) ? `%${encoded}` : encoded;
  return safe.length <= longestName ? safe : `${safe.slice(0, 40)}~${sha256(name)}`;
}

function encodeCharacter(character: string): string {
  if (/^[a-z0-9_-]$/.test(character)) return character;
  // A lone surrogate has no UTF-8
  if (!character.isWellFormed()) return `%u${character.charCodeAt(0).toString(16)}`;
  return Array.from(
    Buffer.from(character),
    (byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`,
  ).join("");
}
