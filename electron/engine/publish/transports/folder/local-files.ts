import type { Stats } from "node:fs";
import { chmod, lstat, mkdir, readdir, readlink, statfs, symlink } from "node:fs/promises";
import { messageOf } from "#contract/errors.ts";
import { systemCode } from "#contract/file-retries.ts";
import { link, open, rename, rmdir, unlink, writeWhole } from "#engine/base/files/change-files.ts";
import { fileError } from "#engine/base/file-errors.ts";
import { realPath } from "#engine/base/files/real-path.ts";
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
import { type LocalPaths, localPaths } from "./local-paths.ts";

const openFlags: Record<OpenHow, string> = { read: "r", create: "w", overwrite: "r+" };

const statuses: Readonly<Record<string, number>> = {
  ENOENT: remoteStatus.noSuchFile,
  ENOTDIR: remoteStatus.noSuchFile,
  // A loop of symbolic links. OpenSSH reports it with this status, too.
  ELOOP: remoteStatus.noSuchFile,
  EACCES: remoteStatus.permissionDenied,
  EPERM: remoteStatus.permissionDenied,
  EROFS: remoteStatus.permissionDenied,
};

/** Implements `RemoteFiles` for folders on this computer. Paths are absolute, with `/` (see `LocalPaths`). */
export class LocalFiles implements RemoteFiles {
  readonly capabilities: Capabilities;
  readonly #paths: LocalPaths;

  constructor(paths: LocalPaths = localPaths()) {
    this.#paths = paths;
    this.capabilities = {
      chunk: 256 * 1024,
      openFiles: 64,
      renameOver: true,
      directoryRename: true,
      ordered: false,
      links: {
        hardLink: (from, to) => asked("link", to, async () => link(this.#at(from), this.#at(to))),
        // Does not convert `target` to a local path, because a link must contain exactly the given text.
        symlink: (target, path) => asked("symlink", path, async () => symlink(target, this.#at(path))),
        readlink: (path) => asked("readlink", path, async () => readlink(this.#at(path))),
      },
    };
  }

  async open(path: string, how: OpenHow, mode?: number): Promise<RemoteFile> {
    const handle = await asked("open", path, async () => open(this.#at(path), openFlags[how], mode));
    return {
      read: async (offset, length) => {
        const buffer = Buffer.allocUnsafe(length);
        const { bytesRead } = await asked("read", path, () => handle.read(buffer, 0, length, offset));
        return buffer.subarray(0, bytesRead);
      },
      write: (bytes, offset) => asked("write", path, () => writeWhole(handle, bytes, offset)),
      chmod: (bits) => asked("fsetstat", path, () => handle.chmod(bits)),
      close: () => asked("close", path, () => handle.close()),
    };
  }

  async rename(from: string, to: string): Promise<void> {
    const taken = await asked("rename", to, async () => entryIfThere(this.#at(to)));
    if (taken) throw new RemoteError("rename", to, remoteStatus.failure, "the name is taken");
    await this.replace(from, to);
  }

  replace(from: string, to: string): Promise<void> {
    return asked("rename", to, async () => rename(this.#at(from), this.#at(to)));
  }

  async mkdir(path: string, mode: number): Promise<void> {
    await asked("mkdir", path, async () => mkdir(this.#at(path), mode));
  }

  chmod(path: string, mode: number): Promise<void> {
    return asked("setstat", path, async () => chmod(this.#at(path), mode));
  }

  async lstat(path: string): Promise<RemoteEntry> {
    return entryOf(await asked("lstat", path, async () => lstat(this.#at(path))));
  }

  async readdir(path: string): Promise<ReadonlyMap<string, RemoteEntry>> {
    const names = await asked("readdir", path, async () => readdir(this.#at(path)));
    const entries = new Map<string, RemoteEntry>();
    for (const name of names) {
      const inside = `${path}/${name}`;
      const stats = await asked("lstat", inside, async () => entryIfThere(this.#at(inside)));
      if (stats) entries.set(name, entryOf(stats));
    }
    return entries;
  }

  remove(path: string): Promise<void> {
    return asked("remove", path, async () => unlink(this.#at(path)));
  }

  rmdir(path: string): Promise<void> {
    return asked("rmdir", path, async () => rmdir(this.#at(path)));
  }

  async realpath(path: string): Promise<string> {
    return this.#paths.toRemote(await asked("realpath", path, async () => realPath(this.#at(path))));
  }

  async space(path: string): Promise<Space> {
    const { bsize, bavail, files, ffree } = await asked("statvfs", path, async () => statfs(this.#at(path)));
    // A total of 0 means that the file system, such as btrfs, has no fixed number of inodes.
    const freeFiles = files === 0 ? Number.POSITIVE_INFINITY : ffree;
    return { free: bsize * bavail, freeFiles, isReadOnly: false };
  }

  /** Returns the path on this computer. Throws with code EACCES if no local path corresponds to `path`. */
  #at(path: string): string {
    const local = this.#paths.toLocal(path);
    if (local === null) throw Object.assign(new Error("no folder of this computer"), { code: "EACCES" });
    return local;
  }
}

/**
 * Converts Node's error of a file operation to a `RemoteError` with an SFTP status.
 * Throws `file.inUse` if another program on this computer has the file open.
 */
async function asked<T>(operation: string, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HeldFileError || systemCode(error) === "EBUSY") throw fileError(error, path);
    const code = systemCode(error);
    const reason = messageOf(error);
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
