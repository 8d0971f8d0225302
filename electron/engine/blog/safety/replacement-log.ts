import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { z } from "zod";
import { AppError } from "#contract/errors.ts";
import { shortHash } from "#engine/base/hash.ts";
import { OwnFolder } from "#engine/base/own-folder.ts";

const compress = promisify(gzip);
const decompress = promisify(gunzip);

const replacedPostSchema = z.object({
  path: z.string(),
  /** Stands for the text that took its place: `textKey`. */
  after: z.string(),
  /** The text as it was. */
  frontMatter: z.string(),
  body: z.string(),
  places: z.number().int(),
});
/** What a replacement did to one post. */
export type ReplacedPost = z.infer<typeof replacedPostSchema>;

/** Stands for a text, whatever its line ends. */
export function textKey({
  frontMatter,
  body,
}: {
  readonly frontMatter: string;
  readonly body: string;
}): string {
  return shortHash((frontMatter + body).replaceAll("\r\n", "\n"));
}

/** Replacements that can be taken back; older ones are only in each post's history. */
const kept = 20;

/**
 * The texts that a replacement across posts is about to change, under `.hitofude/history/replacements/`: written in one
 * file before the first post is touched, so that all can be taken back whatever happens in between.
 */
export class ReplacementLog {
  readonly #folder: OwnFolder;

  constructor(blogFolder: string) {
    this.#folder = new OwnFolder(blogFolder, ".hitofude", "history", "replacements");
  }

  /** Keeps the texts of a replacement; rejects with `file.*` when they cannot be kept. */
  async add(posts: readonly ReplacedPost[], now: number): Promise<void> {
    const ids = await this.#ids();
    const last = Number(ids.at(-1) ?? 0);
    const id = String(Math.max(now, last + 1)).padStart(15, "0");
    await this.#folder.write(fileOf(id), await compress(JSON.stringify(posts)));
    for (const old of ids.slice(0, Math.max(0, ids.length + 1 - kept))) await this.#remove(old);
  }

  /** The last replacement that was not taken back. Rejects with `replace.nothing` when there is none. */
  async last(): Promise<{ readonly id: string; readonly posts: readonly ReplacedPost[] }> {
    const id = (await this.#ids()).at(-1);
    if (id === undefined) throw new AppError("replace.nothing");
    const text = String(await decompress(await this.#folder.read(fileOf(id))));
    return { id, posts: z.array(replacedPostSchema).parse(JSON.parse(text)) };
  }

  /** Forgets a replacement that was taken back. */
  async drop(id: string): Promise<void> {
    await this.#remove(id);
  }

  async #ids(): Promise<string[]> {
    const names = await this.#folder.names().catch(() => []);
    return names.flatMap((name) => /^(\d{15})\.gz$/.exec(name)?.[1] ?? []).sort();
  }

  async #remove(id: string): Promise<void> {
    await this.#folder.remove(fileOf(id));
  }
}

function fileOf(id: string): string {
  return `${id}.gz`;
}
