import { win32 } from "node:path";

/*
 * A publish uses absolute paths with `/`, as SFTP servers do.
 * The Windows path `C:\web` becomes `/C:/web`, as in OpenSSH for Windows.
 * The share `\\nas\web` becomes `/UNC/nas/web`, because OpenSSH has no form for shares.
 */

/** Converts between local paths of this computer and the remote paths that a publish uses. */
export interface LocalPaths {
  /** Converts a local path to a remote path. The local path can be relative, or have a drive or share. */
  toRemote(path: string): string;
  /**
   * Returns the local path for `path`. On Windows, returns null for `/`, which is above all drives.
   */
  toLocal(path: string): string | null;
}

/**
 * Returns functions that convert local paths of a platform to paths of a publish, and back.
 * A relative local path is relative to `currentFolder`.
 */
export function localPaths(
  platform: string = process.platform,
  currentFolder: () => string = () => process.cwd(),
): LocalPaths {
  if (platform !== "win32") return { toRemote: (path) => path, toLocal: (path) => path };
  return {
    toRemote(path) {
      const absolute = win32.resolve(currentFolder(), withoutPrefix(path.replaceAll("/", "\\")));
      const [, server, share, inside = ""] = /^\\\\([^\\]+)\\([^\\]+)\\?(.*)$/.exec(absolute) ?? [];
      const parts = share === undefined ? absolute : `UNC\\${server}\\${share}\\${inside}`;
      return `/${parts.replaceAll("\\", "/").replace(/\/+$/, "")}`;
    },
    toLocal(path) {
      const [, drive, below = ""] = /^\/([A-Za-z]:)(?:\/(.*))?$/.exec(path) ?? [];
      if (drive !== undefined) return `${drive}\\${below.replaceAll("/", "\\")}`;
      const [, share, inside = ""] = /^\/UNC\/([^/]+\/[^/]+)(?:\/(.*))?$/.exec(path) ?? [];
      if (share !== undefined) return `\\\\${share}\\${inside}`.replaceAll("/", "\\");
      return path.startsWith("/") ? null : path.replaceAll("/", "\\");
    },
  };
}

/** Removes the prefix of long paths on Windows (`\\?\`). Node adds the prefix where Windows needs it. */
function withoutPrefix(path: string): string {
  return path.replace(/^\\\\[?.]\\UNC\\/i, "\\\\").replace(/^\\\\[?.]\\(?=[A-Za-z]:)/, "");
}
