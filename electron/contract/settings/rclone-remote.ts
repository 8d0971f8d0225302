/**
 * Matches the names of remotes that `rclone config` allows.
 * Single letters do not match, because they name drives on Windows.
 * Commas do not match, because a comma begins a connection string, which can even run commands.
 */
const remoteName = /^[\p{L}\p{N}_.+@](?:[\p{L}\p{N}_.+@ -]*[\p{L}\p{N}_.+@-])?$/u;

/** An rclone remote and a folder on it, such as `my-bucket` and `blog` in `my-bucket:blog`. */
export interface RcloneRemote {
  readonly name: string;
  readonly path: string;
}

/** Parses an rclone remote: a name, a colon, and a folder without `..`. Returns null for any other text. */
export function readRcloneRemote(text: string): RcloneRemote | null {
  const colon = text.indexOf(":");
  const [name, path] = [text.slice(0, colon), text.slice(colon + 1)];
  if (colon === -1 || !remoteName.test(name) || /^(?:\.+|[a-z])$/i.test(name)) return null;
  // Rejects a backslash, because a backslash separates folders on Windows.
  if (/[\p{C}\p{Zl}\p{Zp}\\]/u.test(path) || path.split("/").includes("..")) return null;
  return { name, path };
}
