import { posix } from "node:path";
import { z } from "zod";
import { AppError } from "#contract/errors.ts";
import { throwIfCancelled } from "#contract/rpc/cancellation.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { Capabilities } from "../../base/capabilities.ts";
import {
  type OpenHow,
  orMissing,
  type RemoteEntry,
  RemoteError,
  type RemoteFile,
  type RemoteFiles,
  remoteStatus,
  type Space,
} from "../../base/remote-files.ts";
import { LocalParts } from "./local-part.ts";
import { RcloneDaemon } from "./rclone-daemon.ts";
import { expectConfigured } from "./rclone-program.ts";

const itemSchema = z.object({
  Name: z.string(),
  Size: z.number(),
  ModTime: z.string(),
  IsDir: z.boolean(),
});
type Item = z.infer<typeof itemSchema>;

const listSchema = z.object({ list: z.array(itemSchema).nullable() });
const statSchema = z.object({ item: itemSchema.nullable() });
const aboutSchema = z.object({ free: z.number().optional() });

/** Time in milliseconds after which a server that does not answer counts as lost. */
const silenceMs = 30_000;

/** Converts a path to rclone's form: relative to the remote, without slashes at the ends. */
const relative = (path: string): string => posix.normalize(path).replace(/^\/+|\/+$/g, "");

/**
 * Implements `RemoteFiles` for a remote of rclone. The path `/` means the folder in the target's settings.
 * rclone may carry out a rename as a copy and a deletion.
 * Because of these two steps, the lock may fail to exclude other clients.
 */
export class RcloneFiles implements RemoteFiles {
  readonly capabilities: Capabilities = {
    chunk: 256 * 1024,
    // Opens few files at once, because rclone uses a separate connection for each open file.
    openFiles: 8,
    renameOver: true,
    directoryRename: false,
    ordered: false,
    links: null,
  };
  readonly #daemon: RcloneDaemon;
  readonly #remote: string;
  readonly #parts: LocalParts;
  /** Paths of the empty folders that were made, because object stores do not keep empty folders. */
  readonly #made = new Set<string>();
  /** Paths of files that are open for writing. These files count as existing before they are uploaded. */
  readonly #opened = new Set<string>();
  /** Whether the folder in the target's settings existed when rclone was started. */
  readonly hasFolder: boolean;
  #makingFolder: Promise<unknown> | null = null;

  private constructor(daemon: RcloneDaemon, remote: string, parts: LocalParts, hasFolder: boolean) {
    this.#daemon = daemon;
    this.#remote = remote;
    this.#parts = parts;
    this.hasFolder = hasFolder;
  }

  /**
   * Starts rclone for a remote, and changes nothing there.
   * Rejects with `rclone.missing` if rclone is not installed.
   * Rejects with `rclone.remoteInvalid` if `remote` does not name a remote and a folder.
   * Rejects with `rclone.remoteUnknown` if rclone does not know or cannot use the remote.
   * Rejects with `rclone.unreachable` if the remote's server cannot be reached.
   * The connection counts as lost if the remote's server does not answer for `limitMs` milliseconds.
   */
  static async open(remote: string, signal?: CancelSignal, limitMs = silenceMs): Promise<RcloneFiles> {
    await expectConfigured(remote);
    const daemon = await RcloneDaemon.start();
    const cancelled = (): void => daemon.abandon();
    signal?.addEventListener("abort", cancelled);
    try {
      throwIfCancelled(signal);
      daemon.watchServer(remote, limitMs);
      const folder = await orMissing(daemon.call("operations/stat", "/", { fs: remote, remote: "" }));
      return new RcloneFiles(daemon, remote, await LocalParts.make(), folder !== null);
    } catch (error) {
      await daemon.end();
      throwIfCancelled(signal);
      if (error instanceof AppError && error.code === "publish.connectionLost") {
        throw new AppError("rclone.unreachable", { remote, ...error.values }, error);
      }
      if (!(error instanceof RemoteError)) throw error;
      throw new AppError("rclone.remoteUnknown", { remote, reason: error.reason }, error);
    } finally {
      signal?.removeEventListener("abort", cancelled);
    }
  }

  get isLost(): boolean {
    return this.#daemon.isLost;
  }

  /** Makes all unanswered requests to rclone fail. */
  abandon(): void {
    this.#daemon.abandon();
  }

  /** Ends rclone and its running transfers. */
  async end(): Promise<void> {
    await this.#daemon.end();
    await this.#parts.clear();
  }

