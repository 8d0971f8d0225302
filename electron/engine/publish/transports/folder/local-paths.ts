import { win32 } from "node:path";

/*
 * A publish uses paths as SFTP servers do: absolute, with `/`. A Windows path with a drive is written as
 * OpenSSH for Windows writes it, `/C:/web`. A share is written as `/UNC/nas/web`; OpenSSH has no form for it.
 * Without these forms, joining paths would turn `\\nas\web` into `/nas/web`, and the parent of `C:/web` would
 * be `C:`, the current folder of that drive.
 */

/** Converts between paths of this computer and paths of a publish. */
export interface LocalPaths {
  /** `path` may have a drive or share, be relative to the current folder, and use both slashes. */
  toRemote(path: string): string;
  /** Returns null if no local path corresponds to the path, as for the folder above all drives. */
  toLocal(path: string): string | null;
}

/**
 * Returns the functions that convert paths on a system. `currentFolder` returns the folder to which relative
 * paths are relative.
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

/** Removes the prefix of long paths on Windows (`\\?\`). Node adds the prefix itself where it is needed. */
function withoutPrefix(path: string): string {
  return path.replace(/^\\\\[?.]\\UNC\\/i, "\\\\").replace(/^\\\\[?.]\\(?=[A-Za-z]:)/, "");
}
