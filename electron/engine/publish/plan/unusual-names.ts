import { posix } from "node:path";

/**
 * Smallest limit of a name on common file systems, in bytes: 143 in an encrypted home folder (eCryptfs),
 * mostly 255.
 */
const longName = 143;

/** Longer paths, in bytes, are too long for some servers: old ones on Windows accept 260 in all. */
const longPath = 240;

/**
 * Longest path on Linux and others (PATH_MAX without the final NUL). ProFTPD does not even answer requests
 * with a longer one.
 */
const mostPathBytes = 4095;

/** Characters that Windows file systems do not allow, and control characters. */
const oddCharacters = /[<>:"|?*\\\p{Cc}]|[. ]$/u;

/** Windows device names, with any extension. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * Returns what some servers may refuse in a name: a leading dot, its length, or its characters; null when all
 * accept it.
 */
export function oddity(name: string): "dot" | "length" | "characters" | null {
  if (name.startsWith(".")) return "dot";
  if (Buffer.byteLength(name) > longName) return "length";
  return oddCharacters.test(name) || deviceName.test(name) ? "characters" : null;
}

/** Whether some servers refuse a path of the site. */
export function isUnusual(path: string): boolean {
  return path.split("/").some((name) => oddity(name) !== null);
}

/** Whether the whole path may be too long for some servers. */
export function isLong(root: string, path: string): boolean {
  return bytesOf(root, path) > longPath;
}

/** Whether the path is too long for any server, so that no request is needed. */
export function isTooLong(root: string, path: string): boolean {
  return bytesOf(root, path) > mostPathBytes;
}

function bytesOf(root: string, path: string): number {
  return Buffer.byteLength(posix.join(root, path));
}
