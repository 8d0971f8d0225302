import type { Stats } from "node:fs";
import {
  type FileHandle,
  lstat,
  mkdir,
  open,
  readdir,
  rename,
  rm,
  rmdir,
  stat,
  utimes,
} from "node:fs/promises";
import { join, posix } from "node:path";
import ssh2, { type Attributes, type SFTPWrapper } from "ssh2";

const { OPEN_MODE, STATUS_CODE, flagsToString } = ssh2.utils.sftp;

type Handle = { kind: "file"; file: FileHandle } | { kind: "directory"; names: string[]; path: string };

/** How many names one READDIR answer carries. */
const namesPerAnswer = 200;

/**
 * Answers one SFTP channel (version 3) from a folder: paths are resolved against a virtual `/`, so nothing outside the
 * folder can be named. Made for the practice site on this computer, not for strangers: there are no owners and no links.
 */
export class PracticeSftp {
  readonly #root: string;
  readonly #channel: SFTPWrapper;
  readonly #handles = new Map<number, Handle>();
  #nextHandle = 1;

  constructor(root: string, channel: SFTPWrapper) {
    this.#root = root;
    this.#channel = channel;
    this.#answerFiles();
    this.#answerDirectories();
    this.#answerPaths();
    channel.on("error", () => this.#closeAll());
    channel.on("close", () => this.#closeAll());
  }

  #answerFiles(): void {
    const channel = this.#channel;
    channel.on("OPEN", (id, path, flags, attributes) => {
      this.#answer(id, async () => {
        const mode = flagsToString(flags) ?? (flags & OPEN_MODE.WRITE ? "w" : "r");
        const file = await open(this.#real(path), mode, modeOf(attributes, 0o644));
        channel.handle(id, this.#keep({ kind: "file", file }));
      });
    });
    channel.on("WRITE", (id, handle, offset, data) => {
      // The packet's memory is used again for the next one.
      const bytes = Buffer.from(data);
      this.#answer(id, async () => {
        await this.#file(handle).write(bytes, 0, bytes.length, offset);
        channel.status(id, STATUS_CODE.OK);
      });
    });
    channel.on("READ", (id, handle, offset, length) => {
      this.#answer(id, async () => {
        const buffer = Buffer.alloc(Math.min(length, 256 * 1024));
        const { bytesRead } = await this.#file(handle).read(buffer, 0, buffer.length, offset);
        if (bytesRead === 0) channel.status(id, STATUS_CODE.EOF);
        else channel.data(id, buffer.subarray(0, bytesRead));
      });
    });
    channel.on("FSTAT", (id, handle) => {
      this.#answer(id, async () => channel.attrs(id, attributesOf(await this.#file(handle).stat())));
    });
    channel.on("FSETSTAT", (id, handle, attributes) => {
      this.#answer(id, async () => {
        const file = this.#file(handle);
        if (attributes.mtime !== undefined) await file.utimes(attributes.atime, attributes.mtime);
        if (attributes.mode !== undefined) await file.chmod(attributes.mode & 0o777);
        channel.status(id, STATUS_CODE.OK);
      });
    });
    channel.on("CLOSE", (id, handle) => {
      this.#answer(id, async () => {
        const kept = this.#take(handle);
        if (kept.kind === "file") await kept.file.close();
        channel.status(id, STATUS_CODE.OK);
      });
    });
  }

  #answerDirectories(): void {
    const channel = this.#channel;
    channel.on("OPENDIR", (id, path) => {
      this.#answer(id, async () => {
        const names = await readdir(this.#real(path));
        channel.handle(id, this.#keep({ kind: "directory", names, path }));
      });
    });
    channel.on("READDIR", (id, handle) => {
      this.#answer(id, async () => {
        const directory = this.#kept(handle);
        if (directory.kind !== "directory") throw new Error("not a directory");
        const names = directory.names.splice(0, namesPerAnswer);
        if (names.length === 0) return channel.status(id, STATUS_CODE.EOF);
        const entries = names.map(async (filename) => {
          const attrs = attributesOf(await lstat(this.#real(posix.join(directory.path, filename))));
          return { filename, longname: filename, attrs };
        });
        return channel.name(id, await Promise.all(entries));
      });
    });
    channel.on("MKDIR", (id, path, attributes) => {
      this.#done(id, () => mkdir(this.#real(path), modeOf(attributes, 0o755)));
    });
    channel.on("RMDIR", (id, path) => this.#done(id, () => rmdir(this.#real(path))));
  }

  #answerPaths(): void {
    const channel = this.#channel;
    channel.on("LSTAT", (id, path) => {
      this.#answer(id, async () => channel.attrs(id, attributesOf(await lstat(this.#real(path)))));
    });
    channel.on("STAT", (id, path) => {
      this.#answer(id, async () => channel.attrs(id, attributesOf(await stat(this.#real(path)))));
    });
    channel.on("SETSTAT", (id, path, attributes) => {
      this.#done(id, async () => {
        if (attributes.mtime !== undefined) {
          await utimes(this.#real(path), attributes.atime, attributes.mtime);
        }
      });
    });
    channel.on("REMOVE", (id, path) => this.#done(id, () => rm(this.#real(path))));
    channel.on("RENAME", (id, from, to) => {
      this.#done(id, async () => {
        if (await exists(this.#real(to))) throw new Error("the new name is taken");
        await rename(this.#real(from), this.#real(to));
      });
    });
    channel.on("REALPATH", (id, path) => {
      const filename = virtual(path);
      channel.name(id, [{ filename, longname: filename, attrs: attributesOf(undefined) }]);
    });
  }

  #done(id: number, work: () => Promise<unknown>): void {
    this.#answer(id, async () => {
      await work();
      this.#channel.status(id, STATUS_CODE.OK);
    });
  }

  /** Runs the work of one request; whatever fails becomes a status, as on any server. */
  #answer(id: number, work: () => Promise<unknown>): void {
    work().catch((error: unknown) => this.#channel.status(id, statusOf(error)));
  }

  #real(path: string): string {
    return join(this.#root, virtual(path));
  }

  #keep(handle: Handle): Buffer {
    const number = this.#nextHandle++;
    this.#handles.set(number, handle);
    const name = Buffer.alloc(4);
    name.writeUInt32BE(number);
    return name;
  }

  #kept(name: Buffer): Handle {
    const handle = name.length === 4 ? this.#handles.get(name.readUInt32BE()) : undefined;
    if (!handle) throw new Error("no such handle");
    return handle;
  }

  #file(name: Buffer): FileHandle {
    const handle = this.#kept(name);
    if (handle.kind !== "file") throw new Error("not a file");
    return handle.file;
  }

  #take(name: Buffer): Handle {
    const handle = this.#kept(name);
    this.#handles.delete(name.readUInt32BE());
    return handle;
  }

  #closeAll(): void {
    for (const handle of this.#handles.values()) {
      if (handle.kind === "file") handle.file.close().catch(() => undefined);
    }
    this.#handles.clear();
  }
}

/** The path as seen by the client: absolute, without `.` and `..`. */
function virtual(path: string): string {
  return posix.resolve("/", path);
}

function modeOf(attributes: Partial<Attributes> | undefined, usual: number): number {
  return attributes?.mode === undefined ? usual : attributes.mode & 0o777;
}

function attributesOf(stats: Stats | undefined): Attributes {
  return {
    mode: stats?.mode ?? 0,
    uid: stats?.uid ?? 0,
    gid: stats?.gid ?? 0,
    size: stats?.size ?? 0,
    atime: Math.floor((stats?.atimeMs ?? 0) / 1000),
    mtime: Math.floor((stats?.mtimeMs ?? 0) / 1000),
  };
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function statusOf(error: unknown): number {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return STATUS_CODE.NO_SUCH_FILE;
  if (code === "EACCES" || code === "EPERM" || code === "EROFS") return STATUS_CODE.PERMISSION_DENIED;
  return STATUS_CODE.FAILURE;
}
