import { constants } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "#contract/errors.ts";
import { atomicWrite } from "./atomic-write.ts";
import { systemCode } from "./file-errors.ts";
import { noFollow } from "./no-follow.ts";
import { expectOwn, expectOwnSync } from "./own-path.ts";

/**
 * A folder inside a blog in which the program keeps files of its own. Each operation first looks whether there is a link on
 * the way (`own-path.ts`); then it rejects with `file.linked`, and nothing was done. Paths are relative, with `/`.
 */
export class OwnFolder {
  readonly #root: string;
  /** Absolute. */
  readonly location: string;

  /** `names` lead from `root`, which may be a link itself, to the folder; without any, it is the root. */
  constructor(root: string, ...names: readonly string[]) {
    this.#root = root;
    this.location = join(root, ...names);
  }

  /** Absolute path of a file, after a look at the way there. */
  async locate(path: string): Promise<string> {
    const location = join(this.location, path);
    await expectOwn(this.#root, location);
    return location;
  }

  /** The same at once. */
  locateSync(path: string): string {
    const location = join(this.location, path);
    expectOwnSync(this.#root, location);
    return location;
  }

  /** The names in the folder, or in a folder of it. Rejects as `readdir` does. */
  async names(path = ""): Promise<string[]> {
    const location = join(this.location, path);
    if (location !== this.#root) await expectOwn(this.#root, location);
    return readdir(location);
  }

  /** A file's bytes. Rejects as `readFile` does, and for what is no file: a pipe would never end. */
  async read(path: string): Promise<Buffer> {
    const file = await open(await this.locate(path), constants.O_RDONLY | constants.O_NONBLOCK | noFollow);
    try {
      if (!(await file.stat()).isFile()) throw new AppError("file.failed", { path, reason: "no file" });
      return await file.readFile();
    } finally {
      await file.close();
    }
  }

  /** Rejects with `file.*`. */
  async write(path: string, content: Uint8Array | string): Promise<void> {
    await atomicWrite(await this.locate(path), content, { within: this.#root });
  }

  /** Makes a file with its folders; false when there is one. */
  async make(path: string, content: string): Promise<boolean> {
    const location = await this.locate(path);
    await mkdir(dirname(location), { recursive: true });
    try {
      const file = await open(location, "wx");
      await file.writeFile(content).finally(() => file.close());
      return true;
    } catch (error) {
      if (systemCode(error) === "EEXIST") return false;
      throw error;
    }
  }

  /** Adds to the end of a file. */
  async append(path: string, text: string): Promise<void> {
    const location = await this.locate(path);
    await mkdir(dirname(location), { recursive: true });
    const { O_APPEND, O_CREAT, O_WRONLY } = constants;
    const file = await open(location, O_APPEND | O_CREAT | O_WRONLY | noFollow);
    await file.appendFile(text).finally(() => file.close());
  }

  /** Removes a file, if it is there. */
  async remove(path: string): Promise<void> {
    await rm(await this.locate(path), { force: true });
  }

  /** Moves a file or folder, making folders. */
  async rename(from: string, to: string): Promise<void> {
    const [source, target] = [await this.locate(from), await this.locate(to)];
    await mkdir(dirname(target), { recursive: true });
    await rename(source, target);
  }
}
