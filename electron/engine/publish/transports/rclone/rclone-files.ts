import { posix } from "node:path";
import { z } from "zod";
import { AppError } from "#contract/errors.ts";
import { readRcloneRemote } from "#contract/settings/rclone-remote.ts";
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
import { serverText } from "../../base/server-text.ts";
import { LocalParts } from "./local-part.ts";
import { RcloneDaemon } from "./rclone-daemon.ts";
import { configuredRemotes } from "./rclone-program.ts";

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

/** Path relative to the remote, without a leading slash, as rclone expects it. */
const relative = (path: string): string => posix.normalize(path).replace(/^\/+|\/+$/g, "");

/**
 * An rclone remote behind the interface of an SFTP server: the same plan, manifest and journal are used.
 * Differences: a rename may be a copy and a delete, the lock is only as reliable as the remote's folders, and
 * there are no permissions. `/` is the folder in the settings; nothing outside of it is touched.
 */
export class RcloneFiles implements RemoteFiles {
  // Each request transfers a whole file, over rclone's own connections.
  readonly limits = { chunk: 256 * 1024, openFiles: 8 };
  readonly announcesReplace = true;
  readonly inOrder = false;
  readonly #daemon: RcloneDaemon;
  readonly #remote: string;
  readonly #parts: LocalParts;
  /** Folders that were made and are still empty: object stores do not keep them. */
  readonly #made = new Set<string>();
  /** Files that are being written: they exist from the moment they are opened. */
  readonly #opened = new Set<string>();

  private constructor(daemon: RcloneDaemon, remote: string, parts: LocalParts) {
    this.#daemon = daemon;
    this.#remote = remote;
    this.#parts = parts;
  }

  /**
   * Rejects with `rclone.missing`, with `rclone.remoteInvalid` for anything but a remote and a folder, or
   * with `rclone.remoteUnknown` when rclone has no such remote or cannot reach it.
   */
  static async open(remote: string): Promise<RcloneFiles> {
    await expectConfigured(remote);
    const daemon = await RcloneDaemon.start();
    try {
      await daemon.call("operations/mkdir", "/", { fs: remote, remote: "" });
      return new RcloneFiles(daemon, remote, await LocalParts.make());
    } catch (error) {
      await daemon.end();
      if (!(error instanceof RemoteError)) throw error;
      throw new AppError("rclone.remoteUnknown", { remote, reason: error.reason }, error);
    }
  }

  /** Ends rclone, with any running transfer. */
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
    await this.#on("operations/mkdir", path);
    this.#made.add(relative(path));
  }

  /** rclone remotes have no permissions. */
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

  /** Checks that it is empty first: an object store removes nothing and reports success. */
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

  async #moveFolder(from: string, to: string): Promise<void> {
    const entries = await this.readdir(from);
    await this.#on("operations/mkdir", to);
    this.#made.add(relative(to));
    if (entries.size === 0) return this.rmdir(from);
    for (const name of this.#made) {
      if (`${name}/`.startsWith(`${relative(from)}/`)) this.#made.delete(name);
    }
    await this.#moveAll(from, to, entries);
    // The empty folder may have been left, in the way of later files.
    if ((await orMissing(this.lstat(from))) !== null) await this.rmdir(from);
  }

  /**
   * In one request unless there are subfolders: `sync/move` then works the same on all remotes; with
   * subfolders, some leave files behind.
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

/** Checks that the author has configured the remote, running only `rclone listremotes`. */
async function expectConfigured(remote: string): Promise<void> {
  const place = readRcloneRemote(remote);
  if (place === null) throw new AppError("rclone.remoteInvalid", { value: serverText(remote) });
  const names = await configuredRemotes();
  if (names.includes(place.name)) return;
  const reason = `rclone listremotes: ${names.map(serverText).join(", ") || "–"}`;
  throw new AppError("rclone.remoteUnknown", { remote, reason });
}

/**
 * Returns a subfolder of a remote; adds no slash directly after the colon, since it would mean the root on
 * some remotes.
 */
function below(remote: string, path: string): string {
  return /[:/]$/.test(remote) ? remote + path : `${remote}/${path}`;
}

const emptyFolder: RemoteEntry = { kind: "directory", size: 0, mtime: 0, mode: 0o755 };

function entryOf({ Size, ModTime, IsDir }: Item): RemoteEntry {
  const mtime = Math.floor(Date.parse(ModTime) / 1000);
  return { kind: IsDir ? "directory" : "file", size: Size, mtime, mode: IsDir ? 0o755 : 0o644 };
}
