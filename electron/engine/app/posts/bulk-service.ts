import { z } from "zod";
import { AppError, toWireError } from "#contract/errors.ts";
import type { BulkChange, BulkOutcome, BulkProgress } from "#contract/types/bulk-types.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { editFrontMatter } from "#engine/blog/front-matter/edit-front-matter.ts";
import type { Move } from "#engine/blog/links/moved-target.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { isTemporary, UndoLog } from "#engine/blog/safety/undo-log.ts";
import { settingsFile } from "#engine/blog/settings/load-settings.ts";
import { freeAddress } from "#engine/site/addresses/free-address.ts";
import type { BlogEvents } from "../blog-events.ts";
import { pathInSection, propertiesOf } from "./bulk-properties.ts";
import type { LinkFollower } from "./link-follower.ts";

const doneSchema = z.union([
  /** The front matter of a post before and after the change. `to` is the new path of a file that moved. */
  z.object({ path: z.string(), before: z.string(), after: z.string(), to: z.string().optional() }),
  z.object({ path: z.string(), trashed: z.literal(true) }),
  /** The text of `blog.yaml` before and after the change. */
  z.object({ path: z.literal(settingsFile), textBefore: z.string(), textAfter: z.string() }),
]);
type Done = z.infer<typeof doneSchema>;

/** An edit of front matter. Throws if the front matter cannot be edited safely. */
export interface PostEdit {
  edit(post: Post, frontMatter: string): string;
  /**
   * Returns the new path of a post's file, or null if the file does not move.
   * `posts` are all posts of the blog, including the changes that this action has made so far.
   */
  pathFor?(post: Post, posts: ReadonlyMap<string, Post>): string | null;
  /** Whether the edit can change the address of a post. */
  readonly mayMove?: boolean;
  /** Returns the new text of `blog.yaml` for the edit. `posts` are all posts after the edit. */
  settings?(text: string, posts: ReadonlyMap<string, Post>): string;
}

export interface BulkServiceOptions {
  readonly links: LinkFollower;
  /** Called once after all files of a change were written. */
  onDone(): void;
  /** Called after the file of a post was moved. */
  onMoved(move: Move): Promise<void>;
  /** Called after a write to `blog.yaml`. */
  onSettingsWritten(): Promise<void>;
  readonly events: Pick<BlogEvents, "emit">;
}

/** A change of one post's file: new front matter, a new path, or both. */
interface Change {
  readonly path: string;
  /** The path of the file after the change. */
  readonly to: string;
  readonly frontMatter: string;
  readonly before: string;
  readonly body: string;
  /** Hash of the file before its front matter is replaced. */
  readonly baseHash: string;
}

/** Changes several posts in one step. Can undo the last step as a whole. */
export class BulkService {
  readonly #blog: BlogFolder;
  readonly #options: BulkServiceOptions;
  readonly #log: UndoLog<Done>;

  constructor(blog: BlogFolder, options: BulkServiceOptions) {
    this.#blog = blog;
    this.#options = options;
    this.#log = new UndoLog(blog.folder, { name: "bulk", entry: doneSchema, nothing: "bulk.nothing" });
  }

