import { posix } from "node:path";
import type { Readable } from "node:stream";
import { Writable } from "node:stream";
import { type Client, FTPError } from "basic-ftp";
import type { Capabilities } from "../../base/capabilities.ts";
import {
  accepted,
  type OpenHow,
  orMissing,
  orRefused,
  type RemoteEntry,
  RemoteError,
  type RemoteFile,
  type RemoteFiles,
  remoteStatus,
  type Space,
} from "../../base/remote-files.ts";
import { serverText } from "../../base/server-data.ts";
import { maxStateBytes } from "../../state/manifest.ts";
import { type FtpsFeatures, onceEncrypted } from "./ftps-connection.ts";
import { mayBeLink, readFactsReply, readTime } from "./ftps-entries.ts";
import { againIfTemporary, ftpsFailure } from "./ftps-failure.ts";
import { FtpsListing } from "./ftps-listing.ts";
import type { FtpsPool } from "./ftps-pool.ts";
import { FtpsWrite } from "./ftps-write.ts";

/** Mode that most servers give to a new folder by themselves. */
const usualFolderMode = 0o755;

/** Reply code for a file that does not exist or cannot be accessed (RFC 959, section 4.2). */
const fileUnavailable = 550;

const root: RemoteEntry = { kind: "directory", size: 0, mtime: 0, mode: usualFolderMode };

/**
 * Implements `RemoteFiles` over FTP. Uses absolute paths, because connections differ in their current folder.
 * Files are renamed on the server, so that a reader finds the old or the new version of each file.
 */
export class FtpsFiles implements RemoteFiles {
  readonly capabilities: Capabilities;
  readonly #pool: FtpsPool;
  readonly #features: FtpsFeatures;
  readonly #listing: FtpsListing;
  readonly #home: string;

  /** `home` is the folder in which a connection begins. */
  constructor(pool: FtpsPool, features: FtpsFeatures, home: string) {
    this.#pool = pool;
    this.#features = features;
    this.#listing = new FtpsListing(pool, features.facts);
    this.#home = home;
    this.capabilities = {
      chunk: 256 * 1024,
      openFiles: 16,
      renameOver: true,
      directoryRename: true,
      ordered: false,
      lists: features.facts ? "exact" : "sizes",
      links: null,
    };
  }

  get isLost(): boolean {
    return this.#pool.isLost;
  }

  /** Closes all connections. */
  end(): void {
    this.#pool.end();
  }

  /** Closes all connections, like `end`. */
  abandon(): void {
    this.#pool.end();
  }

  async open(path: string, how: OpenHow): Promise<RemoteFile> {
    if (how === "read") return this.#read(path);
    // Rejects if the file is missing, because the command STOR would create it.
    if (how === "overwrite") await this.lstat(path);
    return new FtpsWrite(
      path,
      (bytes, offset) => this.#store(path, bytes, offset),
      (mode) => this.chmod(path, mode),
    );
  }

  async rename(from: string, to: string): Promise<void> {
    // Rejects if the new name is taken, because most servers would replace the file with this name.
    if ((await orMissing(this.lstat(to))) !== null) {
      throw new RemoteError("rename", to, remoteStatus.failure, "the name is taken");
    }
    await this.replace(from, to);
  }

