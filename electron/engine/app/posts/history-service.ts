import { join } from "node:path";
import type { PreviewBlock } from "#contract/types/blog-types.ts";
import { AppError } from "#contract/errors.ts";
import type { Comparison, Version } from "#contract/types/history-types.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { expectBlog } from "#engine/blog/folder/presence.ts";
import { editFrontMatter } from "#engine/blog/front-matter/edit-front-matter.ts";
import { splitFrontMatter } from "#engine/blog/front-matter/front-matter.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { PublicationLog } from "#engine/blog/safety/publication-log.ts";
import { readIfThere } from "#engine/base/files/read-files.ts";
import { decodeByGuess, decodeUtf8Strict } from "#engine/base/text/text-encoding.ts";
import { compareBlocks } from "#engine/markdown/comparison/compare-blocks.ts";

interface Text {
  readonly frontMatter: string;
  readonly body: string;
}

interface HistoryParts {
  readonly blog: BlogFolder;
  /** Renders a post's article. Returns its blocks and the URL of the post's page in the preview. */
  readonly articleOf: (post: Post) => { readonly blocks: readonly PreviewBlock[]; readonly url: string };
  /** Returns the hash of the live version of a post at the default target, or undefined. */
  readonly liveHash: (path: string) => string | undefined;
}

/** Lists, compares and returns earlier versions of posts. */
export class HistoryService {
  readonly publications: PublicationLog;
  readonly #parts: HistoryParts;

  constructor(parts: HistoryParts) {
    this.#parts = parts;
    this.publications = new PublicationLog(parts.blog.folder);
  }

  /** Adds an unsaved text to the history of its post. Rejects if the disk cannot be written. */
  async keep(path: string, { frontMatter, body }: Text): Promise<void> {
    await expectBlog(this.#parts.blog.folder);
    await this.#parts.blog.history.add(path, Buffer.from(frontMatter + body), Date.now());
  }

  /** Lists the versions of a post, newest first. */
  async list(path: string): Promise<Version[]> {
    const { blog, liveHash } = this.#parts;
    await blog.betweenWrites(path, () => this.#keepCurrent(path));
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

  /** Returns a version's text with the current `permalink` and `guid`, so that addresses never change. */
  async read(path: string, id: string): Promise<Text> {
    const { frontMatter, body } = await this.#textOf(path, id);
    const post = this.#parts.blog.posts.get(path);
    const kept = { permalink: post?.properties.permalink, guid: post?.guid ?? undefined };
    return { frontMatter: editFrontMatter(frontMatter, kept, path), body };
  }

  /**
   * Compares `older` with the text `newer`. `older` is a text or the id of a version.
   * If `newer` is null, compares the version `older` with its predecessor.
   */
  async compare(path: string, older: string | Text, newer: Text | null): Promise<Comparison> {
    const chosen = typeof older === "string" ? await this.#textOf(path, older) : older;
    const [first, latest] = newer ? [chosen, newer] : [await this.#before(path, older), chosen];
    const [before, after] = [this.#parsed(path, first), this.#parsed(path, latest)];
    // Renders both versions with the current front matter, because their own ones would need two sites.
    const frame = this.#parts.blog.posts.get(path) ?? after;
    const old = this.#parts.articleOf({ ...frame, body: before.body });
    const { blocks, url } = this.#parts.articleOf({ ...frame, body: after.body });
    const comparison = compareBlocks(old.blocks, blocks);
    return {
      ...comparison,
      blocks: [...comparison.blocks],
      properties: differentProperties(before, after),
      url,
      lineCount: latest.body.split("\n").length,
    };
  }

  /**
   * Adds the post's file to the post's history if the history lacks this version, but is not empty.
   * A publish or another program can have changed the file since the last save.
   */
  async #keepCurrent(path: string): Promise<void> {
    const { history, documents, posts, folder } = this.#parts.blog;
    const [newest] = await history.list(path);
    if (!newest || newest.hash === posts.get(path)?.hash) return;
    try {
      const bytes = await readIfThere(join(folder, path));
      if (bytes) await history.add(path, bytes, Date.now(), await documents.changedTime(path));
    } catch {
      // On a read-only disk, the list lacks the current version, which is better than no list.
    }
  }

  async #before(path: string, id: string | Text): Promise<Text> {
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
