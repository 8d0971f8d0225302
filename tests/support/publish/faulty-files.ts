import { setTimeout as wait } from "node:timers/promises";
import { AppError } from "#contract/errors.ts";
import type { Capabilities, LinkOperations } from "#engine/publish/base/capabilities.ts";
import {
  RemoteError,
  type RemoteFile,
  type RemoteFiles,
  remoteStatus,
} from "#engine/publish/base/remote-files.ts";

/** A fault at one operation of a publish, counted from 1. */
export interface Fault {
  readonly at: number;
  /**
   * `before`: neither this operation nor a later one reaches the server.
   * `after`: the operation is carried out, but its answer is lost.
   * `refuse`: the server refuses it once.
   * `stall`: it is carried out but never answered, while others are, until the time-out.
   * `truncate`: a WRITE stores only a part of its bytes and fails, and its CLOSE succeeds.
   * `lie`: the same, but the server reports success for this WRITE and all later ones of the file.
   * With `truncate` and `lie`, only writes to files of the site are counted.
   */
  readonly kind: "before" | "after" | "refuse" | "stall" | "truncate" | "lie";
  /** Status code of the server. Default: "failure". */
  readonly status?: number;
  /** Number of bytes that a write stores: from its beginning, or from its end if negative. */
  readonly keep?: number;
}

export interface FaultyOptions {
  readonly announcesReplace?: boolean;
  readonly inOrder?: boolean;
  /** Called before each operation with its number, its name in the protocol, and its path. */
  readonly onBegin?: (count: number, operation: string, path: string) => void;
  /** Called after each operation that was carried out, whatever its answer. */
  readonly onOperation?: (count: number) => Promise<void>;
}

/** Time-out of a stalled request in milliseconds; the real one is two minutes. */
const stallMs = 30;

/** Matches only files of the site that are being uploaded. */
const stagedFile = /\/stage-[^/]*\/[0-9a-f]{64}/;

/**
 * Passes every operation to real files, and breaks the connection at one of them.
 * Afterwards no operation is carried out, as after a cut cable.
 */
export class FaultyFiles implements RemoteFiles {
  readonly capabilities: Capabilities;
  /** Number of operations so far. */
  count = 0;
  /** Number of writes to files of the site so far. */
  writes = 0;
  /** Bytes of files of the site: those in requests to write, and those acknowledged before the fault. */
  readonly sent = { asked: 0, answered: 0 };
  readonly #files: RemoteFiles;
  readonly #fault: Fault | null;
  readonly #onBegin: NonNullable<FaultyOptions["onBegin"]>;
  readonly #onOperation: (count: number) => Promise<void>;
  #dead = false;
  #isStalled = false;
  /** The file that stores no further bytes. */
  #cutOff: string | null = null;
  /** The last operation, for a server that carries out one at a time. */
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
   * "No such file" is not a refusal for an operation that asks whether a file exists.
   * A server that gives this answer for an existing file is not supported.
   */
  #isUntrue(operation: string): boolean {
    const asks = ["lstat", "open", "readdir", "readlink"].includes(operation);
    return asks && this.#fault?.status === remoteStatus.noSuchFile;
  }

  /** Carries the operation out but never answers. At the time-out, everything that still waits fails, too. */
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
    // A full disk stays full: later writes to that file are silently lost, too.
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

/** A server closes the files that a broken connection leaves open. */
async function closeAll(files: readonly RemoteFile[]): Promise<void> {
  await Promise.allSettled(files.map((file) => file.close()));
}
