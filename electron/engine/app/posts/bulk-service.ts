import { z } from "zod";
import { AppError, toWireError } from "#contract/errors.ts";
import type { BulkChange, BulkOutcome, BulkProgress } from "#contract/types/bulk-types.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { frontMatterText, momentAt, shiftDateText } from "#engine/blog/dates/moment.ts";
import { editFrontMatter } from "#engine/blog/front-matter/edit-front-matter.ts";
import type { FrontMatterChanges } from "#engine/blog/front-matter/front-matter-spelling.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { UndoLog } from "#engine/blog/safety/undo-log.ts";
import { settingsFile } from "#engine/blog/settings/load-settings.ts";
import { freeAddress } from "#engine/site/addresses/free-address.ts";
import type { BlogEvents } from "../blog-events.ts";

const doneSchema = z.union([
  /** The front matter of a post before and after the change. */
  z.object({ path: z.string(), before: z.string(), after: z.string() }),
  z.object({ path: z.string(), trashed: z.literal(true) }),
  /** The text of `blog.yaml` before and after the change. */
  z.object({ path: z.literal(settingsFile), textBefore: z.string(), textAfter: z.string() }),
]);
type Done = z.infer<typeof doneSchema>;

/** An edit of front matter. Throws if the front matter cannot be edited safely. */
export interface PostEdit {
  edit(post: Post, frontMatter: string): string;
  /** Whether the edit can change the address of a post. */
  readonly mayMove?: boolean;
  /** Returns the new text of `blog.yaml` for the edit. `posts` are all posts after the edit. */
  settings?(text: string, posts: ReadonlyMap<string, Post>): string;
}

export interface BulkServiceOptions {
  /** Called once after all files of a change were written. */
  onDone(): void;
  /** Called after a write to `blog.yaml`. */
  onSettingsWritten(): Promise<void>;
  readonly events: Pick<BlogEvents, "emit">;
}

/** A new front matter for a post's file. */
interface Change {
  readonly path: string;
  readonly frontMatter: string;
  readonly before: string;
  readonly body: string;
  /** Hash of the file in which the front matter is replaced. */
  readonly baseHash: string;
}

/** Changes several posts in one step, and undoes the last such step as a whole. */
export class BulkService {
  readonly #blog: BlogFolder;
  readonly #options: BulkServiceOptions;
  readonly #log: UndoLog<Done>;

  constructor(blog: BlogFolder, options: BulkServiceOptions) {
    this.#blog = blog;
    this.#options = options;
    this.#log = new UndoLog(blog.folder, { name: "bulk", entry: doneSchema, nothing: "bulk.nothing" });
  }

  /** Changes the front matter of posts. Skips posts that cannot be changed. */
  change(paths: readonly string[], change: BulkChange): Promise<BulkOutcome> {
    const { timeZone } = this.#blog.settings;
    return this.edit(paths, {
      edit: (post, frontMatter) =>
        editFrontMatter(frontMatter, propertiesOf(post, change, timeZone), post.path),
      mayMove: change.shift !== undefined || change.status === "ready" || change.section !== undefined,
    });
  }

  /**
   * Edits the front matter of posts. Skips posts that cannot be edited.
   * Stores all original front matter before the first write, so that `undo` works after a failure.
   */
  async edit(paths: readonly string[], edit: PostEdit): Promise<BulkOutcome> {
    const skipped: BulkOutcome["skipped"] = [];
    const changes: Change[] = [];
    // Each post gets an address that is free after the changes of the posts before it.
    const posts = new Map(this.#blog.posts);
    for (const [index, path] of paths.entries()) {
      try {
        const planned = await this.#plan(path, edit, posts);
        if (planned) changes.push(planned);
      } catch (error) {
        skipped.push({ path, reason: toWireError(error) });
      }
      this.#report("read", index + 1, paths.length);
    }
    const unchanged = paths.length - changes.length - skipped.length;
    const { text: textBefore, hash } = await this.#blog.readSettingsText();
    const textAfter = edit.settings?.(textBefore, posts) ?? textBefore;
    const isSame = textBefore === textAfter;
    if (changes.length === 0 && isSame) return { changed: [], unchanged, skipped };
    const done: Done[] = changes.map(({ path, before, frontMatter }) => ({
      path,
      before,
      after: frontMatter,
    }));
    if (!isSame) done.unshift({ path: settingsFile, textBefore, textAfter });
    await this.#log.add(done, Date.now());
    if (!isSame) await this.#saveSettings(textAfter, hash);
    const outcome = await this.#each(changes, (each) => this.#write(each));
    return { ...outcome, unchanged, skipped: [...skipped, ...outcome.skipped] };
  }

  /** Moves posts into the trash. Skips those whose files cannot be moved. */
  async trash(paths: readonly string[]): Promise<BulkOutcome> {
    const there = paths.filter((path) => this.#blog.posts.has(path));
    if (there.length > 0) {
      await this.#log.add(
        there.map((path) => ({ path, trashed: true })),
        Date.now(),
      );
    }
    return this.#each(
      there.map((path) => ({ path })),
      ({ path }) => this.#blog.trash(path),
    );
  }