  async replace(from: string, to: string): Promise<void> {
    const renaming = this.#pool.run("rename", to, async (client) => {
      await client.send(`RNFR ${from}`);
      await client.send(`RNTO ${to}`);
    });
    await this.#explained(renaming, [from, posix.dirname(to)]);
  }

  async mkdir(path: string, mode: number): Promise<void> {
    await this.#explained(this.#command("mkdir", path, "MKD"), [posix.dirname(path)]);
    if (mode !== usualFolderMode) await orRefused(this.chmod(path, mode));
  }

  async chmod(path: string, mode: number): Promise<void> {
    await this.#command("setstat", path, `SITE CHMOD ${mode.toString(8).padStart(3, "0")}`);
  }

  async lstat(path: string): Promise<RemoteEntry> {
    if (path === "/") return root;
    if (!this.#features.facts) return this.#listed(path);
    const found = await this.#look("lstat", path, (client) => readOne(client, path));
    if (!mayBeLink(found)) return found;
    const siblings = await orRefused(this.#listing.of(posix.dirname(path)));
    return siblings?.find(({ name }) => name === posix.basename(path))?.entry ?? found;
  }

  async readdir(
    path: string,
    _expected?: number,
    timed?: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, RemoteEntry>> {
    const found = await this.#explained(this.#listing.of(path), [path]);
    const entries = found.map(async ({ name, entry }) => {
      const isComplete = this.#features.facts || timed?.has(name) === false;
      return [name, isComplete ? entry : await this.#withTime(posix.join(path, name), entry)] as const;
    });
    return new Map(await Promise.all(entries));
  }

  async remove(path: string): Promise<void> {
    await this.#explained(this.#command("remove", path, "DELE"), [path]);
  }

  async rmdir(path: string): Promise<void> {
    await this.#explained(this.#command("rmdir", path, "RMD"), [path]);
  }

  async realpath(path: string): Promise<string> {
    const absolute = posix.resolve(this.#home, path);
    return this.#look("realpath", absolute, async (client) => {
      await client.send(`CWD ${absolute}`);
      return currentFolder(client);
    });
  }

  /** Returns null, because FTP has no command for the free space. */
  async space(): Promise<Space | null> {
    return null;
  }

  async #read(path: string): Promise<RemoteFile> {
    const parts: Uint8Array[] = [];
    let size = 0;
    const target = new Writable({
      write: (bytes: Uint8Array, _encoding, done) => {
        parts.push(bytes);
        size += bytes.length;
        done(size > maxStateBytes ? new Error("the file is too large") : null);
      },
    });
    await this.#explained(
      this.#pool.run("open", path, (client) => client.downloadTo(target, path)),
      [path],
    );
    const bytes = Buffer.concat(parts);
    const refuse = async (): Promise<never> => {
      throw new RemoteError("write", path, remoteStatus.unsupported, "open for reading");
    };
    return {
      read: async (offset, length) => bytes.subarray(offset, offset + length),
      write: refuse,
      chmod: refuse,
      close: async () => undefined,
    };
  }

  async #store(path: string, bytes: Readable, offset: number): Promise<void> {
    const storing = this.#pool.run("write", path, async (client) => {
      const enter = client.prepareTransfer;
      client.prepareTransfer = async (ftp) => {
        const reply = await enter(ftp);
        // No other command may come between REST and STOR (RFC 3659, section 5.3).
        if (offset > 0) await ftp.request(`REST ${offset}`);
        return reply;
      };
      try {
        await client.uploadFrom(onceEncrypted(client, bytes), path);
      } finally {
        client.prepareTransfer = enter;
      }
    });
    await this.#explained(storing, [posix.dirname(path)]);
  }

  /** Runs an operation that only reads. Repeats the operation after a temporary refusal. */
  #look<T>(operation: string, path: string, work: (client: Client) => Promise<T>): Promise<T> {
    return againIfTemporary(() => this.#pool.run(operation, path, work));
  }

  async #command(operation: string, path: string, command: string): Promise<void> {
    await this.#pool.run(operation, path, (client) => client.send(`${command} ${path}`));
  }

  /** Looks up the entry at a path in the listing of its folder. Used for servers without MLST. */
  async #listed(path: string): Promise<RemoteEntry> {
    const name = posix.basename(path);
    const listing = await orRefused(this.#listing.of(posix.dirname(path)));
    const found = listing?.find((one) => one.name === name)?.entry;
    if (found) return this.#withTime(path, found);
    // Asks for a name with a leading dot separately, because some servers omit such names from listings.
    const hidden = name.startsWith(".") ? await this.#hidden(path) : null;
    if (hidden) return hidden;
    throw new RemoteError("lstat", path, remoteStatus.noSuchFile, "no such file");
  }

  async #hidden(path: string): Promise<RemoteEntry | null> {
    const size = await orRefused(this.#look("lstat", path, (client) => client.size(path)));
    if (size !== null) return this.#withTime(path, { kind: "file", size, mtime: 0, mode: 0o644 });
    const isFolder = await accepted(this.#look("lstat", path, (client) => client.send(`CWD ${path}`)));
    return isFolder ? root : null;
  }

  /**
   * Adds the time of the last change to a file's entry. The time stays 0 if the server does not report it.
   */
  async #withTime(path: string, entry: RemoteEntry): Promise<RemoteEntry> {
    if (entry.kind !== "file" || !this.#features.times) return entry;
    const reply = await orRefused(this.#look("lstat", path, (client) => client.send(`MDTM ${path}`)));
    return { ...entry, mtime: readTime(reply?.message.slice(4) ?? "") };
  }

  /**
   * Waits for `operation`, which can succeed only if all paths in `needed` exist.
   * If the server refuses without naming a cause, checks whether the paths in `needed` exist.
   * If a path is missing, rejects with the status for missing files.
   */
  async #explained<T>(operation: Promise<T>, needed: readonly string[]): Promise<T> {
    try {
      return await operation;
    } catch (error) {
      if (!(error instanceof RemoteError) || error.status !== remoteStatus.failure) throw error;
      for (const path of needed) {
        if ((await orMissing(this.lstat(path))) !== null) continue;
        throw new RemoteError(error.operation, error.path, remoteStatus.noSuchFile, error.reason);
      }
      throw error;
    }
  }
}

/** Returns the current folder of a connection. Some servers resolve symbolic links in this path. */
export async function currentFolder(client: Client): Promise<string> {
  const folder = await client.pwd();
  // Replaces the doubled quotation marks that replies contain (RFC 959, appendix II).
  return folder.replaceAll('""', '"');
}

/** Returns the entry that MLST reports for a path. */
async function readOne(client: Client, path: string): Promise<RemoteEntry> {
  try {
    const { message } = await client.send(`MLST ${path}`);
    const entry = readFactsReply(message);
    if (entry) return entry;
    throw new RemoteError("lstat", path, remoteStatus.failure, serverText(message));
  } catch (error) {
    const refusal = ftpsFailure("lstat", path, error);
    if (!(error instanceof FTPError) || !(refusal instanceof RemoteError)) throw refusal;
    // Reply code 550 (RFC 3659, section 7.2.1) usually means that the entry does not exist.
    if (refusal.status === remoteStatus.permissionDenied || error.code !== fileUnavailable) throw refusal;
    throw new RemoteError("lstat", path, remoteStatus.noSuchFile, refusal.reason);
  }
}
