import { AppError } from "#contract/errors.ts";
import {
  RemoteError,
  type RemoteFile,
  type RemoteFiles,
  remoteStatus,
} from "#engine/publishing/remote-files.ts";

/** What happens at one operation of a publish, counted from 1. */
export interface Fault {
  readonly at: number;
  /** `before`: the operation never reaches the server; `after`: it does, its answer is lost; `refuse`: status "failure". */
  readonly kind: "before" | "after" | "refuse";
}

/**
 * Passes every operation on to real files, and breaks the connection at one of them. After that nothing gets through, as after a
 * cut cable. `onOperation` runs after each one that got through.
 */
export class FaultyFiles implements RemoteFiles {
  readonly limits: RemoteFiles["limits"];
  readonly announcesReplace: boolean;
  readonly inOrder: boolean;
  /** Operations so far. */
  count = 0;
  readonly #files: RemoteFiles;
  readonly #fault: Fault | null;
  readonly #onOperation: () => Promise<void>;
  #dead = false;
  /** The last operation, for a server that works on one at a time. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    files: RemoteFiles,
    fault: Fault | null,
    options: { announcesReplace?: boolean; inOrder?: boolean; onOperation?: () => Promise<void> } = {},
  ) {
    this.#files = files;
    this.limits = files.limits;
    this.announcesReplace = options.announcesReplace ?? files.announcesReplace;
    this.inOrder = options.inOrder ?? files.inOrder;
    this.#fault = fault;
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
      write: (bytes, offset) => this.#through("write", path, () => file.write(bytes, offset)),
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
    this.announcesReplace
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

  async #through<T>(operation: string, path: string, work: () => Promise<T>): Promise<T> {
    this.count += 1;
    const isHere = this.#fault?.at === this.count;
    if (isHere && this.#fault?.kind === "refuse") {
      throw new RemoteError(operation, path, remoteStatus.failure, "Failure");
    }
    if (this.#dead || (isHere && this.#fault?.kind === "before")) {
      this.#dead = true;
      throw new AppError("publish.connectionLost", { reason: "test" });
    }
    if (isHere) this.#dead = true;
    const answer = await this.#carryOut(work);
    await this.#onOperation();
    if (isHere) throw new AppError("publish.connectionLost", { reason: "test" });
    return answer;
  }

  #carryOut<T>(work: () => Promise<T>): Promise<T> {
    if (!this.inOrder) return work();
    const before = this.#last;
    const mine = before.then(work, work);
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}

/** A server closes what a broken connection leaves open. */
async function closeAll(files: readonly RemoteFile[]): Promise<void> {
  await Promise.allSettled(files.map((file) => file.close()));
}
