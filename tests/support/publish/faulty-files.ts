import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "#contract/errors.ts";
import type { Capabilities, LinkOperations } from "#engine/publish/base/capabilities.ts";
import {
  RemoteError,
  type RemoteFile,
  type RemoteFiles,
  remoteStatus,
} from "#engine/publish/base/remote-files.ts";

/** A simulated fault at one operation of a publish. Operations are counted from 1. */
export interface Fault {
  readonly at: number;
  /**
   * `before`: neither this operation nor any later operation reaches the server.
   * `after`: the server carries out the operation, but its answer is lost.
   * `refuse`: the server refuses the operation once.
   * `stall`: the server carries out the operation but never answers it. It answers other operations.
   * `truncate`: a WRITE stores only a part of its bytes and fails, and the CLOSE of the file succeeds.
   * `lie`: like `truncate`, but the server reports success for this WRITE and all later ones of the file.
   * For `truncate` and `lie`, only writes to files of the site count as operations.
   */
  readonly kind: "before" | "after" | "refuse" | "stall" | "truncate" | "lie";
  /** Status code that the server returns. Default: "failure". */
  readonly status?: number;
  /** Number of bytes that a write stores, from its beginning. A negative number counts from the end. */
  readonly keep?: number;
}

export interface FaultyOptions {
  readonly announcesReplace?: boolean;
  readonly inOrder?: boolean;
  /**
   * Operations are counted only after the first one for which this function returns true. Default: all are counted.
   * The number of operations before a step can differ, because some of them run at the same time.
   */
  readonly countAfter?: (operation: string, path: string) => boolean;
  /** Called before each operation with the operation's number, protocol name and path. */
  readonly onBegin?: (count: number, operation: string, path: string) => void;
  /** Called after each operation that the server has carried out, even if the answer is lost. */
  readonly onOperation?: (count: number) => Promise<void>;
}

/** Time-out of an unanswered request in milliseconds. The program's own time-out is two minutes. */
const stallMs = 30;

/** Matches only files of the site during their upload. */
const stagedFile = /\/stage-[^/]*\/[0-9a-f]{64}/;

/**
 * Passes operations on to real files, and breaks the connection at one of the operations.
 * After the break, no operation is carried out, as if the cable were cut.
 */
