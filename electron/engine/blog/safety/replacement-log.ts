import { promisify } from "node:util";
import { gunzip, gzip } from "node:zlib";
import { z } from "zod";
import { AppError } from "#contract/errors.ts";
import { nullIfMissing } from "#engine/base/files/read-files.ts";
import { shortHash } from "#engine/base/hash.ts";
import { OwnFolder } from "#engine/base/own-folder.ts";

const compress = promisify(gzip);
const decompress = promisify(gunzip);

const replacedPostSchema = z.object({
  path: z.string(),
  /** `textKey` of the post after the replacement. */
  after: z.string(),
  /** The front matter before the replacement. `body` is the body before the replacement. */
  frontMatter: z.string(),
  body: z.string(),
  places: z.number().int(),
});
/** The changes that a replacement made in one post. `places` is the number of replaced matches. */
export type ReplacedPost = z.infer<typeof replacedPostSchema>;

/** Returns a hash of a post's text that does not depend on its line ends. */
export function textKey({
  frontMatter,
  body,
}: {
  readonly frontMatter: string;
  readonly body: string;
}): string {
  return shortHash((frontMatter + body).replaceAll("\r\n", "\n"));
}

/** Number of replacements that can be undone as a whole. Older texts are only in the history of each post. */
const kept = 20;

/** Keeps the original texts of replacements, under `.hitofude/history/replacements/`. */
export class ReplacementLog {
  readonly #folder: OwnFolder;

  constructor(blogFolder: string) {
    this.#folder = new OwnFolder(blogFolder, ".hitofude", "history", "replacements");
  }

  /** Stores the original texts of a replacement. Rejects with `file.*`. */
  async add(posts: readonly ReplacedPost[], now: number): Promise<void> {
    const ids = await this.#ids();
    const last = Number(ids.at(-1) ?? 0);
    const id = String(Math.max(now, last + 1)).padStart(15, "0");
    await this.#folder.write(fileOf(id), await compress(JSON.stringify(posts)));
    for (const old of ids.slice(0, Math.max(0, ids.length + 1 - kept))) await this.#remove(old);
  }

  /** Returns the last replacement that is not undone yet. Rejects with `replace.nothing` if there is none. */
  async last(): Promise<{ readonly id: string; readonly posts: readonly ReplacedPost[] }> {
    const id = (await this.#ids()).at(-1);
    if (id === undefined) throw new AppError("replace.nothing");
    const text = String(await decompress(await this.#folder.read(fileOf(id))));
    return { id, posts: z.array(replacedPostSchema).parse(JSON.parse(text)) };
  }

  async drop(id: string): Promise<void> {
    await this.#remove(id);
  }

  async #ids(): Promise<string[]> {
    const names = (await this.#folder.names().catch(nullIfMissing)) ?? [];
    return names.flatMap((name) => /^(\d{15})\.gz$/.exec(name)?.[1] ?? []).sort();
  }

  async #remove(id: string): Promise<void> {
    await this.#folder.remove(fileOf(id));
  }
}

function fileOf(id: string): string {
  return `${id}.gz`;
}
