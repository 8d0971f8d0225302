import { constants, type Stats } from "node:fs";
import { chmod, lstat, mkdir, readdir, utimes } from "node:fs/promises";
import { posix } from "node:path";
import { systemCode } from "#contract/file-retries.ts";
import ssh2, { type Attributes, type SFTPWrapper } from "ssh2";
import { rename, rm, rmdir, writeWhole } from "#engine/base/files/change-files.ts";
import { entryIfThere } from "#engine/base/files/read-files.ts";
import { OpenHandles } from "./open-handles.ts";
import { PracticePaths, virtualPath } from "./practice-paths.ts";
import { openPlainFile } from "./real-files.ts";

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;

/** Number of names in one READDIR reply. */
const namesPerAnswer = 200;
const largestRead = 256 * 1024;

/**
 * Serves a folder over one SFTP channel (version 3). Does not support links or extensions.
 */
export class PracticeSftp {
  readonly #paths: PracticePaths;
  readonly #channel: SFTPWrapper;
  readonly #handles = new OpenHandles();

  /** `root` is the local folder for the client's path `/`: an absolute path without symbolic links. */
  constructor(root: string, channel: SFTPWrapper) {
    this.#paths = new PracticePaths(root);
    this.#channel = channel;
    this.#answerFiles();
    this.#answerDirectories();
    this.#answerNames();
    // Handles errors, because a client may disconnect at any time.
    channel.on("error", () => this.#handles.closeAll());
    channel.on("close", () => this.#handles.closeAll());
  }

  #answerFiles(): void {
    const channel = this.#channel;
    channel.on("OPEN", (id, path, flags, attributes) => {
      this.#answer(id, async () => {
        const place = await this.#paths.target(path);
        const file = await openPlainFile(place, openFlags(flags), modeOf(attributes, 0o644));
        channel.handle(id, await this.#handles.addFile(file));
      });
    });
    channel.on("WRITE", (id, handle, offset, data) => {
      // Copies the data, because ssh2 reuses the memory of a packet for the next packet.
      const bytes = Buffer.from(data);
      this.#done(id, () => writeWhole(this.#handles.file(handle), bytes, offset));
    });
    channel.on("READ", (id, handle, offset, length) => {
      this.#answer(id, async () => {
        const buffer = Buffer.alloc(Math.min(length, largestRead));
        const { bytesRead } = await this.#handles.file(handle).read(buffer, 0, buffer.length, offset);
        if (bytesRead === 0) channel.status(id, STATUS_CODE.EOF);
        else channel.data(id, buffer.subarray(0, bytesRead));
      });
    });
    channel.on("FSTAT", (id, handle) => {
      this.#answer(id, async () => channel.attrs(id, attributesOf(await this.#handles.file(handle).stat())));
    });
    channel.on("FSETSTAT", (id, handle, attributes) => {
      this.#done(id, () => setAttributes(this.#handles.file(handle), attributes));
    });
    channel.on("CLOSE", (id, handle) => this.#done(id, () => this.#handles.close(handle)));
  }

  #answerDirectories(): void {
    const channel = this.#channel;
    channel.on("OPENDIR", (id, path) => {
      this.#answer(id, async () => {
        const names = await readdir(await this.#paths.target(path));
        channel.handle(id, this.#handles.addDirectory({ names, path }));
      });
    });
    channel.on("READDIR", (id, handle) => {
      this.#answer(id, async () => {
        const { path, names } = this.#handles.directory(handle);
        if (names.length === 0) return channel.status(id, STATUS_CODE.EOF);
        const entries = names.splice(0, namesPerAnswer).map((name) => this.#entry(path, name));
        return channel.name(id, (await Promise.all(entries)).flat());
      });
    });
    channel.on("MKDIR", (id, path, attributes) => {
      this.#done(id, async () => mkdir(await this.#paths.place(path), modeOf(attributes, 0o755)));
    });
    channel.on("RMDIR", (id, path) => this.#done(id, async () => rmdir(await this.#paths.place(path))));
  }

  #answerNames(): void {
    const channel = this.#channel;
    const look = (id: number, path: string): void =>
      this.#answer(id, async () =>
        channel.attrs(id, attributesOf(await lstat(await this.#paths.place(path)))),
      );
    channel.on("LSTAT", look);
    channel.on("STAT", look);
    channel.on("SETSTAT", (id, path, attributes) => {
      this.#done(id, async () => {
        const place = await this.#paths.target(path);
        const file = {
          utimes: (atime: number, mtime: number) => utimes(place, atime, mtime),
          chmod: (mode: number) => chmod(place, mode),
        };
        await setAttributes(file, attributes);
      });
    });
    channel.on("REMOVE", (id, path) => this.#done(id, async () => rm(await this.#paths.place(path))));
    channel.on("RENAME", (id, from, to) => {
      this.#done(id, async () => {
        const [source, target] = await Promise.all([this.#paths.place(from), this.#paths.place(to)]);
        if ((await entryIfThere(target)) !== null) throw new Error("the new name is taken");
        await rename(source, target);
      });
    });
    channel.on("REALPATH", (id, path) => {
      const filename = virtualPath(path);
      channel.name(id, [{ filename, longname: filename, attrs: attributesOf(null) }]);
    });
  }

  /** Returns a list with the entry of a file, or an empty list if the file was just removed. */
  async #entry(directory: string, filename: string): Promise<DirectoryEntry[]> {
    const stats = await entryIfThere(await this.#paths.place(posix.join(directory, filename)));
    return stats ? [{ filename, longname: filename, attrs: attributesOf(stats) }] : [];
  }

  #done(id: number, work: () => Promise<unknown>): void {
    this.#answer(id, async () => {
      await work();
      this.#channel.status(id, STATUS_CODE.OK);
    });
  }

  /** Handles one request. After an error, the client gets a status. */
  #answer(id: number, work: () => Promise<unknown>): void {
    work()
      .catch((error: unknown) => this.#channel.status(id, statusOf(error)))
      // Ignores errors, because ssh2 throws if the client of a compressed connection has disconnected.
      .catch(() => undefined);
  }
}

