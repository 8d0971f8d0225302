import type { SiteModel } from "#engine/site/model/site-model.ts";
import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { type Move, movedTarget, unmoved } from "#engine/blog/links/moved-target.ts";
import { readingsOf } from "#engine/blog/links/readings.ts";
import { type MovedReferences, retargetBody, retargetFrontMatter } from "#engine/blog/links/retarget.ts";
import { decoded } from "#contract/text/percent-encoding.ts";
import { writtenTargets } from "#engine/blog/links/written-targets.ts";
import { bodyOf } from "#engine/blog/posts/post-body.ts";
import { isPostPath } from "#engine/blog/posts/post-files.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { fileLedTo, type LinkSource } from "#engine/site/articles/link-targets.ts";
import type { MediaLibrary } from "#engine/site/media/media-library.ts";
import type { SiteFactory } from "#engine/site/session/site-factory.ts";
import { createSiteModel } from "#engine/site/model/site-models.ts";
import { rootOf } from "#engine/site/addresses/urls.ts";

/** The result of updating the links to files that were moved. */
export interface FollowedLinks {
  readonly posts: number;
  /** Whether `blog.yaml` changed. */
  readonly settings: boolean;
  /** Blog paths of files that the author has to check, because a link in them was not updated. */
  readonly skipped: readonly string[];
}

/** A reference in a post that leads to a file of the blog. */
interface Reference {
  readonly written: string;
  readonly place: keyof MovedReferences;
  /** Blog path of the file before the move. */
  readonly file: string;
}

/** The files whose incoming links are searched for. `names` contains the files' paths and addresses. */
interface WantedFiles {
  readonly files: ReadonlySet<string>;
  readonly names: readonly string[];
}

/** The possible targets of links at one point in time: pages and media. */
interface Targets {
  readonly model: SiteModel;
  readonly media: MediaLibrary;
}

export interface LinkListeners {
  /** Called after each write to a post's file, because the editor may show the post. */
  onWritten(path: string): Promise<void>;
  onSettingsWritten(): Promise<void>;
}

/** Updates the links in posts and settings when files of the blog are moved. */
export class LinkFollower {
  readonly #blog: BlogFolder;
  readonly #factory: SiteFactory;
  readonly #listeners: LinkListeners;

  constructor(blog: BlogFolder, factory: SiteFactory, listeners: LinkListeners) {
    this.#blog = blog;
    this.#factory = factory;
    this.#listeners = listeners;
  }

  /** Moves one file like `moveAll`. If `carryOut` rejects, this method rejects and changes no links. */
  move(move: Move, carryOut: () => Promise<void>): Promise<FollowedLinks> {
    return this.moveAll([move], carryOut);
  }

