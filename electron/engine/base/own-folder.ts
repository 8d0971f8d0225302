import { randomBytes } from "node:crypto";
import { constants, mkdirSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "#contract/errors.ts";
import { systemCode } from "#contract/file-retries.ts";
import { link, open, rename, rm } from "./files/change-files.ts";
import { atomicWrite } from "./atomic-write.ts";
import { fileError } from "./file-errors.ts";
import { retryHeld } from "./files/retry-held.ts";
import { noFollow } from "./no-follow.ts";
import { expectOwn, expectOwnSync, makeFolderInside, makeFolderInsideSync } from "./own-path.ts";

/**
 * A folder inside a blog for the program's own files. All paths are relative to this folder.
 * Each operation rejects with `file.linked` if a path component is a symbolic link (`own-path.ts`).
 */
export class OwnFolder {
  readonly #root: string;
  /** Whether the program may create `#root`. False if `#root` is a blog folder. */
  readonly #isOwnRoot: boolean;
  /** Absolute path of the folder. */
  readonly location: string;

  /** `names` are the path components from `root` to the folder. Only `root` may be a symbolic link. */
  constructor(root: string, ...names: readonly string[]) {
    this.#root = root;
    this.#isOwnRoot = names.length === 0;
    this.location = join(root, ...names);
  }

  /** Checks the path of a file for symbolic links. Returns the absolute path. */
  async locate(path: string): Promise<string> {
    const location = join(this.location, path);
    await expectOwn(this.#root, location);
    return location;
  }

  /** Synchronous variant of `locate`. */
  locateSync(path: string): string {
    const location = join(this.location, path);
    expectOwnSync(this.#root, location);
    return location;
  }

  /** Lists the names in the folder or a subfolder (`path`). Rejects with the same errors as `readdir`. */
  async names(path = ""): Promise<string[]> {
    const location = join(this.location, path);
    if (location !== this.#root) await expectOwn(this.#root, location);
    return retryHeld({ operation: "read", paths: [location], retry: "short" }, () => readdir(location));
  }

  /** Reads a regular file. Rejects for a pipe or device, because reading a pipe or device might never end. */
  async read(path: string): Promise<Buffer> {
    const file = await open(await this.locate(path), constants.O_RDONLY | constants.O_NONBLOCK | noFollow);
    try {
      if (!(await file.stat()).isFile()) throw new AppError("file.failed", { path, reason: "no file" });
      return await file.readFile();
    } finally {
      await file.close();
    }
  }

  /** Writes a file like `atomicWrite`, and rejects with `file.*`. */
  async write(path: string, content: Uint8Array | string): Promise<void> {
    const location = await this.locate(path);
    // Creates the folder first, because `atomicWrite` requires an existing folder in its option `within`.
    if (this.#isOwnRoot) {
      await mkdir(this.#root, { recursive: true }).catch((error: unknown) => {
        throw fileError(error, location);
      });
    }
    await atomicWrite(location, content, { within: this.#root });
  }

  /** Creates a file and the missing folders above it. Resolves with false if the file already exists. */
  async make(path: string, content: string): Promise<boolean> {
    const location = await this.locate(path);
    await this.#make(dirname(location));
    try {
      const file = await open(location, "wx");
      try {
        await file.writeFile(content).finally(() => file.close());
      } catch (error) {
        // Removes an incomplete file, because it would look like a text of the author.
        await rm(location, { force: true }).catch(() => undefined);
        throw error;
      }
      return true;
    } catch (error) {
      if (systemCode(error) === "EEXIST") return false;
      throw error;
    }
  }

  /** Creates a file like `make`, but other processes never see an incomplete file, even after a power cut. */
  async makeWhole(path: string, content: string): Promise<boolean> {
    const location = await this.locate(path);
    const draft = join(dirname(path), `.hitofude-${randomBytes(8).toString("hex")}.tmp`);
    await this.write(draft, content);
    try {
      await link(join(this.location, draft), location);
      return true;
    } catch (error) {
      if (systemCode(error) === "EEXIST") return false;
      // Writes the file directly, because some file systems, such as exFAT, have no hard links.
      return await this.make(path, content);
    } finally {
      await this.remove(draft);
    }
  }

  async append(path: string, text: string): Promise<void> {
    const location = await this.locate(path);
    await this.#make(dirname(location));
    const { O_APPEND, O_CREAT, O_WRONLY } = constants;
    const file = await open(location, O_APPEND | O_CREAT | O_WRONLY | noFollow);
    await file.appendFile(text).finally(() => file.close());
  }

  async remove(path: string): Promise<void> {
    await rm(await this.locate(path), { force: true });
  }

  /** Moves a file or folder, and creates missing folders above the new path. */
  async rename(from: string, to: string): Promise<void> {
    const [source, target] = [await this.locate(from), await this.locate(to)];
    await this.#make(dirname(target));
    await rename(source, target);
  }

  /** Creates the folder if it is missing. Used before a synchronous write into the folder. */
  makeSync(): void {
    if (this.#isOwnRoot) mkdirSync(this.location, { recursive: true });
    else makeFolderInsideSync(this.#root, this.location);
  }

  async #make(folder: string): Promise<void> {
    if (this.#isOwnRoot) await mkdir(folder, { recursive: true });
    else await makeFolderInside(this.#root, folder);
  }
}