  /** Changes front matter. Moves posts that get a different section. Skips posts that cannot be changed. */
  change(paths: readonly string[], change: BulkChange): Promise<BulkOutcome> {
    const { timeZone } = this.#blog.settings;
    return this.edit(paths, {
      edit: (post, frontMatter) =>
        editFrontMatter(frontMatter, propertiesOf(post, change, timeZone), post.path),
      pathFor: (post, posts) => pathInSection(post, change.section, posts),
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
    // Gives each post an address that is still free after the changes of the earlier posts.
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
    const { text: textBefore, hash } = await this.#blog.settingsFile.readText();
    const textAfter = edit.settings?.(textBefore, posts) ?? textBefore;
    const isSame = textBefore === textAfter;
    if (changes.length === 0 && isSame) return { changed: [], unchanged, skipped };
    const done: Done[] = changes.map(({ path, to, before, frontMatter }) => ({
      path,
      before,
      after: frontMatter,
      ...(to === path ? {} : { to }),
    }));
    if (!isSame) done.unshift({ path: settingsFile, textBefore, textAfter });
    await this.#log.add(done, Date.now());
    if (!isSame) await this.#saveSettings(textAfter, hash);
    const outcome = await this.#carryOut(changes, (each) => this.#write(each));
    return { ...outcome, unchanged, skipped: [...skipped, ...outcome.skipped] };
  }

  /** Moves posts into the trash. Skips posts whose files cannot be moved. */
  async trash(paths: readonly string[]): Promise<BulkOutcome> {
    const there = paths.filter((path) => this.#blog.posts.has(path));
    if (there.length > 0) {
      await this.#log.add(
        there.map((path) => ({ path, trashed: true })),
        Date.now(),
      );
    }
    return this.#carryOut(
      there.map((path) => ({ path })),
      async ({ path }) => {
        await this.#blog.documents.trash(path);
        return path;
      },
    );
  }

  /**
   * Undoes the last change or deletion. Skips posts whose front matter was edited since then.
   * Rejects with `bulk.nothing` if there is nothing to undo.
   */
  async undo(): Promise<BulkOutcome> {
    const { id, posts } = await this.#log.last();
    const left: Done[] = [];
    for (const done of posts) if (await this.#isLeft(done)) left.push(done);
    // Moves the files back first, because a move changes links in the front matter.
    // After the move, the front matter equals `after`, unless the author has edited the file.
    const away = left
      .map((done) => ({ path: this.#placeOf(done), to: done.path }))
      .filter(({ path, to }) => path !== to);
    const moved = await this.#carryOut(away, ({ path, to }) => this.#move(path, to));
    const there = left.filter((done) => this.#placeOf(done) === done.path);
    const undone = await this.#carryOut(
      there.map((done) => ({ path: done.path, done })),
      ({ done }) => this.#undo(done),
    );
    const outcome = { ...undone, skipped: [...moved.skipped, ...undone.skipped] };
    // Keeps the undo record for another attempt if the problem is temporary, such as a file in use.
    if (!outcome.skipped.some(({ reason }) => isTemporary(reason.code))) await this.#log.drop(id);
    return { ...outcome, changed: outcome.changed.filter((path) => path !== settingsFile) };
  }

  /** Whether a change is made and not undone. An interrupted action has made only some recorded changes. */
  async #isLeft(done: Done): Promise<boolean> {
    if ("trashed" in done) return !this.#blog.posts.has(done.path);
    if ("textBefore" in done) return (await this.#blog.settingsFile.readText()).text !== done.textBefore;
    if (this.#placeOf(done) !== done.path) return true;
    const file = await this.#blog.documents.read(done.path).catch(() => null);
    return file?.frontMatter !== done.before;
  }

  /** Returns the present path of the file that an undo record describes. */
  #placeOf(done: Done): string {
    return "to" in done && done.to !== undefined && this.#blog.posts.has(done.to) ? done.to : done.path;
  }

  async #undo(done: Done): Promise<string> {
    const { path } = done;
    if ("trashed" in done) {
      await this.#blog.documents.untrash(path);
    } else if ("textBefore" in done) {
      const file = await this.#blog.settingsFile.readText();
      if (file.text !== done.textAfter) throw new AppError("blog.settingsChanged");
      await this.#saveSettings(done.textBefore, file.hash);
    } else {
      const { frontMatter: before, body, hash } = await this.#blog.documents.read(path);
      const isKnown = before === done.after || before === done.before;
      if (!isKnown) throw new AppError("post.conflict", { path });
      await this.#write({ path, to: path, frontMatter: done.before, before, body, baseHash: hash });
    }
    return path;
  }

  async #saveSettings(text: string, hash: string): Promise<void> {
    await this.#blog.settingsFile.saveText(text, hash);
    await this.#options.onSettingsWritten();
  }

  /** Writes a post's front matter and moves its file. Returns the path of the file. */
  async #write({ path, to, before, frontMatter, body, baseHash }: Change): Promise<string> {
    if (to !== path) {
      // Writes the front matter last, so that a file that cannot be moved keeps its section and its address.
      if ((await this.#blog.documents.read(path)).hash !== baseHash)
        throw new AppError("post.conflict", { path });
      await this.#move(path, to);
    }
    if (frontMatter !== before)
      await this.#blog.documents.save({ path: to, frontMatter, body, baseHash, force: false });
    return to;
  }

  async #move(path: string, to: string): Promise<string> {
    await this.#blog.documents.rename(path, to);
    await this.#options.onMoved({ from: path, to });
    return to;
  }

  /** Calls `work` for each item, and updates links to the files that get new paths. Then calls `onDone`. */
  async #carryOut<Item extends { readonly path: string; readonly to?: string | undefined }>(
    items: readonly Item[],
    work: (item: Item) => Promise<string>,
  ): Promise<BulkOutcome> {
    let outcome: BulkOutcome = { changed: [], unchanged: 0, skipped: [] };
    const each = async (): Promise<void> => {
      outcome = await this.#each(items, work);
    };
    const moves = items
      .map(({ path, to = path }) => ({ from: path, to }))
      .filter(({ from, to }) => from !== to);
    try {
      if (moves.length === 0) await each();
      else {
        const { skipped } = await this.#options.links.moveAll(moves, each);
        const reason = (path: string) => toWireError(new AppError("bulk.linksLeft", { path }));
        outcome.skipped.push(...skipped.map((path) => ({ path, reason: reason(path) })));
      }
    } finally {
      this.#options.onDone();
    }
    return outcome;
  }

  /**
   * Calls `work` for each item, one after the other. `work` returns the path of the post after the change.
   * Returns the changed posts and the skipped posts.
   */
  async #each<Item extends { readonly path: string }>(
    items: readonly Item[],
    work: (item: Item) => Promise<string>,
  ): Promise<BulkOutcome> {
    const changed: string[] = [];
    const skipped: BulkOutcome["skipped"] = [];
    for (const [index, item] of items.entries()) {
      try {
        changed.push(await work(item));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        skipped.push({ path: item.path, reason: toWireError(error) });
      }
      this.#report("write", index + 1, items.length);
    }
    return { changed, unchanged: 0, skipped };
  }

  /** Reports the progress at most a hundred times per stage. */
  #report(stage: BulkProgress["stage"], done: number, total: number): void {
    const isShown = done === total || done % Math.ceil(total / 100) === 0;
    if (isShown) this.#options.events.emit("bulk.progress", { stage, done, total });
  }

