import type { Client } from "ssh2";
import { AppError } from "#contract/errors.ts";
import {
  type LinkOperations,
  type OpenHow,
  type RemoteEntry,
  RemoteError,
  type RemoteFile,
  type RemoteFiles,
  remoteStatus,
  type Space,
} from "../../base/remote-files.ts";
import type { PendingRequests, Settle } from "./pending-requests.ts";
import {
  acknowledge,
  attributesOf,
  dataOf,
  endOfFile,
  handleOf,
  limitsOf,
  namesOf,
  pathOf,
  type Read,
  refusalOf,
  spaceOf,
} from "./sftp-answers.ts";
import type { SftpChannel } from "./sftp-channel.ts";
import { answerType, type Field, modeFields, requestType } from "./sftp-packets.ts";

/** How long the server may take to close the connection; some never do. */
const goodbyeMs = 2000;

/** Used where the server announces no limits: every SFTP version 3 server must accept it. */
const smallestChunk = 31_000;
const largestChunk = 255 * 1024;

/** Far below the 256 files that a login may usually have open. */
const usualOpenFiles = 64;

/** How many names OpenSSH's server returns per reply. */
const namesInAnswer = 100;

/** Maximum number of parallel requests for names where the number of entries is unknown. */
const mostAtOnce = 32;

// pflags of SSH_FXP_OPEN, draft-ietf-secsh-filexfer-02, section 6.3.
const openFlags: Record<OpenHow, number> = { read: 0x01, create: 0x1a, overwrite: 0x02 };

export interface SftpSessionParts {
  readonly client: Client;
  readonly channel: SftpChannel;
  readonly pending: PendingRequests;
  /** The extensions that the server announced. */
  readonly extensions: ReadonlyMap<string, string>;
  readonly inOrder: boolean;
  /** Opens a second channel on the same connection. */
  readonly openAnother: () => Promise<SftpSession>;
}

/** One SFTP channel of a connection; any number of requests may be in flight. */
export class SftpSession implements RemoteFiles {
  readonly announcesReplace: boolean;
  readonly inOrder: boolean;
  readonly links: LinkOperations | undefined;
  readonly #client: Client;
  readonly #channel: SftpChannel;
  readonly #pending: PendingRequests;
  readonly #hasSpace: boolean;
  readonly #openAnother: () => Promise<SftpSession>;
  #limits = { chunk: smallestChunk, openFiles: usualOpenFiles };

  /** Called by `openSession` only. */
  constructor({ client, channel, pending, extensions, inOrder, openAnother }: SftpSessionParts) {
    this.#client = client;
    this.#channel = channel;
    this.#pending = pending;
    this.#openAnother = openAnother;
    this.inOrder = inOrder;
    this.announcesReplace = extensions.get("posix-rename@openssh.com") === "1";
    this.links = extensions.get("hardlink@openssh.com") === "1" ? this.#linkOperations() : undefined;
    this.#hasSpace = extensions.get("statvfs@openssh.com") === "2";
    // Not awaited: its reply arrives before that of any later request.
    if (extensions.get("limits@openssh.com") === "1") this.#askLimits().catch(() => undefined);
  }

  get limits(): RemoteFiles["limits"] {
    return this.#limits;
  }

  async beside(): Promise<RemoteFiles | null> {
    // Some unknown servers support only one channel per connection, and end both when a second is opened.
    if (!this.inOrder) return null;
    return this.#openAnother().catch(() => null);
  }

  async open(path: string, how: OpenHow, mode?: number): Promise<RemoteFile> {
    const fields = [path, openFlags[how], ...modeFields(mode)];
    const handle = await this.#ask("open", path, requestType.open, fields, handleOf);
    return this.#file(path, handle);
  }

  rename(from: string, to: string): Promise<void> {
    return this.#run("rename", to, requestType.rename, [from, to]);
  }

  async replace(from: string, to: string): Promise<void> {
    // A server may mishandle an extension that it does not announce.
    if (!this.announcesReplace)
      throw new RemoteError("rename", to, remoteStatus.unsupported, "not supported");
    await this.#run("rename", to, requestType.extended, ["posix-rename@openssh.com", from, to]);
  }

  mkdir(path: string, mode: number): Promise<void> {
    return this.#run("mkdir", path, requestType.mkdir, [path, ...modeFields(mode)]);
  }

  chmod(path: string, mode: number): Promise<void> {
    return this.#run("setstat", path, requestType.setstat, [path, ...modeFields(mode)]);
  }

  lstat(path: string): Promise<RemoteEntry> {
    return this.#ask("lstat", path, requestType.lstat, [path], attributesOf);
  }

