/**
 * A remote's name as `rclone config` allows it, except single letters, which are drives on Windows. A comma
 * would begin a connection string, which overrides settings of the remote, including commands.
 */
const remoteName = /^[\p{L}\p{N}_.+@](?:[\p{L}\p{N}_.+@ -]*[\p{L}\p{N}_.+@-])?$/u;

/** The parts of `my-bucket:blog`. */
export interface RcloneRemote {
  readonly name: string;
  readonly path: string;
}

/** Parses an rclone remote: its name, a colon, and a folder without `..`. Null for anything else. */
export function readRcloneRemote(text: string): RcloneRemote | null {
  const colon = text.indexOf(":");
  const [name, path] = [text.slice(0, colon), text.slice(colon + 1)];
  if (colon === -1 || !remoteName.test(name) || /^(?:\.+|[a-z])$/i.test(name)) return null;
  // A backslash is a separator on Windows
  if (/[\p{C}\p{Zl}\p{Zp}\\]/u.test(path) || path.split("/").includes("..")) return null;
  return { name, path };
}