  /**
   * Undoes the last change or deletion. Skips posts whose front matter was changed later.
   * Rejects with `bulk.nothing` if there is nothing to undo.
   */
  async undo(): Promise<BulkOutcome> {
    const { id, posts } = await this.#log.last();
    const left: Done[] = [];
    for (const done of posts) if (await this.#isLeft(done)) left.push(done);
    const outcome = await this.#each(left, (done) => this.#undo(done));
    await this.#log.drop(id);
    return { ...outcome, changed: outcome.changed.filter((path) => path !== settingsFile) };
  }

  /** Whether an action still has to be undone. An interrupted action may not have changed the post. */
  async #isLeft(done: Done): Promise<boolean> {
    if ("trashed" in done) return !this.#blog.posts.has(done.path);
    if ("textBefore" in done) return (await this.#blog.readSettingsText()).text !== done.textBefore;
    const file = await this.#blog.readDocument(done.path).catch(() => null);
    return file?.frontMatter !== done.before;
  }

  async #undo(done: Done): Promise<void> {
    const { path } = done;
    if ("trashed" in done) return this.#blog.untrash(path);
    if ("textBefore" in done) {
      const file = await this.#blog.readSettingsText();
      if (file.text !== done.textAfter) throw new AppError("blog.settingsChanged");
      return this.#saveSettings(done.textBefore, file.hash);
    }
    const { frontMatter, body, hash } = await this.#blog.readDocument(path);
    if (frontMatter !== done.after) throw new AppError("post.conflict", { path });
    await this.#write({ path, frontMatter: done.before, before: frontMatter, body, baseHash: hash });
  }

  async #saveSettings(text: string, hash: string): Promise<void> {
    await this.#blog.saveSettingsText(text, hash);
    await this.#options.onSettingsWritten();
  }

  async #write({ path, frontMatter, body, baseHash }: Change): Promise<void> {
    await this.#blog.saveDocument({ path, frontMatter, body, baseHash, force: false });
  }

  /** Calls `work` for each item, one after the other. Returns the changed posts and the skipped posts. */
  async #each<Item extends { readonly path: string }>(
    items: readonly Item[],
    work: (item: Item) => Promise<void>,
  ): Promise<BulkOutcome> {
    const changed: string[] = [];
    const skipped: BulkOutcome["skipped"] = [];
    try {
      for (const [index, item] of items.entries()) {
        try {
          await work(item);
          changed.push(item.path);
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          skipped.push({ path: item.path, reason: toWireError(error) });
        }
        this.#report("write", index + 1, items.length);
      }
    } finally {
      this.#options.onDone();
    }
    return { changed, unchanged: 0, skipped };
  }

  /** Reports the progress at most a hundred times per stage. */
  #report(stage: BulkProgress["stage"], done: number, total: number): void {
    const isShown = done === total || done % Math.ceil(total / 100) === 0;
    if (isShown) this.#options.events.emit("bulk.progress", { stage, done, total });
  }

  /** Returns the new front matter of a post, or null if the post already is as requested. */
  async #plan(path: string, change: PostEdit, posts: Map<string, Post>): Promise<Change | null> {
    const post = posts.get(path);
    if (!post) throw new AppError("file.notFound", { path });
    const { frontMatter: before, body, hash, encoding } = await this.#blog.readDocument(path);
    if (encoding !== null) throw new AppError("post.notUtf8", { path, encoding });
    const { settings } = this.#blog;
    let frontMatter = change.edit(post, before);
    if (frontMatter === before) return null;
    const edited = (): Post => parsePost({ path, bytes: Buffer.from(frontMatter + body), settings });
    posts.set(path, edited());
    const permalink =
      change.mayMove === true && edited().status === "ready" ? this.#freeAddress(path, posts) : null;
    if (permalink !== null) {
      frontMatter = editFrontMatter(frontMatter, { permalink }, path);
      posts.set(path, edited());
    }
    return { path, frontMatter, before, body, baseHash: hash };
  }

  #freeAddress(path: string, posts: ReadonlyMap<string, Post>): string | null {
    const post = posts.get(path);
    return post ? freeAddress(post, posts.values(), this.#blog.settings) : null;
  }
}

/** Returns the changes of one post's properties. */
function propertiesOf(post: Post, change: BulkChange, timeZone: string): FrontMatterChanges {
  const { addTags = [], removeTags = [], category, section, status, shift } = change;
  const isPost = post.kind === "post";
  const kept = post.tags.filter((tag) => !removeTags.includes(tag));
  const tags = [...kept, ...addTags.filter((tag) => !kept.includes(tag))];
  const isSame = tags.length === post.tags.length && tags.every((tag, index) => tag === post.tags[index]);
  const { date } = post.properties;
  const shifted = shift !== undefined && date !== undefined ? shiftDateText(date, shift, timeZone) : null;
  const isUndated = isPost && status === "ready" && date === undefined;
  return {
    ...(isSame ? {} : { tags: tags.length > 0 ? tags : null }),
    ...(category === undefined ? {} : { category }),
    ...(section !== undefined && isPost && post.section !== section ? sectionOf(post, section) : {}),
    ...(status === undefined || status === post.status ? {} : { status }),
    ...(isUndated ? { date: frontMatterText(momentAt(Date.now(), timeZone)) } : {}),
    ...(shifted === null ? {} : { date: shifted }),
    ...(isPost ? { pinned: change.pinned } : {}),
    unlisted: change.unlisted,
    noindex: change.noindex,
  };
}

/** Returns the change of a post's section. A post in the section's folder needs no property `section`. */
function sectionOf({ path }: Post, section: string): FrontMatterChanges {
  return { section: path.startsWith(`posts/${section}/`) ? null : section };
}
