import { constants } from "node:fs";
import type { Attributes, Client, FileEntry, SFTPWrapper } from "ssh2";
import { AppError } from "#contract/errors.ts";
import {
  type EntryKind,
  type OpenHow,
  type RemoteEntry,
  RemoteError,
  type RemoteFile,
  type RemoteFiles,
  type Space,
} from "../remote-files.ts";
import { serverText } from "../server-text.ts";
import { type ConnectOptions, connect } from "./connection.ts";
import { PendingRequests } from "./pending-requests.ts";

/** How long one request may wait for its answer; a slow uplink may have a second's worth of bytes before it. */
const requestMs = 120_000;

/** How long the server may take to start its SFTP program. */
const channelMs = 20_000;

/** How long the server may take to say goodbye: `end()` is known to hang. */
const goodbyeMs = 2000;

/** Used where the server names no limits: what every server of SFTP version 3 has to take. */
const smallestChunk = 31_000;

/** Far below the 256 files that a login usually may have open. */
const usualOpenFiles = 64;

/** SSH_FX_EOF. */
const endOfFile = 1;

// pflags of SSH_FXP_OPEN, draft-ietf-secsh-filexfer-02, section 6.3.
const openFlags: Record<OpenHow, number> = { read: 0x01, create: 0x1a, overwrite: 0x02 };

/** Connects, signs in and opens the SFTP channel. */
export async function openSession(options: ConnectOptions): Promise<SftpSession> {
  const client = await connect(options);
  const pending = new PendingRequests(requestMs, () => client.destroy());
  const lost = (reason: string): void =>
    pending.failAll(new AppError("publish.connectionLost", { reason: serverText(reason) }));
  client.on("error", (error) => lost(error.message));
  client.on("close", () => lost("closed by the server"));
  try {
    const sftp = await openChannel(client);
    // Errors of the channel have no other way out, and without a handler they would end the process.
    sftp.on("error", (error: Error) => lost(error.message));
    sftp.on("close", () => lost("the SFTP channel was closed"));
    return new SftpSession(client, sftp, pending);
  } catch (error) {
    client.destroy();
    throw error;
  }
}

/** Opens the channel for SFTP; a server that has none refuses, or says nothing. */
function openChannel(client: Client): Promise<SFTPWrapper> {
  let timer: NodeJS.Timeout;
  return new Promise<SFTPWrapper>((resolve, reject) => {
    const refused = (reason: string): void =>
      reject(
        new AppError("publish.remoteFailed", { operation: "sftp", path: "", reason: serverText(reason) }),
      );
    timer = setTimeout(() => refused("no answer"), channelMs);
    client.on("close", () =>
      reject(new AppError("publish.connectionLost", { reason: "closed by the server" })),
    );
    const answered = (error: Error | undefined, sftp: SFTPWrapper): void => {
      if (error) refused(error.message);
      else resolve(sftp);
    };
    try {
      client.sftp(answered);
    } catch (error) {
      // The connection ended right after the sign-in.
      reject(new AppError("publish.connectionLost", { reason: String(error) }, error));
    }
  }).finally(() => clearTimeout(timer));
}

/** One SFTP channel on one connection; any number of requests may be in flight. */
export class SftpSession implements RemoteFiles {
  readonly limits: RemoteFiles["limits"];
  readonly announcesReplace: boolean;
  readonly #client: Client;
  readonly #sftp: SFTPWrapper;
  readonly #pending: PendingRequests;

  /** To be made by `openSession` only. */
  constructor(client: Client, sftp: SFTPWrapper, pending: PendingRequests) {
    this.#client = client;
    this.#sftp = sftp;
    this.#pending = pending;
    // ssh2 reads the server's limits and extensions, but names them in no documented property.
    const hasLimits = extensionVersion(sftp, "limits@openssh.com") === "1";
    const chunk = hasLimits ? numberIn(sftp, "_maxWriteLen", smallestChunk) : smallestChunk;
    this.limits = {
      chunk: Math.min(chunk, 256 * 1024),
      openFiles: numberIn(sftp, "maxOpenHandles", usualOpenFiles),
    };
    this.announcesReplace = extensionVersion(sftp, "posix-rename@openssh.com") === "1";
  }