  async readdir(path: string, expected = 0): Promise<ReadonlyMap<string, RemoteEntry>> {
    const handle = await this.#ask("readdir", path, requestType.opendir, [path], handleOf);
    const entries = new Map<string, RemoteEntry>();
    // Two at once: the second usually only confirms the end. More only where requests run in order, so that
    // the replies are consecutive.
    let atOnce = this.inOrder ? 2 + Math.ceil(expected / namesInAnswer) : 2;
    try {
      for (let isOver = false; !isOver; atOnce = this.inOrder ? Math.min(2 * atOnce, mostAtOnce) : 2) {
        const answers = await Promise.all(
          Array.from({ length: atOnce }, () => this.#readNames(path, handle)),
        );
        isOver = answers.includes(null);
        for (const [name, entry] of answers.flatMap((names) => names ?? [])) {
          if (name !== "." && name !== "..") entries.set(name, entry);
        }
      }
    } finally {
      // The outcome does not matter: the listing is complete.
      this.#run("close", path, requestType.close, [handle]).catch(() => undefined);
    }
    return entries;
  }

  remove(path: string): Promise<void> {
    return this.#run("remove", path, requestType.remove, [path]);
  }

  rmdir(path: string): Promise<void> {
    return this.#run("rmdir", path, requestType.rmdir, [path]);
  }

  realpath(path: string): Promise<string> {
    return this.#ask("realpath", path, requestType.realpath, [path], pathOf);
  }

  async space(path: string): Promise<Space | null> {
    if (!this.#hasSpace) return null;
    const fields = ["statvfs@openssh.com", path];
    return this.#ask("statvfs", path, requestType.extended, fields, spaceOf);
  }

  /**
   * Ends the connection, without waiting a round trip for the server to close it: nothing depends on that.
   */
  end(): void {
    if (this.#pending.isLost) {
      this.abandon();
      return;
    }
    const timer = setTimeout(() => this.#client.destroy(), goodbyeMs).unref();
    this.#client.on("close", () => clearTimeout(timer));
    this.#client.end();
    this.#pending.failAll(new AppError("publish.connectionLost", { reason: "ended" }));
  }

  /** Drops the connection; every request in flight fails. */
  abandon(): void {
    this.#pending.failAll(new AppError("publish.connectionLost", { reason: "ended" }));
    this.#client.destroy();
  }

  /** Reads the next names of an open directory; null at its end. */
  async #readNames(path: string, handle: Uint8Array): Promise<[string, RemoteEntry][] | null> {
    try {
      return await this.#ask("readdir", path, requestType.readdir, [handle], namesOf);
    } catch (error) {
      if (error instanceof RemoteError && error.status === endOfFile) return null;
      throw error;
    }
  }

  async #askLimits(): Promise<void> {
    const fields = ["limits@openssh.com"];
    const { write, handles } = await this.#ask("limits", "", requestType.extended, fields, limitsOf);
    this.#limits = {
      chunk: write > 0 ? Math.min(write, largestChunk) : smallestChunk,
      // 0 means "no limit".
      openFiles: handles > 0 ? handles : Number.MAX_SAFE_INTEGER,
    };
  }

  /** Sends one request; `read` parses the reply unless it is a refusal. */
  #ask<T>(
    operation: string,
    path: string,
    type: number,
    fields: readonly Field[],
    read: Read<T>,
  ): Promise<T> {
    return this.#pending.run(operation, path, ({ answered, failed }: Settle<T>) => {
      this.#channel.request(type, fields, (error, answer, body) => {
        const refusal = error ?? (answer === answerType.status ? refusalOf(body) : null);
        if (refusal) failed(refusal);
        else answered(read(answer, body));
      });
    });
  }

  /** Sends one request whose reply is a status. */
  #run(operation: string, path: string, type: number, fields: readonly Field[]): Promise<void> {
    return this.#ask(operation, path, type, fields, acknowledge);
  }

  #linkOperations(): LinkOperations {
    return {
      hardLink: (from, to) => this.#run("link", to, requestType.extended, ["hardlink@openssh.com", from, to]),
      // OpenSSH swaps the standard's arguments (PROTOCOL, 4.1), and so do servers that announce its hard
      // links.
      symlink: (target, path) => this.#run("symlink", path, requestType.symlink, [target, path]),
      readlink: (path) => this.#ask("readlink", path, requestType.readlink, [path], pathOf),
    };
  }

  #file(path: string, handle: Uint8Array): RemoteFile {
    return {
      read: async (offset, length) => {
        const fields = [handle, BigInt(offset), length];
        try {
          return await this.#ask("read", path, requestType.read, fields, dataOf);
        } catch (error) {
          if (error instanceof RemoteError && error.status === endOfFile) return new Uint8Array();
          throw error;
        }
      },
      write: (bytes, offset) => this.#run("write", path, requestType.write, [handle, BigInt(offset), bytes]),
      chmod: (mode) => this.#run("fsetstat", path, requestType.fsetstat, [handle, ...modeFields(mode)]),
      close: () => this.#run("close", path, requestType.close, [handle]),
    };
  }
}