/** Returns the attributes of a file for an SFTP reply, all zero if `stats` is null. */
function attributesOf(stats: Stats | null): Attributes {
  return {
    mode: stats?.mode ?? 0,
    uid: stats?.uid ?? 0,
    gid: stats?.gid ?? 0,
    size: stats?.size ?? 0,
    atime: Math.floor((stats?.atimeMs ?? 0) / 1000),
    mtime: Math.floor((stats?.mtimeMs ?? 0) / 1000),
  };
}

/** Returns the requested permissions without special bits such as setuid. Default: `defaultMode`. */
function modeOf(attributes: Partial<Attributes> | undefined, defaultMode: number): number {
  return attributes?.mode === undefined ? defaultMode : attributes.mode & 0o777;
}

/** Sets the times and permissions that a client has sent. */
async function setAttributes(
  file: {
    utimes(atime: number, mtime: number): Promise<void>;
    chmod(mode: number): Promise<void>;
  },
  attributes: Partial<Attributes>,
): Promise<void> {
  const { atime, mtime, mode } = attributes;
  if (atime !== undefined && mtime !== undefined) await file.utimes(atime, mtime);
  if (mode !== undefined) await file.chmod(mode & 0o777);
}

interface DirectoryEntry {
  readonly filename: string;
  readonly longname: string;
  readonly attrs: Attributes;
}

/** Converts the open flags of SFTP to the system's flags. */
function openFlags(asked: number): number {
  const { O_RDONLY, O_WRONLY, O_RDWR, O_CREAT, O_TRUNC, O_EXCL, O_APPEND } = constants;
  const has = (mode: number): boolean => (asked & mode) !== 0;
  const access = has(OPEN_MODE.WRITE) ? (has(OPEN_MODE.READ) ? O_RDWR : O_WRONLY) : O_RDONLY;
  return (
    access |
    (has(OPEN_MODE.CREAT) ? O_CREAT : 0) |
    (has(OPEN_MODE.TRUNC) ? O_TRUNC : 0) |
    (has(OPEN_MODE.EXCL) ? O_EXCL : 0) |
    (has(OPEN_MODE.APPEND) ? O_APPEND : 0)
  );
}

function statusOf(error: unknown): number {
  const code = systemCode(error);
  if (code === "ENOENT" || code === "ENOTDIR") return STATUS_CODE.NO_SUCH_FILE;
  if (["EACCES", "EPERM", "EROFS"].includes(code)) return STATUS_CODE.PERMISSION_DENIED;
  return STATUS_CODE.FAILURE;
}
