import { posix } from "node:path";

/** The least that file systems allow in a name, in bytes: an encrypted home folder (eCryptfs) has 143, most others 255. */
const longName = 143;

/** Paths of more bytes than this are too long for some servers: old ones on Windows take 260 in all. */
const longPath = 240;

/** The most that Linux and others take in a whole path (PATH_MAX, less its end). ProFTPD does not even answer when asked for a longer one. */
const mostPathBytes = 4095;

/** What file systems of Windows do not take, and control characters. */
const oddCharacters = /[<>:"|?*\\\p{Cc}]|[. ]$/u;

/** Names of devices, with any ending. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** What may be wrong with a name: a dot at its beginning, its length, or its characters; null when any server takes it. */
export function oddity(name: string): "dot" | "length" | "characters" | null {
  if (name.startsWith(".")) return "dot";
  if (Buffer.byteLength(name) > longName) return "length";
  return oddCharacters.test(name) || deviceName.test(name) ? "characters" : null;
}

/** Whether there are servers that do not take a path of the site. */
export function isUnusual(path: string): boolean {
  return path.split("/").some((name) => oddity(name) !== null);
}

/** Whether all of a path may be too long. */
export function isLong(root: string, path: string): boolean {
  return bytesOf(root, path) > longPath;
}

/** Whether no server has such a path, so that none need be asked. */
export function isTooLong(root: string, path: string): boolean {
  return bytesOf(root, path) > mostPathBytes;
}

function bytesOf(root: string, path: string): number {
  return Buffer.byteLength(posix.join(root, path));
}
