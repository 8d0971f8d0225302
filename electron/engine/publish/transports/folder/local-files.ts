import type { Stats } from "node:fs";
import { chmod, lstat, mkdir, readdir, readlink, realpath, statfs, symlink } from "node:fs/promises";
import { link, open, rename, rmdir, unlink } from "#engine/base/files/change-files.ts";
import { fileError, systemCode } from "#engine/base/file-errors.ts";
import { HeldFileError } from "#engine/base/files/retry-held.ts";
import { entryIfThere } from "#engine/base/files/read-files.ts";
import type { Capabilities } from "../../base/capabilities.ts";
import {
  type OpenHow,
  type RemoteEntry,
  RemoteError,
  type RemoteFile,
  type RemoteFiles,
  remoteStatus,
  type Space,
} from "../../base/remote-files.ts";

const openFlags: Record<OpenHow, string> = { read: "r", create: "w", overwrite: "r+" };

const statuses: Readonly<Record<string, number>> = {
  ENOENT: remoteStatus.noSuchFile,
  ENOTDIR: remoteStatus.noSuchFile,
  EACCES: remoteStatus.permissionDenied,
  EPERM: remoteStatus.permissionDenied,
  EROFS: remoteStatus.permissionDenied,
};

/** Implements `RemoteFiles` for folders on this computer, so that the same protocol publishes to both. */
export class LocalFiles implements RemoteFiles {
  readonly capabilities: Capabilities = {
    chunk: 256 * 1024,
    openFiles: 64,
    renameOver: true,
    directoryRename: true,
    ordered: false,
    links: {
      hardLink: (from, to) => asked("link", to, link(from, to)),
      symlink: (target, path) => asked("symlink", path, symlink(target, path)),
      readlink: (path) => asked("readlink", path, readlink(path)),
    },
  };

  async open(path: string, how: OpenHow, mode?: number): Promise<RemoteFile> {
    const handle = await asked("open", path, open(path, openFlags[how], mode));
    return {
      read: async (offset, length) => {
        const buffer = Buffer.allocUnsafe(length);
        const { bytesRead } = await asked("read", path, handle.read(buffer, 0, length, offset));
        return buffer.subarray(0, bytesRead);
      },
      write: async (bytes, offset) => {
        await asked("write", path, handle.write(bytes, 0, bytes.length, offset));
      },
      chmod: (bits) => asked("fsetstat", path, handle.chmod(bits)),
      close: () => asked("close", path, handle.close()),
    };
  }

  async rename(from: string, to: string): Promise<void> {
    const taken = await asked("rename", to, entryIfThere(to));
    if (taken) throw new RemoteError("rename", to, remoteStatus.failure, "the name is taken");
    await this.replace(from, to);
  }

  replace(from: string, to: string): Promise<void> {
    return asked("rename", to, rename(from, to));
  }

  mkdir(path: string, mode: number): Promise<void> {
    return asked(
      "mkdir",
      path,
      mkdir(path, mode).then(() => undefined),
    );
  }

  chmod(path: string, mode: number): Promise<void> {
    return asked("setstat", path, chmod(path, mode));
  }

  async lstat(path: string): Promise<RemoteEntry> {
    return entryOf(await asked("lstat", path, lstat(path)));
  }

  async readdir(path: string): Promise<ReadonlyMap<string, RemoteEntry>> {
    const names = await asked("readdir", path, readdir(path));
    const entries = new Map<string, RemoteEntry>();
    for (const name of names) {
      const stats = await asked("lstat", `${path}/${name}`, entryIfThere(`${path}/${name}`));
      if (stats) entries.set(name, entryOf(stats));
    }
    return entries;
  }

  remove(path: string): Promise<void> {
    return asked("remove", path, unlink(path));
  }

  rmdir(path: string): Promise<void> {
    return asked("rmdir", path, rmdir(path));
  }

  async realpath(path: string): Promise<string> {
    const real = await asked("realpath", path, realpath(path));
    return real.replaceAll("\\", "/");
  }

  async space(path: string): Promise<Space> {
    const { bsize, bavail, files, ffree } = await asked("statvfs", path, statfs(path));
    // File systems that make inodes when needed report 0.
    const freeFiles = files === 0 ? Number.POSITIVE_INFINITY : ffree;
    return { free: bsize * bavail, freeFiles, isReadOnly: false };
  }
}

/**
 * Waits for a file operation; converts Node's error to a `RemoteError` with an SFTP status, or to `file.inUse`:
 * no host can help with a file that another program of this computer holds.
 */
async function asked<T>(operation: string, path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof HeldFileError || systemCode(error) === "EBUSY") throw fileError(error, path);
    const code = systemCode(error);
    const reason = error instanceof Error ? error.message : String(error);
    throw new RemoteError(operation, path, statuses[code] ?? remoteStatus.failure, reason);
  }
}

function entryOf(stats: Stats): RemoteEntry {
  const kind = stats.isFile()
    ? "file"
    : stats.isDirectory()
      ? "directory"
      : stats.isSymbolicLink()
        ? "link"
        : "other";
  const { size, uid } = stats;
  return { kind, size, mtime: Math.floor(stats.mtimeMs / 1000), mode: stats.mode & 0o7777, uid };
}
