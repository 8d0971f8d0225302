import type { PreviewBlock } from "#contract/types/blog-types.ts";
import { AppError } from "#contract/errors.ts";
import type { Comparison, Version } from "#contract/types/history-types.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { editFrontMatter } from "#engine/blog/front-matter/edit-front-matter.ts";
import { splitFrontMatter } from "#engine/blog/front-matter/front-matter.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { PublicationLog } from "#engine/blog/safety/publication-log.ts";
import { decodeByGuess, decodeUtf8Strict } from "#engine/base/text-encoding.ts";
import { compareBlocks } from "#engine/markdown/comparison/compare-blocks.ts";

interface Text {
  readonly frontMatter: string;
  readonly body: string;
}

interface HistoryParts {
  readonly blog: BlogFolder;
  /** The article of a post as its page shows it, and the page. */
  readonly articleOf: (post: Post) => { readonly blocks: readonly PreviewBlock[]; readonly url: string };
  /** Hash of the version that readers of the default target get; undefined when none. */
  readonly liveHash: (path: string) => string | undefined;
}

/** The earlier versions of a post: which there are, what is different in them, and how one comes back. */
export class HistoryService {
  readonly publications: PublicationLog;
  readonly #parts: HistoryParts;

  constructor(parts: HistoryParts) {
    this.#parts = parts;
    this.publications = new PublicationLog(parts.blog.folder);
  }

  /** Keeps a text that no file will have. Rejects when the disk does not take it. */
  async keep(path: string, { frontMatter, body }: Text): Promise<void> {
    await this.#parts.blog.history.add(path, Buffer.from(frontMatter + body), Date.now());
  }

  /** Newest first. */
  async list(path: string): Promise<Version[]> {
    const { blog, liveHash } = this.#parts;
    const [versions, times] = await Promise.all([blog.history.list(path), this.publications.times()]);
    const current = blog.posts.get(path)?.hash;
    const live = liveHash(path);
    return versions.map(({ id, time, hash }) => ({
      id,
      time,
      publishedAt: times.get(hash) ?? null,
      isLive: hash === live,
      isCurrent: hash === current,
    }));
  }

  /** A version's text, with the address and identity that the post has by now: those its readers know. */
  async read(path: string, id: string): Promise<Text> {
    const { frontMatter, body } = await this.#textOf(path, id);
    const post = this.#parts.blog.posts.get(path);
    const kept = { permalink: post?.properties.permalink, guid: post?.guid ?? undefined };
    return { frontMatter: editFrontMatter(frontMatter, kept, path), body };
  }

  /** What `newer` has that a version has not; without it, what the version has that the one before it had not. */
  async compare(path: string, id: string, newer: Text | null): Promise<Comparison> {
    const chosen = await this.#textOf(path, id);
    const [older, latest] = newer ? [chosen, newer] : [await this.#before(path, id), chosen];
    const [before, after] = [this.#parsed(path, older), this.#parsed(path, latest)];
    // Only the text matters here: with the front matter of the file the site around it need not be made anew
    const frame = this.#parts.blog.posts.get(path) ?? after;
    const old = this.#parts.articleOf({ ...frame, body: before.body });
    const { blocks, url } = this.#parts.articleOf({ ...frame, body: after.body });
    const comparison = compareBlocks(old.blocks, blocks);
    return {
      ...comparison,
      blocks: [...comparison.blocks],
      properties: differentProperties(before, after),
      url,
      lineCount: after.body.split("\n").length,
    };
  }

  async #before(path: string, id: string): Promise<Text> {
    const versions = await this.#parts.blog.history.list(path);
    const previous = versions[versions.findIndex((version) => version.id === id) + 1];
    return previous ? this.#textOf(path, previous.id) : { frontMatter: "", body: "" };
  }

  async #textOf(path: string, id: string): Promise<Text> {
    if (!this.#parts.blog.posts.has(path)) throw new AppError("file.notFound", { path });
    const bytes = await this.#parts.blog.history.read(path, id);
    const { frontMatter, body } = splitFrontMatter(decodeUtf8Strict(bytes) ?? decodeByGuess(bytes));
    return { frontMatter, body };
  }

  #parsed(path: string, { frontMatter, body }: Text): Post {
    const { settings } = this.#parts.blog;
    return parsePost({ path, bytes: Buffer.from(frontMatter + body), settings });
  }
}

const compared = ["title", "date", "status", "section", "category", "tags", "summary"] as const;

function differentProperties(before: Post, after: Post): Comparison["properties"] {
  const shown = ({ properties }: Post, name: (typeof compared)[number]): string => {
    const value = properties[name] ?? "";
    return typeof value === "string" ? value : value.join(", ");
  };
  return compared
    .map((name) => ({ name, before: shown(before, name), after: shown(after, name) }))
    .filter((property) => property.before !== property.after);
}