  async open(path: string, how: OpenHow): Promise<RemoteFile> {
    if (how === "read") {
      const name = this.#parts.newName();
      await this.#call("operations/copyfile", path, {
        srcFs: this.#remote,
        srcRemote: relative(path),
        dstFs: this.#parts.folder,
        dstRemote: name,
      });
      return this.#parts.reading(path, name);
    }
    if (how === "overwrite") await this.lstat(path);
    await this.#makeFolderIfMissing();
    this.#opened.add(relative(path));
    return this.#parts.writing(path, async (name) => {
      try {
        await this.#call("operations/copyfile", path, {
          srcFs: this.#parts.folder,
          srcRemote: name,
          dstFs: this.#remote,
          dstRemote: relative(path),
        });
      } finally {
        this.#opened.delete(relative(path));
      }
    });
  }

  async rename(from: string, to: string): Promise<void> {
    if ((await orMissing(this.lstat(to))) !== null) {
      throw new RemoteError("rename", to, remoteStatus.failure, "the name is taken");
    }
    const { kind } = await this.lstat(from);
    if (kind === "directory") await this.#moveFolder(from, to);
    else await this.replace(from, to);
  }

  async replace(from: string, to: string): Promise<void> {
    await this.#call("operations/movefile", to, {
      srcFs: this.#remote,
      srcRemote: relative(from),
      dstFs: this.#remote,
      dstRemote: relative(to),
    });
  }

  async mkdir(path: string): Promise<void> {
    if ((await orMissing(this.lstat(path))) !== null) {
      throw new RemoteError("mkdir", path, remoteStatus.failure, "the name is taken");
    }
    await this.#makeFolderIfMissing();
    await this.#on("operations/mkdir", path);
    this.#made.add(relative(path));
  }

  /** Does nothing, because rclone remotes have no permissions. */
  async chmod(): Promise<void> {}

  async lstat(path: string): Promise<RemoteEntry> {
    const name = relative(path);
    if (name === "") return emptyFolder;
    const { item } = statSchema.parse(await this.#on("operations/stat", path));
    if (item) return entryOf(item);
    if (this.#made.has(name)) return emptyFolder;
    if (this.#opened.has(name)) return { ...emptyFolder, kind: "file", mode: 0o644 };
    throw new RemoteError("lstat", path, remoteStatus.noSuchFile, "no such file");
  }

  async readdir(path: string): Promise<ReadonlyMap<string, RemoteEntry>> {
    const entries = new Map<string, RemoteEntry>();
    const listed = await orMissing(this.#on("operations/list", path, { opt: { noMimeType: true } }));
    const folder = relative(path);
    if (listed === null && folder !== "" && !this.#made.has(folder)) {
      throw new RemoteError("readdir", path, remoteStatus.noSuchFile, "no such directory");
    }
    for (const item of listSchema.parse(listed ?? { list: [] }).list ?? []) {
      entries.set(item.Name, entryOf(item));
    }
    const add = (names: ReadonlySet<string>, entry: RemoteEntry): void => {
      for (const name of names) {
        const isHere = (posix.dirname(name) === "." ? "" : posix.dirname(name)) === folder;
        if (isHere && !entries.has(posix.basename(name))) entries.set(posix.basename(name), entry);
      }
    };
    add(this.#made, emptyFolder);
    add(this.#opened, { ...emptyFolder, kind: "file", mode: 0o644 });
    return entries;
  }

  async remove(path: string): Promise<void> {
    await this.#on("operations/deletefile", path);
  }

  /**
   * Removes an empty folder. Throws if the folder is not empty, because some object stores do not check.
   */
  async rmdir(path: string): Promise<void> {
    if ((await this.readdir(path)).size > 0) {
      throw new RemoteError("rmdir", path, remoteStatus.failure, "not empty");
    }
    this.#made.delete(relative(path));
    await orMissing(this.#on("operations/rmdir", path));
  }

  async realpath(path: string): Promise<string> {
    return posix.resolve("/", path);
  }

  async space(): Promise<Space | null> {
    const { free } = aboutSchema.parse(await this.#call("operations/about", "/", { fs: this.#remote }));
    return free === undefined ? null : { free, freeFiles: Number.POSITIVE_INFINITY, isReadOnly: false };
  }

  /** Makes the folder in the target's settings if it was missing. */
  async #makeFolderIfMissing(): Promise<void> {
    if (this.hasFolder) return;
    this.#makingFolder ??= this.#on("operations/mkdir", "/");
    await this.#makingFolder;
  }

  async #moveFolder(from: string, to: string): Promise<void> {
    const entries = await this.readdir(from);
    await this.#on("operations/mkdir", to);
    this.#made.add(relative(to));
    if (entries.size === 0) return this.rmdir(from);
    for (const name of this.#made) {
      if (`${name}/`.startsWith(`${relative(from)}/`)) this.#made.delete(name);
    }
    await this.#moveAll(from, to, entries);
    // Removes the emptied folder if the remote has kept it, because it would block a file with the same name.
    if ((await orMissing(this.lstat(from))) !== null) await this.rmdir(from);
  }

  /**
   * Moves the contents of a folder. A single request is enough if the folder has no subfolders.
   * With subfolders, moves each entry on its own, because some remotes would otherwise leave files behind.
   */
  async #moveAll(from: string, to: string, entries: ReadonlyMap<string, RemoteEntry>): Promise<void> {
    if (![...entries.values()].some(({ kind }) => kind === "directory")) {
      await this.#call("sync/move", to, {
        srcFs: below(this.#remote, relative(from)),
        dstFs: below(this.#remote, relative(to)),
        deleteEmptySrcDirs: true,
      });
      return;
    }
    for (const [name, { kind }] of entries) {
      const [one, other] = [posix.join(from, name), posix.join(to, name)];
      await (kind === "directory" ? this.#moveFolder(one, other) : this.replace(one, other));
    }
  }

  #on(command: string, path: string, more: object = {}): Promise<unknown> {
    return this.#call(command, path, { fs: this.#remote, remote: relative(path), ...more });
  }

  #call(command: string, path: string, parameters: object): Promise<unknown> {
    return this.#daemon.call(command, path, parameters);
  }
}

/**
 * Returns the rclone name of a subfolder, without a slash after the colon,
 * because such a slash means the root on some remotes.
 */
function below(remote: string, path: string): string {
  return /[:/]$/.test(remote) ? remote + path : `${remote}/${path}`;
}

const emptyFolder: RemoteEntry = { kind: "directory", size: 0, mtime: 0, mode: 0o755 };

function entryOf({ Size, ModTime, IsDir }: Item): RemoteEntry {
  const mtime = Math.floor(Date.parse(ModTime) / 1000);
  return { kind: IsDir ? "directory" : "file", size: Size, mtime, mode: IsDir ? 0o755 : 0o644 };
}
