import type { Capabilities } from "#engine/publish/base/capabilities.ts";
import {
  type RemoteEntry,
  RemoteError,
  type RemoteFile,
  type RemoteFiles,
  remoteStatus,
} from "#engine/publish/base/remote-files.ts";
import type { BoundPath, DiskNode, MemoryDisk } from "./memory-disk.ts";
import type { Actor } from "./seeded-schedule.ts";

export interface ScheduledOptions {
  readonly inOrder: boolean;
  readonly announcesReplace: boolean;
  /** Called after each change of the disk in memory. */
  readonly onChange?: (path: string) => void;
}

/**
 * A client's connection to a disk in memory.
 * A schedule decides when a request arrives, when the server acts, and when the answer arrives.
 * A request that changes the disk also waits between its two steps on the disk.
 */
export class ScheduledFiles implements RemoteFiles {
  readonly capabilities: Capabilities;
  readonly #disk: MemoryDisk;
  readonly #actor: Actor;
  readonly #onChange: (path: string) => void;
  /** The current request of a server that works on one request at a time. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(disk: MemoryDisk, actor: Actor, { inOrder, announcesReplace, onChange }: ScheduledOptions) {
    this.#disk = disk;
    this.#actor = actor;
    this.capabilities = {
      // The size is small, so that files of some kilobytes are sent in parts
      chunk: 32 * 1024,
      openFiles: 64,
      renameOver: announcesReplace,
      directoryRename: true,
      ordered: inOrder,
      links: null,
    };
    this.#onChange = onChange ?? (() => undefined);
  }

  async open(...[path, how, mode = 0o644]: Parameters<RemoteFiles["open"]>): Promise<RemoteFile> {
    const disk = this.#disk;
    const file = await this.#change(`open-${how}`, path, (at) => {
      const node = how === "create" ? disk.create(at, mode) : disk.find(at, "open");
      if (node.kind === "directory") throw refusal("open", path, "is a directory");
      return node;
    });
    const on = <T>(operation: string, act: () => T): Promise<T> => this.#request(operation, path, act);
    return {
      read: (offset, length) => on("read", () => Buffer.from(file.bytes.subarray(offset, offset + length))),
      write: (bytes, offset) => on("write", () => disk.write(file, bytes, offset)),
      chmod: (bits) =>
        on("fsetstat", () => {
          file.mode = bits;
        }),
      close: () => on("close", () => undefined),
    };
  }

  rename = (from: string, to: string): Promise<void> =>
    this.#move("rename", from, to, (source, target) => {
      const node = this.#disk.find(source, "rename");
      // OpenSSH renames a file with the system calls link and unlink, which never replace a file.
      // OpenSSH renames a directory after checking that the target does not exist.
      if (node.kind === "file" && this.#disk.has(target)) throw refusal("rename", to, "exists");
      this.#disk.rename(source, target);
    });
  replace = (from: string, to: string): Promise<void> =>
    this.capabilities.renameOver
      ? this.#move("replace", from, to, (source, target) => this.#disk.rename(source, target))
      : Promise.reject(new RemoteError("rename", to, remoteStatus.unsupported, "not supported"));
  mkdir = (path: string, mode: number): Promise<void> =>
    this.#change("mkdir", path, (at) => this.#disk.mkdir(at, mode));
  remove = (path: string): Promise<void> => this.#change("remove", path, (at) => this.#disk.remove(at));
  rmdir = (path: string): Promise<void> => this.#change("rmdir", path, (at) => this.#disk.rmdir(at));
  chmod = (path: string, mode: number): Promise<void> =>
    this.#request("setstat", path, () => {
      this.#disk.find(this.#disk.bind("setstat", path)).mode = mode;
    });
  lstat = (path: string): Promise<RemoteEntry> =>
    this.#request("lstat", path, () => entryOf(this.#disk.find(this.#disk.bind("lstat", path))));
  readdir = (path: string): Promise<ReadonlyMap<string, RemoteEntry>> =>
    this.#request("readdir", path, () => {
      const node = this.#disk.find(this.#disk.bind("readdir", path), "readdir");
      const entries = node.kind === "directory" ? [...node.entries] : [];
      return new Map(entries.map(([name, child]) => [name, entryOf(child)]));
    });
  realpath = (path: string): Promise<string> => this.#request("realpath", path, () => path);
  space = (path: string) => this.#request("statvfs", path, () => null);

  #change<T>(operation: string, path: string, act: (at: BoundPath) => T): Promise<T> {
    return this.#inTwoSteps(`${operation} ${path}`, path, () => this.#disk.bind(operation, path), act);
  }

  #move(
    operation: string,
    from: string,
    to: string,
    act: (source: BoundPath, target: BoundPath) => void,
  ): Promise<void> {
    const lookUp = (): [BoundPath, BoundPath] => [
      this.#disk.bind(operation, from),
      this.#disk.bind(operation, to),
    ];
    return this.#inTwoSteps(`${operation} ${from} -> ${to}`, to, lookUp, ([source, target]) =>
      act(source, target),
    );
  }

  /** The first step looks up the directories, and the second step changes the disk. */
  #inTwoSteps<B, T>(label: string, path: string, lookUp: () => B, act: (bound: B) => T): Promise<T> {
    return this.#travel(label, async () => {
      const bound = lookUp();
      await this.#actor.turn(`act ${label}`);
      const result = act(bound);
      this.#onChange(path);
      return result;
    });
  }

  #request<T>(operation: string, path: string, act: () => T): Promise<T> {
    return this.#travel(`${operation} ${path}`, async () => act());
  }

  /**
   * Simulates a request and its answer.
   * A server that works in order begins a request only when the previous request is finished.
   */
  async #travel<T>(label: string, serve: () => Promise<T>): Promise<T> {
    const before = this.#last;
    const serving = this.#actor.turn(`ask ${label}`).then(async () => {
      if (this.capabilities.ordered) await before;
      return serve();
    });
    this.#last = this.capabilities.ordered ? serving.catch(() => undefined) : this.#last;
    const settled = await serving.then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    );
    await this.#actor.turn(`answer ${label}`);
    if ("error" in settled) throw settled.error;
    return settled.value;
  }
}

function refusal(operation: string, path: string, why: string): RemoteError {
  return new RemoteError(operation, path, remoteStatus.failure, why);
}

function entryOf(node: DiskNode): RemoteEntry {
  const size = node.kind === "file" ? node.bytes.length : 0;
  return { kind: node.kind, size, mtime: node.mtime, mode: node.mode };
}
