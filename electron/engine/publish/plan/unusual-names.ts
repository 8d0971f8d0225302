import { posix } from "node:path";

/** Maximum length in bytes of a name that all common file systems accept. eCryptfs has the lowest limit. */
const longName = 143;

/** Maximum length of a whole path that all servers accept, in bytes. Old Windows servers accept 260. */
const longPath = 240;

/** Maximum length of a path on Linux, in bytes. ProFTPD does not answer a request with a longer path. */
const maxPathBytes = 4095;

/** Characters that file systems of Windows do not allow, and control characters. */
const unusualCharacters = /[<>:"|?*\\\p{Cc}]|[. ]$/u;

/** Names of devices on Windows, with any extension. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Returns why some servers may refuse a name, or null if all servers accept the name. */
export function nameProblem(name: string): "dot" | "length" | "characters" | null {
  if (name.startsWith(".")) return "dot";
  if (Buffer.byteLength(name) > longName) return "length";
  return unusualCharacters.test(name) || deviceName.test(name) ? "characters" : null;
}

/** Whether a path contains a name that some servers refuse. */
export function isUnusual(path: string): boolean {
  return path.split("/").some((name) => nameProblem(name) !== null);
}

/** Whether a path is longer than some servers accept. */
export function isLong(root: string, path: string): boolean {
  return bytesOf(root, path) > longPath;
}

/** Whether a path is too long for every server. Such a path is refused without a request to the server. */
export function isTooLong(root: string, path: string): boolean {
  return bytesOf(root, path) > maxPathBytes;
}

function bytesOf(root: string, path: string): number {
  return Buffer.byteLength(posix.join(root, path));
}
