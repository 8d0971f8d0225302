import { z } from "zod";
import { AppError, toWireError } from "#contract/errors.ts";
import type { Replacement, ReplaceOutcome, ReplaceMatch } from "#contract/types/search-types.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { editFrontMatter } from "#engine/blog/front-matter/edit-front-matter.ts";
import { shortHash } from "#engine/base/hash.ts";
import { findReplaceMatches, replaceSpans } from "#engine/blog/search/replace.ts";
import { isTemporary, UndoLog } from "#engine/blog/safety/undo-log.ts";

/**
 * Maximum number of matches that a search returns. A replacement changes only matches that a search returned.
 */
const maxMatches = 500;

/** The changes that a replacement made in one post. */
const replacedPostSchema = z.object({
  path: z.string(),
  /** Hash of the post's text (`textKey`) after the replacement. */
  after: z.string(),
  /** Front matter before the replacement. `body` is the body before the replacement. */
  frontMatter: z.string(),
  body: z.string(),
  /** Number of replaced matches. */
  places: z.number().int(),
});

interface ReplaceOptions {
  readonly onWritten: (path: string) => Promise<void>;
  readonly onDone: () => void;
}

interface Change {
  readonly path: string;
  /** Hash of the file whose text is replaced. */
  readonly baseHash: string;
  readonly frontMatter: string;
  readonly body: string;
  readonly before: { readonly frontMatter: string; readonly body: string };
  readonly places: number;
}

/**
 * Paths of the unchanged posts: edited or deleted posts (`skipped`), and unreadable posts (`unread`).
 */
interface LeftAlone {
  readonly skipped: string[];
  readonly unread: string[];
}

type PostFile = Awaited<ReturnType<BlogFolder["documents"]["read"]>>;

/** Finds and replaces a text in all posts, and undoes the last replacement. */
export class ReplaceService {
  readonly #blog: BlogFolder;
  readonly #options: ReplaceOptions;
  readonly #log: UndoLog<z.infer<typeof replacedPostSchema>>;

  constructor(blog: BlogFolder, options: ReplaceOptions) {
    this.#blog = blog;
    this.#options = options;
    this.#log = new UndoLog(blog.folder, {
      name: "replacements",
      entry: replacedPostSchema,
      nothing: "replace.nothing",
    });
  }

  find(input: Pick<Replacement, "search" | "exact">): { total: number; places: ReplaceMatch[] } {
    return findReplaceMatches(this.#blog.posts, input, maxMatches);
  }

  /**
   * Replaces the given matches. Skips posts whose files have changed since the search or are unreadable.
   * Also skips posts whose titles cannot be changed safely.
   * Stores the original texts of all posts before the first write, so that `undo` works after a failure.
   * Rejects with `file.*` if a file cannot be written.
   */
  async apply(replacement: string, places: readonly ReplaceMatch[]): Promise<ReplaceOutcome> {
    const changes: Change[] = [];
    const left: LeftAlone = { skipped: [], unread: [] };
    for (const [path, inPost] of Map.groupBy(places, ({ path }) => path)) {
      const file = await this.#read(path);
      const change = typeof file === "string" ? null : this.#changeOf(file, path, inPost, replacement);
      if (change) changes.push(change);
      else left[file === "unread" ? "unread" : "skipped"].push(path);
    }
    if (changes.length === 0) return { places: 0, posts: 0, ...left };
    const kept = changes.map((change) => ({
      path: change.path,
      after: textKey(change),
      frontMatter: change.before.frontMatter,
      body: change.before.body,
      places: change.places,
    }));
    await this.#log.add(kept, Date.now());
    return this.#write(changes, left);
  }

  /**
   * Undoes the last replacement. Skips posts whose text has changed since the replacement.
   * If a post is unreadable, the next call of this method tries that post again.
   * Rejects with `replace.nothing` if there is no replacement to undo.
   */
  async undo(): Promise<ReplaceOutcome> {
    const { id, posts } = await this.#log.last();
    const changes: Change[] = [];
    const left: LeftAlone = { skipped: [], unread: [] };
    for (const { path, after, frontMatter, body, places } of posts) {
      const file = await this.#read(path);
      if (file === "unread") left.unread.push(path);
      else if (file === "lost") left.skipped.push(path);
      else if (textKey(file) === after) {
        changes.push({ path, baseHash: file.hash, frontMatter, body, before: file, places });
      } else if (textKey(file) !== textKey({ frontMatter, body })) left.skipped.push(path);
    }
    const outcome = await this.#write(changes, left);
    if (left.unread.length === 0) await this.#log.drop(id);
    return outcome;
  }

  /** Writes the new texts. Skips files that have changed in the meantime. */
  async #write(changes: readonly Change[], left: LeftAlone): Promise<ReplaceOutcome> {
    const skipped = [...left.skipped];
    let [posts, places] = [0, 0];
    try {
      for (const change of changes) {
        if (await this.#save(change)) {
          posts += 1;
          places += change.places;
        } else skipped.push(change.path);
      }
    } finally {
      this.#options.onDone();
    }
    return { posts, places, skipped, unread: left.unread };
  }

  async #save({ path, frontMatter, body, baseHash }: Change): Promise<boolean> {
    try {
      await this.#blog.documents.save({ path, frontMatter, body, baseHash, force: false });
    } catch (error) {
      if (error instanceof AppError && ["post.conflict", "post.notUtf8", "file.linked"].includes(error.code))
        return false;
      throw error;
    }
    await this.#options.onWritten(path);
    return true;
  }

  /** Reads a post. Returns "unread" if the file may be readable later, and "lost" after other errors. */
  #read(path: string): Promise<PostFile | "unread" | "lost"> {
    return this.#blog.documents
      .read(path)
      .catch((error: unknown) => (isTemporary(toWireError(error).code) ? "unread" : "lost"));
  }

  /** Returns the new text of a post. Null if the file has changed or the title cannot be changed safely. */
  #changeOf(
    file: PostFile,
    path: string,
    places: readonly ReplaceMatch[],
    replacement: string,
  ): Change | null {
    if (places.some(({ hash }) => hash !== file.hash)) return null;
    const body = replaced(file.body, places, "body", replacement);
    const oldTitle = this.#blog.posts.get(path)?.properties.title ?? "";
    const title = replaced(oldTitle, places, "title", replacement);
    if (body === null || title === null) return null;
    const frontMatter = title === oldTitle ? file.frontMatter : withTitle(file.frontMatter, title, path);
    if (frontMatter === null) return null;
    return { path, baseHash: file.hash, frontMatter, body, before: file, places: places.length };
  }
}

/** Returns the front matter with a new title, or null if the front matter cannot be edited safely. */
function withTitle(frontMatter: string, title: string, path: string): string | null {
  try {
    return editFrontMatter(frontMatter, { title }, path);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** Returns a hash of a post's text. Texts that differ only in their line ends have the same hash. */
function textKey({ frontMatter, body }: { readonly frontMatter: string; readonly body: string }): string {
  return shortHash((frontMatter + body).replaceAll("\r\n", "\n"));
}

function replaced(
  text: string,
  places: readonly ReplaceMatch[],
  part: ReplaceMatch["part"],
  replacement: string,
): string | null {
  const spans = places
    .filter((place) => place.part === part)
    .map(({ offset, excerpt }) => ({ offset, match: excerpt.match }));
  return replaceSpans(text, spans, replacement);
}