  async open(path: string, how: OpenHow, mode?: number): Promise<RemoteFile> {
    const attributes = mode === undefined ? {} : { mode };
    const handle = await this.#pending.run<Buffer>("open", path, (done) => {
      this.#sftp.open(path, openFlags[how], attributes, done);
    });
    return this.#file(path, handle);
  }

  rename(from: string, to: string): Promise<void> {
    return this.#run("rename", to, (done) => this.#sftp.rename(from, to, done));
  }

  replace(from: string, to: string): Promise<void> {
    return this.#run("rename", to, (done) => this.#sftp.ext_openssh_rename(from, to, done));
  }

  mkdir(path: string, mode: number): Promise<void> {
    return this.#run("mkdir", path, (done) => this.#sftp.mkdir(path, { mode }, done));
  }

  chmod(path: string, mode: number): Promise<void> {
    return this.#run("setstat", path, (done) => this.#sftp.setstat(path, { mode }, done));
  }

  async lstat(path: string): Promise<RemoteEntry> {
    return entryOf(
      await this.#pending.run<Attributes>("lstat", path, (done) => this.#sftp.lstat(path, done)),
    );
  }

  async readdir(path: string): Promise<ReadonlyMap<string, RemoteEntry>> {
    const sftp = this.#sftp;
    const handle = await this.#pending.run<Buffer>("readdir", path, (done) => sftp.opendir(path, done));
    const entries = new Map<string, RemoteEntry>();
    try {
      for (let isOver = false; !isOver; ) {
        // Two at once: the second mostly tells that the first was all.
        const answers = await Promise.all([this.#readNames(path, handle), this.#readNames(path, handle)]);
        isOver = answers.includes(null);
        for (const { filename, attrs } of answers.flatMap((names) => names ?? [])) {
          entries.set(filename, entryOf(attrs));
        }
      }
    } finally {
      // Nothing depends on it: what was read is whole.
      this.#run("close", path, (done) => sftp.close(handle, done)).catch(() => undefined);
    }
    return entries;
  }

  remove(path: string): Promise<void> {
    return this.#run("remove", path, (done) => this.#sftp.unlink(path, done));
  }

  rmdir(path: string): Promise<void> {
    return this.#run("rmdir", path, (done) => this.#sftp.rmdir(path, done));
  }

  realpath(path: string): Promise<string> {
    return this.#pending.run("realpath", path, (done) => this.#sftp.realpath(path, done));
  }

  async space(path: string): Promise<Space | null> {
    if (extensionVersion(this.#sftp, "statvfs@openssh.com") !== "2") return null;
    const stats = await this.#pending.run<Record<string, number>>("statvfs", path, (done) => {
      this.#sftp.ext_openssh_statvfs(path, done);
    });
    const { f_frsize = 0, f_bavail = 0, f_favail = 0 } = stats;
    return { free: f_frsize * f_bavail, freeFiles: f_favail };
  }

  /** Ends the connection, with or without the server's help. */
  async end(): Promise<void> {
    if (this.#pending.isLost) return this.abandon();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, goodbyeMs);
      this.#client.on("close", () => {
        clearTimeout(timer);
        resolve();
      });
      this.#client.end();
    });
    this.abandon();
  }

  /** Drops the connection at once; every request in flight fails. */
  abandon(): void {
    this.#pending.failAll(new AppError("publish.connectionLost", { reason: "ended" }));
    this.#client.destroy();
  }

  /** The next names of an open directory; null at its end. */
  async #readNames(path: string, handle: Buffer): Promise<FileEntry[] | null> {
    try {
      return await this.#pending.run<FileEntry[]>("readdir", path, (done) =>
        this.#sftp.readdir(handle, done),
      );
    } catch (error) {
      if (error instanceof RemoteError && error.status === endOfFile) return null;
      throw error;
    }
  }

  #run(operation: string, path: string, send: (done: (error?: Error | null) => void) => void): Promise<void> {
    return this.#pending.run(operation, path, (done) => send((error) => done(error, undefined)));
  }

  #file(path: string, handle: Buffer): RemoteFile {
    const sftp = this.#sftp;
    return {
      read: async (offset, length) => {
        const buffer = Buffer.allocUnsafe(length);
        const count = await this.#pending.run<number>("read", path, (done) => {
          sftp.read(handle, buffer, 0, length, offset, (error, bytesRead) => done(error, bytesRead));
        });
        return buffer.subarray(0, count);
      },
      write: (bytes, offset) =>
        this.#run("write", path, (done) => {
          const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
          sftp.write(handle, buffer, 0, buffer.length, offset, done);
        }),
      chmod: (mode) => this.#run("fsetstat", path, (done) => sftp.fsetstat(handle, { mode }, done)),
      close: () => this.#run("close", path, (done) => sftp.close(handle, done)),
    };
  }
}

// SFTP version 3 has no types of its own: they are in the mode's upper bits, as in POSIX.
const kinds: ReadonlyMap<number, EntryKind> = new Map([
  [constants.S_IFREG, "file"],
  [constants.S_IFDIR, "directory"],
  [constants.S_IFLNK, "link"],
]);

function entryOf({ mode, size, mtime }: Attributes): RemoteEntry {
  return { kind: kinds.get(mode & constants.S_IFMT) ?? "other", size, mtime, mode: mode & 0o7777 };
}

function extensionVersion(sftp: SFTPWrapper, name: string): string | undefined {
  const extensions: unknown = Reflect.get(sftp, "_extensions");
  const version: unknown = extensions instanceof Object ? Reflect.get(extensions, name) : undefined;
  return typeof version === "string" ? version : undefined;
}

function numberIn(sftp: SFTPWrapper, property: string, otherwise: number): number {
  const value: unknown = Reflect.get(sftp, property);
  return typeof value === "number" && value > 0 ? value : otherwise;
}
