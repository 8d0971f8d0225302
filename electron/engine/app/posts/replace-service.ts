import { AppError } from "#contract/errors.ts";
import type { Replacement, ReplaceOutcome, ReplacePlace } from "#contract/types/search-types.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { editFrontMatter } from "#engine/blog/front-matter/edit-front-matter.ts";
import { findPlaces, replaceSpans } from "#engine/blog/search/replace.ts";
import { ReplacementLog, textKey } from "#engine/blog/safety/replacement-log.ts";

/** Places that are shown, and so can be changed, at once. */
const mostPlaces = 500;

interface ReplaceOptions {
  /** A post's file was written. */
  readonly onWritten: (path: string) => Promise<void>;
  /** All files are written. */
  readonly onDone: () => void;
}

/** A text on its way into its file. */
interface Change {
  readonly path: string;
  /** Of the file that it replaces. */
  readonly baseHash: string;
  readonly frontMatter: string;
  readonly body: string;
  readonly before: { readonly frontMatter: string; readonly body: string };
  readonly places: number;
}

/** Replaces words across posts, and takes it back. */
export class ReplaceService {
  readonly #blog: BlogFolder;
  readonly #options: ReplaceOptions;
  readonly #log: ReplacementLog;

  constructor(blog: BlogFolder, options: ReplaceOptions) {
    this.#blog = blog;
    this.#options = options;
    this.#log = new ReplacementLog(blog.folder);
  }

  /** Where a replacement would change something. */
  find(input: Pick<Replacement, "search" | "exact">): { total: number; places: ReplacePlace[] } {
    return findPlaces(this.#blog.posts, input, mostPlaces);
  }

  /**
   * Changes the places in the posts whose files are still those in which the places were found, and leaves the other posts
   * alone. All texts are kept first, together; a file that cannot be written rejects with `file.*`, and `undo` takes back
   * those before it.
   */
  async apply(replacement: string, places: readonly ReplacePlace[]): Promise<ReplaceOutcome> {
    const changes: Change[] = [];
    const skipped: string[] = [];
    for (const [path, inPost] of byPost(places)) {
      const change = await this.#changeOf(path, inPost, replacement);
      if (change) changes.push(change);
      else skipped.push(path);
    }
    if (changes.length === 0) return { places: 0, posts: 0, skipped };
    const kept = changes.map((change) => ({
      path: change.path,
      after: textKey(change),
      frontMatter: change.before.frontMatter,
      body: change.before.body,
      places: change.places,
    }));
    await this.#log.add(kept, Date.now());
    return this.#write(changes, skipped);
  }

  /** Takes the last replacement back, but for posts whose text was changed since. Rejects with `replace.nothing`. */
  async undo(): Promise<ReplaceOutcome> {
    const { id, posts } = await this.#log.last();
    const changes: Change[] = [];
    const skipped: string[] = [];
    for (const { path, after, frontMatter, body, places } of posts) {
      const file = await this.#blog.readDocument(path).catch(() => null);
      if (file && textKey(file) === after) {
        changes.push({ path, baseHash: file.hash, frontMatter, body, before: file, places });
      } else if (!file || textKey(file) !== textKey({ frontMatter, body })) skipped.push(path);
    }
    const outcome = await this.#write(changes, skipped);
    await this.#log.drop(id);
    return outcome;
  }

  /** Writes the texts into the files that are still what they were. */
  async #write(changes: readonly Change[], skippedBefore: readonly string[]): Promise<ReplaceOutcome> {
    const skipped = [...skippedBefore];
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
    return { posts, places, skipped };
  }

  async #save({ path, frontMatter, body, baseHash }: Change): Promise<boolean> {
    try {
      await this.#blog.saveDocument({ path, frontMatter, body, baseHash, force: false });
    } catch (error) {
      if (error instanceof AppError && ["post.conflict", "post.notUtf8", "file.linked"].includes(error.code))
        return false;
      throw error;
    }
    await this.#options.onWritten(path);
    return true;
  }

  /** Null when the file is not what it was when the places were found. */
  async #changeOf(
    path: string,
    places: readonly ReplacePlace[],
    replacement: string,
  ): Promise<Change | null> {
    const file = await this.#blog.readDocument(path).catch(() => null);
    if (!file || places.some(({ hash }) => hash !== file.hash)) return null;
    const body = replaced(file.body, places, "body", replacement);
    const oldTitle = this.#blog.posts.get(path)?.properties.title ?? "";
    const title = replaced(oldTitle, places, "title", replacement);
    if (body === null || title === null) return null;
    const frontMatter =
      title === oldTitle ? file.frontMatter : editFrontMatter(file.frontMatter, { title }, path);
    return { path, baseHash: file.hash, frontMatter, body, before: file, places: places.length };
  }
}

function byPost(places: readonly ReplacePlace[]): Map<string, ReplacePlace[]> {
  const posts = new Map<string, ReplacePlace[]>();
  for (const place of places) {
    const known = posts.get(place.path);
    if (known) known.push(place);
    else posts.set(place.path, [place]);
  }
  return posts;
}

function replaced(
  text: string,
  places: readonly ReplacePlace[],
  part: ReplacePlace["part"],
  replacement: string,
): string | null {
  const spans = places
    .filter((place) => place.part === part)
    .map(({ offset, excerpt }) => ({ offset, match: excerpt.match }));
  return replaceSpans(text, spans, replacement);
}