  /** Returns the new front matter of a post, or null if nothing changes. */
  async #plan(path: string, change: PostEdit, posts: Map<string, Post>): Promise<Change | null> {
    const post = posts.get(path);
    if (!post) throw new AppError("file.notFound", { path });
    const { frontMatter: before, body, hash, encoding } = await this.#blog.documents.read(path);
    const { settings } = this.#blog;
    let frontMatter = change.edit(post, before);
    const to = change.pathFor?.(post, posts) ?? path;
    // A move without an edit keeps the bytes, so it works for a file in any encoding.
    if (encoding !== null && (to === path || frontMatter !== before))
      throw new AppError("post.notUtf8", { path, encoding });
    if (frontMatter === before && to === path) return null;
    const edited = (): Post => parsePost({ path: to, bytes: Buffer.from(frontMatter + body), settings });
    posts.delete(path);
    posts.set(to, edited());
    const permalink =
      change.mayMove === true && edited().status === "ready" ? this.#freeAddress(to, posts) : null;
    if (permalink !== null) {
      frontMatter = editFrontMatter(frontMatter, { permalink }, path);
      posts.set(to, edited());
    }
    return { path, to, frontMatter, before, body, baseHash: hash };
  }

  #freeAddress(path: string, posts: ReadonlyMap<string, Post>): string | null {
    const post = posts.get(path);
    return post ? freeAddress(post, posts.values(), this.#blog.settings) : null;
  }
}
