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
  /** `textKey` of the text that replaced it. */
  after: z.string(),
  /** The original text. */
  frontMatter: z.string(),
  body: z.string(),
  places: z.number().int(),
});
/** Effect of a replacement on one post. */
export type ReplacedPost = z.infer<typeof replacedPostSchema>;

/** Returns a hash of a text that ignores line ends. */
export function textKey({
  frontMatter,
  body,
}: {
  readonly frontMatter: string;
  readonly body: string;
}): string {
  return shortHash((frontMatter + body).replaceAll("\r\n", "\n"));
}

/** Number of replacements that can be undone; older ones are only in each post's history. */
const kept = 20;

/**
 * The original texts of replacements across posts, under `.hitofude/history/replacements/`: written to one
 * file before the first post is changed, so that the replacement can always be undone.
 */
export class ReplacementLog {
  readonly #folder: OwnFolder;

  constructor(blogFolder: string) {
    this.#folder = new OwnFolder(blogFolder, ".hitofude", "history", "replacements");
  }

  /** Stores the texts of a replacement; rejects with `file.*` if that fails. */
  async add(posts: readonly ReplacedPost[], now: number): Promise<void> {
    const ids = await this.#ids();
    const last = Number(ids.at(-1) ?? 0);
    const id = String(Math.max(now, last + 1)).padStart(15, "0");
    await this.#folder.write(fileOf(id), await compress(JSON.stringify(posts)));
    for (const old of ids.slice(0, Math.max(0, ids.length + 1 - kept))) await this.#remove(old);
  }

  /** Returns the last replacement that was not undone. Rejects with `replace.nothing` if there is none. */
  async last(): Promise<{ readonly id: string; readonly posts: readonly ReplacedPost[] }> {
    const id = (await this.#ids()).at(-1);
    if (id === undefined) throw new AppError("replace.nothing");
    const text = String(await decompress(await this.#folder.read(fileOf(id))));
    return { id, posts: z.array(replacedPostSchema).parse(JSON.parse(text)) };
  }

  /** Removes a replacement that was undone. */
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
