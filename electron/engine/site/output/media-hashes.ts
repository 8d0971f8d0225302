import { createHash, hash } from "node:crypto";
import { accessSync, constants, createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { throwIfCancelled } from "#contract/rpc/cancellation.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { Problem } from "#contract/errors.ts";
import { type MediaFile, unreadProblem } from "../media/media-files.ts";
import type { MediaLibrary } from "../media/media-library.ts";
import { type MediaProgress, Pause } from "../media/media-progress.ts";
import type { OutputFile } from "./site-output.ts";

interface Hashed {
  readonly size: number;
  readonly modified: number;
  readonly output: OutputFile;
}

export interface OutputsOptions {
  readonly unhashed?: boolean | undefined;
  readonly signal?: CancelSignal | undefined;
  readonly onMedia?: MediaProgress | undefined;
}

export interface MediaOutputs {
  readonly files: readonly OutputFile[];
  readonly problems: readonly Problem[];
}

/** Hashes media files. Hashes a file again only if its size or modification time has changed. */
export class MediaHashes {
  readonly #hashed = new Map<string, Hashed>();
  #last: { readonly media: MediaLibrary; readonly outputs: MediaOutputs } | undefined;

  /**
   * Returns the readable media files and copies as files of the site.
   * With `unhashed`, no file is hashed. A file without a cached hash then has an empty `sha256`.
   */
  async outputs(
    media: MediaLibrary,
    { unhashed = false, signal, onMedia }: OutputsOptions = {},
  ): Promise<MediaOutputs> {
    if (this.#last?.media === media) return this.#last.outputs;
    const files: OutputFile[] = [];
    const problems: Problem[] = [];
    const pause = new Pause(onMedia);
    let done = 0;
    for (const file of media.files.values()) {
      await pause.ifDue(done++, media.files.size);
      throwIfCancelled(signal);
      try {
        files.push(unhashed ? this.#unhashed(file) : await this.#outputOf(file));
      } catch (error) {
        problems.push(unreadProblem(error, file.path));
      }
    }
    for (const { path, size, sha256, location } of media.variants.values()) {
      files.push({ path, group: "asset", size, sha256, location });
    }
    const outputs = { files, problems };
    this.#last = problems.length === 0 && !unhashed ? { media, outputs } : undefined;
    return outputs;
  }

  async hashOf(file: MediaFile): Promise<string> {
    return (await this.#outputOf(file)).sha256;
  }

  #unhashed({ path, size, modified, location }: MediaFile): OutputFile {
    const known = this.#hashed.get(path);
    accessSync(location, constants.R_OK);
    if (known?.size === size && known.modified === modified) return known.output;
    return { path, group: "asset", size, sha256: "", location };
  }

  async #outputOf({ path, size, modified, location }: MediaFile): Promise<OutputFile> {
    const known = this.#hashed.get(path);
    if (known?.size === size && known.modified === modified) return known.output;
    const output = { path, group: "asset", size, sha256: await hashFile(location, size), location } as const;
    this.#hashed.set(path, { size, modified, output });
    return output;
  }
}

/**
 * Maximum size in bytes of a file that is read at once. Streaming a small file would take twice as long.
 */
const mostAtOnce = 1024 * 1024;

async function hashFile(location: string, size: number): Promise<string> {
  if (size <= mostAtOnce) return hash("sha256", await readFile(location));
  const digest = createHash("sha256");
  for await (const chunk of createReadStream(location)) digest.update(chunk);
  return digest.digest("hex");
}
