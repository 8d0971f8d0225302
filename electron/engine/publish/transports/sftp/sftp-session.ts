import type { Client } from "ssh2";
import { AppError } from "#contract/errors.ts";
import type { Capabilities, LinkOperations } from "../../base/capabilities.ts";
import {
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

/**
 * Time limit for the server to close the connection, in milliseconds, because some servers never close it.
 */
const goodbyeMs = 1000;

/**
 * Maximum bytes per request if the server announces no limits. Every SFTP server must accept this many bytes.
 */
const smallestChunk = 31_000;
const largestChunk = 255 * 1024;

/** Maximum number of open files if the server announces no limits. The usual limit is 256. */
const defaultOpenFiles = 64;

/** Number of names in one reply of OpenSSH's server. */
const namesInAnswer = 100;

/** Maximum number of simultaneous requests while a directory of unknown size is listed. */
const maxAtOnce = 32;

// pflags of SSH_FXP_OPEN, draft-ietf-secsh-filexfer-02, section 6.3.
const openFlags: Record<OpenHow, number> = { read: 0x01, create: 0x1a, overwrite: 0x02 };

export interface SftpSessionParts {
  readonly client: Client;
  readonly channel: SftpChannel;
  readonly pending: PendingRequests;
  readonly extensions: ReadonlyMap<string, string>;
  readonly ordered: boolean;
  readonly openAnother: () => Promise<SftpSession>;
}

/** A request to the server. Errors name the operation and the path. */
interface SftpRequest {
  readonly operation: string;
  readonly path: string;
  readonly type: number;
  readonly fields: readonly Field[];
}

/** One SFTP channel of a connection. Several requests may wait for their replies at the same time. */
export class SftpSession implements RemoteFiles {
  readonly #client: Client;
  readonly #channel: SftpChannel;
  readonly #pending: PendingRequests;
  readonly #hasSpace: boolean;
  readonly #openAnother: () => Promise<SftpSession>;
  #capabilities: Capabilities;

  /** Called only by `openSession`. */
  constructor({ client, channel, pending, extensions, ordered, openAnother }: SftpSessionParts) {
    this.#client = client;
    this.#channel = channel;
    this.#pending = pending;
    this.#openAnother = openAnother;
    this.#capabilities = {
      chunk: smallestChunk,
      openFiles: defaultOpenFiles,
      renameOver: extensions.get("posix-rename@openssh.com") === "1",
      directoryRename: true,
      ordered,
      links: extensions.get("hardlink@openssh.com") === "1" ? this.#linkOperations() : null,
    };
    this.#hasSpace = extensions.get("statvfs@openssh.com") === "2";
    // Need not wait for the limits, because a server that answers in order sends them before later replies.
    if (extensions.get("limits@openssh.com") === "1") this.#askLimits().catch(() => undefined);
  }

  get capabilities(): Capabilities {
    return this.#capabilities;
  }

  get isLost(): boolean {
    return this.#pending.isLost;
  }

  async beside(): Promise<RemoteFiles | null> {
    // Does not open a second channel if the server may handle requests out of order,
    // because some of these servers allow only one channel, and would end both.
    if (!this.capabilities.ordered) return null;
    return this.#openAnother().catch(() => null);
  }

  async open(path: string, how: OpenHow, mode?: number): Promise<RemoteFile> {
    const fields = [path, openFlags[how], ...modeFields(mode)];
    const handle = await this.#ask({ operation: "open", path, type: requestType.open, fields }, handleOf);
    return this.#file(path, handle);
  }

  rename(from: string, to: string): Promise<void> {
    return this.#run("rename", to, requestType.rename, [from, to]);
  }

  async replace(from: string, to: string): Promise<void> {
    // Does not try an extension that the server does not announce, because the server may mishandle it.
    if (!this.capabilities.renameOver)
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
    return this.#ask({ operation: "lstat", path, type: requestType.lstat, fields: [path] }, attributesOf);
  }

  async readdir(path: string, expected = 0): Promise<ReadonlyMap<string, RemoteEntry>> {
    const handle = await this.#ask(
      { operation: "readdir", path, type: requestType.opendir, fields: [path] },
      handleOf,
    );
    const entries = new Map<string, RemoteEntry>();
    // Sends two requests together, because the last reply of a listing only says that the listing has ended.
    // On a server that does not handle requests in order, more requests at once could miss names.
    const { ordered } = this.capabilities;
    let atOnce = ordered ? 2 + Math.ceil(expected / namesInAnswer) : 2;
    try {
      for (let isOver = false; !isOver; atOnce = ordered ? Math.min(2 * atOnce, maxAtOnce) : 2) {
        const answers = await Promise.all(
          Array.from({ length: atOnce }, () => this.#readNames(path, handle)),
        );
        isOver = answers.includes(null);
        for (const [name, entry] of answers.flatMap((names) => names ?? [])) {
          if (name !== "." && name !== "..") entries.set(name, entry);
        }
      }
    } finally {
      // Ignores a failure to close, because the listing is complete.
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
    return this.#ask({ operation: "realpath", path, type: requestType.realpath, fields: [path] }, pathOf);
  }

  async space(path: string): Promise<Space | null> {
    if (!this.#hasSpace) return null;
    const fields = ["statvfs@openssh.com", path];
    return this.#ask({ operation: "statvfs", path, type: requestType.extended, fields }, spaceOf);
  }

  /** Ends the connection, and does not wait for the server to close it. */
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

  /** Drops the connection immediately, so that all requests without a reply fail. */
  abandon(): void {
    this.#pending.failAll(new AppError("publish.connectionLost", { reason: "ended" }));
    this.#client.destroy();
  }

  /** Reads the next names of an open directory. Returns null at the end of the directory. */
  async #readNames(path: string, handle: Uint8Array): Promise<[string, RemoteEntry][] | null> {
    try {
      return await this.#ask(
        { operation: "readdir", path, type: requestType.readdir, fields: [handle] },
        namesOf,
      );
    } catch (error) {
      if (error instanceof RemoteError && error.status === endOfFile) return null;
      throw error;
    }
  }

  async #askLimits(): Promise<void> {
    const fields = ["limits@openssh.com"];
    const { write, handles } = await this.#ask(
      { operation: "limits", path: "", type: requestType.extended, fields },
      limitsOf,
    );
    this.#capabilities = {
      ...this.#capabilities,
      chunk: write > 0 ? Math.min(write, largestChunk) : smallestChunk,
      // The server sends 0 if the number of open files is not limited.
      openFiles: handles > 0 ? handles : Number.MAX_SAFE_INTEGER,
    };
  }

  /**
   * Sends one request. `read` converts the reply to the result. If the server refuses, `read` is not called.
   */
  #ask<T>({ operation, path, type, fields }: SftpRequest, read: Read<T>): Promise<T> {
    return this.#pending.run(operation, path, ({ answered, failed }: Settle<T>) => {
      this.#channel.request(type, fields, (error, answer, body) => {
        const refusal = error ?? (answer === answerType.status ? refusalOf(body) : null);
        if (refusal) failed(refusal);
        else answered(read(answer, body));
      });
    });
  }

  #run(operation: string, path: string, type: number, fields: readonly Field[]): Promise<void> {
    return this.#ask({ operation, path, type, fields }, acknowledge);
  }

  #linkOperations(): LinkOperations {
    return {
      hardLink: (from, to) => this.#run("link", to, requestType.extended, ["hardlink@openssh.com", from, to]),
      // Unlike the standard, OpenSSH expects the target of a link before the link's path (PROTOCOL, 4.1).
      symlink: (target, path) => this.#run("symlink", path, requestType.symlink, [target, path]),
      readlink: (path) =>
        this.#ask({ operation: "readlink", path, type: requestType.readlink, fields: [path] }, pathOf),
    };
  }

  #file(path: string, handle: Uint8Array): RemoteFile {
    return {
      read: async (offset, length) => {
        const fields = [handle, BigInt(offset), length];
        try {
          return await this.#ask({ operation: "read", path, type: requestType.read, fields }, dataOf);
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