  /**
   * Moves posts or media files by calling `carryOut`, and updates all links to the files.
   * Also updates the links in moved posts. Ignores moves that `carryOut` did not make.
   * The history keeps the previous text of each changed post.
   */
  async moveAll(moves: readonly Move[], carryOut: () => Promise<void>): Promise<FollowedLinks> {
    const before = this.#targets();
    const files = new Set(moves.map(({ from }) => from));
    const names = [...files].flatMap((file) => [file, before.model.byPath.get(file)?.address ?? file]);
    const all = [...this.#blog.posts.values()].map((post) => ({
      post,
      references: this.#referencesOf(post, files.has(post.path) ? null : { files, names }, before),
    }));
    await carryOut();
    const made = new Map(moves.filter((move) => this.#isMade(move)).map((move) => [move.from, move]));
    const after = this.#targets();
    const moveOf = (path: string): Move => made.get(path) ?? unmoved(path);
    const skipped: string[] = [];
    let posts = 0;
    for (const { post, references } of all) {
      const source = moveOf(post.path);
      const broken = this.#brokenOf(references, source, { moveOf, after });
      if (broken.targets.size === 0 && broken.values.size === 0) continue;
      if (await this.#rewrite(source, broken)) posts += 1;
      else skipped.push(source.to);
    }
    return { posts, settings: await this.#followInSettings([...made.values()]), skipped };
  }

  #isMade({ from, to }: Move): boolean {
    const { posts } = this.#blog;
    // Counts every media file as moved: if `carryOut` could not move one, it has rejected.
    return !posts.has(from) && (posts.has(to) || !isPostPath(to));
  }

  #targets(): Targets {
    const { settings, posts } = this.#blog;
    const model = createSiteModel(posts.values(), { settings, now: Date.now(), preview: { open: null } });
    return { model, media: this.#factory.readMedia(settings) };
  }

  /**
   * Returns the references in a post that lead to the files in `wanted`.
   * If `wanted` is null, returns all references that lead to files of the blog.
   */
  #referencesOf(post: Post, wanted: WantedFiles | null, targets: Targets): Reference[] {
    const source = sourceOf(post.path, targets);
    const found = new Map<string, Reference>();
    const note = (written: string, place: Reference["place"]): string => {
      const file = fileLedTo(written, source, targets)?.path;
      if (file !== undefined && (wanted?.files.has(file) ?? true))
        found.set(`${place} ${decoded(written)}`, { written, place, file });
      return written;
    };
    for (const { to } of post.relations) note(to, "values");
    const { cover, parent } = post.properties;
    for (const file of [cover, parent]) if (file !== undefined) note(file, "values");
    const body = bodyOf(post);
    if (wanted !== null && !mentions(body, wanted.names)) return [...found.values()];
    // Also finds unused link definitions, and HTML attributes that the renderer does not resolve.
    if (wanted === null || [...wanted.files].some((file) => targets.media.find(file)))
      for (const { meant } of writtenTargets(body)) note(meant, "targets");
    const { markdown } = this.#factory.pipelineFor(this.#blog.settings);
    markdown.render(body, {
      resolveLink: (href) => note(href, "targets"),
      resolveImage: (src) => ({ src: note(src, "targets") }),
    });
    return [...found.values()];
  }

  /**
   * Returns the references that no longer lead to the same files after the moves.
   * For a moved post, also returns references that begin with `../` and are now longer than necessary.
   */
  #brokenOf(
    references: readonly Reference[],
    source: Move,
    { moveOf, after }: { readonly moveOf: (path: string) => Move; readonly after: Targets },
  ): MovedReferences {
    const broken = { targets: new Map<string, Move>(), values: new Map<string, Move>() };
    const place = sourceOf(source.to, after);
    for (const { written, place: kind, file } of references) {
      const move = moveOf(file);
      const led = fileLedTo(written, place, after);
      const isLonger =
        source.from !== source.to &&
        led?.byFile === true &&
        written.startsWith("../") &&
        decoded(movedTarget(written, source, move)) !== decoded(written);
      if (led?.path !== move.to || isLonger) broken[kind].set(decoded(written), move);
    }
    return broken;
  }

  /** Updates the references in one post's file. Returns false if some references could not be updated. */
  async #rewrite(source: Move, references: MovedReferences): Promise<boolean> {
    const path = source.to;
    let isComplete: boolean;
    try {
      const file = await this.#blog.documents.read(path);
      const body = retargetBody(file.body, source, references.targets);
      const frontMatter = retargetFrontMatter(file.frontMatter, source, references, this.#blog.settings);
      if (references.targets.size > 0 && body === file.body) return false;
      const text = { frontMatter: frontMatter ?? file.frontMatter, body };
      await this.#blog.documents.save({ path, ...text, baseHash: file.hash, force: false });
      isComplete = frontMatter !== null;
    } catch (error) {
      if (error instanceof AppError) return false;
      throw error;
    }
    await this.#listeners.onWritten(path);
    return isComplete;
  }

  /**
   * Updates `blog.yaml` after files have moved. Returns whether `blog.yaml` changed.
   * Does not reject for an unwritable `blog.yaml`, because the files have already moved.
   */
  async #followInSettings(moves: readonly Move[]): Promise<boolean> {
    let isChanged = false;
    try {
      const { text } = await this.#blog.settingsFile.readText();
      for (const move of moves) {
        // Checks every text with a backslash, because YAML can write characters as escapes such as `\u96e8`.
        const mayName = text.includes("\\") || mentions(text, [move.from]);
        if (mayName && (await this.#blog.settingsFile.follow(move))) isChanged = true;
      }
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
    if (isChanged) await this.#listeners.onSettingsWritten();
    return isChanged;
  }
}

function sourceOf(path: string, { model }: Targets): LinkSource {
  const address = model.byPath.get(path)?.address ?? "";
  return { path, address, root: rootOf(address) };
}

/**
 * Whether a text may contain a link to one of the paths.
 * Searches the text for names of files, because rendering the text would be slow.
 */
function mentions(body: string, paths: readonly string[]): boolean {
  const readings = [...readingsOf(body)];
  return paths.some((path) => {
    const name = posix.basename(path).replace(/\.[^.]*$/, "");
    // Searches for the folder's name, because a link to the index page of a folder contains this name.
    const word = name === "index" ? posix.basename(posix.dirname(path)) : name;
    return readings.some((reading) => reading.includes(word));
  });
}