export class FaultyFiles implements RemoteFiles {
  readonly capabilities: Capabilities;
  /** Number of operations so far. */
  count = 0;
  /** Number of writes to files of the site so far. */
  writes = 0;
  /** Bytes of the site's files: the bytes sent, and the bytes acknowledged before the fault. */
  readonly sent = { asked: 0, answered: 0 };
  readonly #files: RemoteFiles;
  readonly #fault: Fault | null;
  #isCounting: boolean;
  readonly #countAfter: NonNullable<FaultyOptions["countAfter"]>;
  readonly #onBegin: NonNullable<FaultyOptions["onBegin"]>;
  readonly #onOperation: (count: number) => Promise<void>;
  #dead = false;
  #isStalled = false;
  /** The file whose further bytes are not stored. */
  #cutOff: string | null = null;
  /** The last operation, for which a server that works in order has to wait. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(files: RemoteFiles, fault: Fault | null, options: FaultyOptions = {}) {
    this.#files = files;
    const { renameOver, ordered, links } = files.capabilities;
    this.capabilities = {
      ...files.capabilities,
      renameOver: options.announcesReplace ?? renameOver,
      ordered: options.inOrder ?? ordered,
      links: links && this.#linkOperations(links),
    };
    this.#fault = fault;
    this.#isCounting = options.countAfter === undefined;
    this.#countAfter = options.countAfter ?? (() => true);
    this.#onBegin = options.onBegin ?? (() => undefined);
    this.#onOperation = options.onOperation ?? (async () => undefined);
  }

  async open(...[path, how, mode]: Parameters<RemoteFiles["open"]>): Promise<RemoteFile> {
    const opened: RemoteFile[] = [];
    const open = async (): Promise<RemoteFile> => {
      const file = await this.#files.open(path, how, mode);
      opened.push(file);
      return file;
    };
    const file = await this.#through("open", path, open).catch(async (error: unknown) => {
      await closeAll(opened);
      throw error;
    });
    return {
      read: (offset, length) => this.#through("read", path, () => file.read(offset, length)),
      write: (bytes, offset) => this.#write(file, path, bytes, offset),
      chmod: (bits) => this.#through("fsetstat", path, () => file.chmod(bits)),
      close: () =>
        this.#through("close", path, () => file.close()).catch(async (error: unknown) => {
          await closeAll(opened);
          throw error;
        }),
    };
  }

  rename = (from: string, to: string) => this.#through("rename", to, () => this.#files.rename(from, to));
  replace = (from: string, to: string) =>
    this.capabilities.renameOver
      ? this.#through("rename", to, () => this.#files.replace(from, to))
      : Promise.reject(new RemoteError("rename", to, remoteStatus.unsupported, "not supported"));
  mkdir = (path: string, mode: number) => this.#through("mkdir", path, () => this.#files.mkdir(path, mode));
  chmod = (path: string, mode: number) => this.#through("setstat", path, () => this.#files.chmod(path, mode));
  lstat = (path: string) => this.#through("lstat", path, () => this.#files.lstat(path));
  readdir = (path: string) => this.#through("readdir", path, () => this.#files.readdir(path));
  remove = (path: string) => this.#through("remove", path, () => this.#files.remove(path));
  rmdir = (path: string) => this.#through("rmdir", path, () => this.#files.rmdir(path));
  realpath = (path: string) => this.#through("realpath", path, () => this.#files.realpath(path));
  space = (path: string) => this.#through("statvfs", path, () => this.#files.space(path));

  #linkOperations(links: LinkOperations): LinkOperations {
    return {
      hardLink: (from, to) => this.#through("link", to, () => links.hardLink(from, to)),
      symlink: (target, path) => this.#through("symlink", path, () => links.symlink(target, path)),
      readlink: (path) => this.#through("readlink", path, () => links.readlink(path)),
    };
  }

  async #through<T>(operation: string, path: string, work: () => Promise<T>): Promise<T> {
    if (!this.#isCounting) {
      this.#isCounting = this.#countAfter(operation, path);
      return this.#carryOut(work);
    }
    this.count += 1;
    const count = this.count;
    this.#onBegin(count, operation, path);
    const ofWrites = this.#fault?.kind === "truncate" || this.#fault?.kind === "lie";
    const isHere = this.#fault?.at === this.count && !ofWrites;
    if (isHere && this.#fault?.kind === "refuse" && !this.#isUntrue(operation)) {
      throw new RemoteError(operation, path, this.#fault.status ?? remoteStatus.failure, "Failure");
    }
    if (isHere && this.#fault?.kind === "stall") return this.#stall(work);
    if (this.#dead || (isHere && this.#fault?.kind === "before")) {
      this.#dead = true;
      throw new AppError("publish.connectionLost", { reason: "test" });
    }
    if (isHere) this.#dead = true;
    const answer = await this.#carryOut(work).finally(() => this.#onOperation(count));
    if (isHere || this.#isStalled) throw new AppError("publish.connectionLost", { reason: "test" });
    return answer;
  }

  /**
   * The answer "no such file" is not a refusal if the operation asks whether a file exists.
   * Hitofude does not support servers that give this answer for an existing file.
   */
  #isUntrue(operation: string): boolean {
    const asks = ["lstat", "open", "readdir", "readlink"].includes(operation);
    return asks && this.#fault?.status === remoteStatus.noSuchFile;
  }

  /** Carries out the operation but never answers. At the time-out, all waiting operations fail, too. */
  async #stall<T>(work: () => Promise<T>): Promise<T> {
    await this.#carryOut(work);
    await wait(stallMs);
    this.#dead = true;
    this.#isStalled = true;
    throw new AppError("publish.connectionLost", { reason: "no answer" });
  }

  async #write(file: RemoteFile, path: string, bytes: Uint8Array, offset: number): Promise<void> {
    const isOfSite = stagedFile.test(path);
    if (isOfSite) {
      this.writes += 1;
      this.sent.asked += bytes.length;
    }
    const { kind, at, keep = 0 } = this.#fault ?? {};
    const isShort = isOfSite && at === this.writes && (kind === "truncate" || kind === "lie");
    const kept = keep < 0 ? Math.max(0, bytes.length + keep) : keep;
    // A full disk stays full, so later writes to the same file are silently lost, too.
    const stored = this.#cutOff === path ? bytes.subarray(0, 0) : isShort ? bytes.subarray(0, kept) : bytes;
    if (isShort && kind === "lie") this.#cutOff = path;
    await this.#through("write", path, () => file.write(stored, offset));
    if (isShort && kind === "truncate") throw new RemoteError("write", path, remoteStatus.failure, "Failure");
    if (isOfSite) this.sent.answered += bytes.length;
  }

  #carryOut<T>(work: () => Promise<T>): Promise<T> {
    if (!this.capabilities.ordered) return work();
    const before = this.#last;
    const mine = before.then(work, work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

/** After a broken connection, the server closes the files that the client had opened. */
async function closeAll(files: readonly RemoteFile[]): Promise<void> {
  await Promise.allSettled(files.map((file) => file.close()));
}
