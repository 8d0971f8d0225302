import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { AppError, messageOf } from "#contract/errors.ts";
import type { CallOutput } from "#contract/rpc/definition.ts";
import type { MainContract } from "#contract/main-contract.ts";
import { blogAround } from "../launch.ts";

type GivenText = NonNullable<CallOutput<MainContract, "file.given">["file"]>;

/** Maximum file size in bytes, far larger than any post. */
const maxBytes = 16 * 1024 * 1024;

/** Opened Markdown files that belong to no blog. Each file waits until a window shows it. */
export class WaitingFiles {
  readonly #paths: string[] = [];

  add(path: string): void {
    this.#paths.push(path);
  }

  /** Removes and returns the path of the file that has waited longest. Returns null if no file waits. */
  take(): string | null {
    return this.#paths.shift() ?? null;
  }
}

/** Reads a Markdown file that belongs to no blog, for the page of a window. Rejects with `file.failed`. */
export function readGivenFile(path: string): Promise<GivenText> {
  return asFileError(path, async () => {
    const { size } = await stat(path);
    if (size > maxBytes) throw new Error(`more than ${maxBytes} bytes`);
    const folder = blogAround(path);
    const bytes = new Uint8Array(await readFile(path));
    return { name: basename(path), bytes, folder: folder === null ? null : basename(folder) };
  });
}

/** Converts an error of `work` to `file.failed`. The message shows the name of the file, not its folder. */
export async function asFileError<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = messageOf(error);
    throw new AppError("file.failed", { path: basename(path), reason }, error);
  }
}
