/**
 * A remote as `rclone config` lets its author name one, but no single letter, which Windows takes for a drive. A comma would begin a connection string, which replaces settings of the remote, its commands among them.
 */
const remoteName = /^[\p{L}\p{N}_.+@](?:[\p{L}\p{N}_.+@ -]*[\p{L}\p{N}_.+@-])?$/u;

/** The parts of `my-bucket:blog`. */
export interface RcloneRemote {
  readonly name: string;
  readonly path: string;
}

/** Reads a place of rclone: the name of a remote, a colon, and a folder without `..`. Null for anything else. */
export function readRcloneRemote(text: string): RcloneRemote | null {
  const colon = text.indexOf(":");
  const [name, path] = [text.slice(0, colon), text.slice(colon + 1)];
  if (colon === -1 || !remoteName.test(name) || /^(?:\.+|[a-z])$/i.test(name)) return null;
  // A backslash separates folders on Windows
  if (/[\p{C}\p{Zl}\p{Zp}\\]/u.test(path) || path.split("/").includes("..")) return null;
  return { name, path };
}
