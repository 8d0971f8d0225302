import type {
  FrontMatterItem,
  PostDocument,
  PostProperties,
  PropertyChanges,
} from "#contract/types/blog-types.ts";
import type { CallOutput } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError } from "#contract/errors.ts";
import type { SearchHit } from "#contract/types/search-types.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import type { CreatePost } from "#engine/blog/posts/new-post.ts";
import type { SavePost } from "#engine/blog/posts/post-documents.ts";
import { draftShareChanges } from "#engine/blog/posts/draft-share.ts";
import { duplicatePost } from "#engine/blog/posts/duplicate-post.ts";
import { expectBlog } from "#engine/blog/folder/presence.ts";
import { editFrontMatter } from "#engine/blog/front-matter/edit-front-matter.ts";
import { addFrontMatterItem } from "#engine/blog/front-matter/front-matter-items.ts";
import { importedPost } from "#engine/blog/posts/imported-post.ts";
import { addMedia, mediaMarkdown } from "#engine/blog/media/media.ts";
import { frontMatterText, momentAt } from "#engine/blog/dates/moment.ts";
import { nextPart } from "#engine/blog/posts/next-part.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import { isUndated, type Post } from "#engine/blog/posts/post.ts";
import { searchPosts } from "#engine/blog/search/search.ts";
import { addressOf } from "#engine/site/addresses/addresses.ts";
import { freeAddress } from "#engine/site/addresses/free-address.ts";
import { RunningLetters } from "#engine/site/addresses/running-letters.ts";
import { isProtected } from "#engine/site/entries/protected-sections.ts";
import { freePath } from "./bulk-properties.ts";
import type { LinkFollower } from "./link-follower.ts";
import type { PublicationState } from "./post-states.ts";

export interface PostServiceOptions {
  readonly publicationStateOf: (post: Post) => PublicationState;
  /** Called after the service has saved a text or a status in a post's file. */
  readonly onSaved: () => void;
  /** Called after the service has created, moved, deleted or restored a post's file. */
  readonly onMoved: () => void;
  readonly links: LinkFollower;
  /** Returns the current time in milliseconds since the epoch. The sharing of a draft begins at this time. */
  readonly now: () => number;
}

/** Number of deleted posts that the trash shows. Older deleted posts stay in `.hitofude/trash/`. */
const maxTrashed = 500;

type TrashedPost = CallOutput<EngineContract, "trash.list">[number];
type RenamedPost = CallOutput<EngineContract, "post.rename">;

/** A change of a post's front matter that the properties form requests. */
export interface PropertyEdit {
  readonly path: string;
  readonly frontMatter: string;
  readonly changes: PropertyChanges;
  readonly items?: readonly FrontMatterItem[] | undefined;
}

/** Implements the window's calls about single posts (`post.*`). */
export class PostService {
  readonly #blog: BlogFolder;
  readonly #publicationStateOf: PostServiceOptions["publicationStateOf"];
  readonly #onSaved: () => void;
  readonly #onMoved: () => void;
  readonly #links: LinkFollower;
  readonly #now: () => number;
  readonly #letters = new RunningLetters();

  constructor(blog: BlogFolder, { publicationStateOf, onSaved, onMoved, links, now }: PostServiceOptions) {
    this.#now = now;
    this.#blog = blog;
    this.#links = links;
    this.#publicationStateOf = publicationStateOf;
    this.#onSaved = onSaved;
    this.#onMoved = onMoved;
  }

  find(query: string): string[] {
    return this.#blog.find(query);
  }

  search(query: string, limit: number): { total: number; hits: SearchHit[] } {
    return searchPosts(this.#blog.posts, query, limit);
  }

  async open(path: string): Promise<PostDocument> {
    const post = this.#blog.posts.get(path);
    if (!post) throw new AppError("file.notFound", { path });
    const { frontMatter, body, hash, encoding } = await this.#blog.documents.read(path);
    const { settings, posts } = this.#blog;
    const address = addressOf(post, settings, this.#letters.of([...posts.values()], settings));
    return {
      path,
      kind: post.kind,
      frontMatter,
      body,
      properties: post.properties,
      problem: post.problems.find((problem) => problem.code === "post.frontMatterSyntax") ?? null,
      hash,
      encoding,
      ...this.#publicationStateOf(post),
      address: address.kind === "undated" ? "" : address.address,
      frozen: post.properties.permalink !== undefined,
    };
  }

  async create(input: CreatePost): Promise<PostDocument> {
    const path = await this.#blog.documents.create(input);
    if (input.status === "ready") await this.#settleAddress(path);
    this.#onMoved();
    return this.open(path);
  }

  /** Makes the next part of a post's series. Rejects with `post.noSeries` if the post has no series. */
  async createNextPart(path: string): Promise<PostDocument> {
    const next = nextPart(path, this.#blog.posts.values());
    if (!next) throw new AppError("post.noSeries", { path });
    return this.create(next);
  }

  /** Makes a draft with a copy of a post's text and properties. */
  async duplicate(path: string, title: string): Promise<PostDocument> {
    const post = this.#blog.posts.get(path);
    if (!post) throw new AppError("file.notFound", { path });
    const words = await this.#blog.documents.read(path);
    const { timeZone } = this.#blog.settings;
    return this.create(duplicatePost(post, words, { title, timeZone, now: Date.now() }));
  }

  /** Makes a draft from a Markdown file outside the blog. */
  async import(name: string, bytes: Uint8Array): Promise<PostDocument> {
    return this.create(importedPost(name, bytes, this.#blog.settings, Date.now()));
  }

  async save(input: SavePost): Promise<PostDocument> {
    await this.#blog.documents.save(input);
    this.#onSaved();
    return this.open(input.path);
  }

  /**
   * Changes properties of front matter, and adds items to lists of the front matter.
   * Returns the new front matter. Writes no file.
   */
  editProperties({ path, frontMatter, changes, items = [] }: PropertyEdit): {
    frontMatter: string;
    properties: PostProperties;
  } {
    const edited = items.reduce(
      (written, item) => addFrontMatterItem(written, item, path),
      editFrontMatter(frontMatter, changes, path),
    );
    const { properties } = parsePost({ path, bytes: Buffer.from(edited), settings: this.#blog.settings });
    return { frontMatter: edited, properties };
  }

  /** Renames a post's file, and updates the links to the file in other posts. */
  async rename(path: string, to: string): Promise<RenamedPost> {
    const { posts, skipped } = await this.#links.move({ from: path, to }, () =>
      this.#blog.documents.rename(path, to),
    );
    this.#onMoved();
    return { file: await this.open(to), posts, skipped: [...skipped] };
  }

  /** Sets the status in a post's file. A ready post without a date gets the current date. */
  async setStatus(path: string, status: "draft" | "ready"): Promise<PostDocument> {
    const post = this.#blog.posts.get(path);
    if (!post) throw new AppError("file.notFound", { path });
    const { timeZone } = this.#blog.settings;
    const date =
      status === "ready" && isUndated(post) ? { date: frontMatterText(momentAt(Date.now(), timeZone)) } : {};
    // Removes the secret address. Otherwise, it would work again if the post became a draft later.
    const unshared = status === "ready" ? { shareKey: null, shareUntil: null } : {};
    await this.#blog.documents.edit(path, { status, ...date, ...unshared });
    if (status === "ready") await this.#settleAddress(path);
    this.#onSaved();
    return this.open(path);
  }

  /**
   * Shares a draft at a secret address for `days` days. With null, ends the sharing.
   * Changes only the post's file. The page goes online or offline with the next publish.
   * Rejects with `share.protected` if the post's section has a password.
   * Rejects with `share.notDraft` if the post is neither a draft nor scheduled.
   */
  async shareDraft(path: string, days: number | null): Promise<PostDocument> {
    const post = this.#blog.posts.get(path);
    if (!post) throw new AppError("file.notFound", { path });
    const { settings } = this.#blog;
    if (days !== null) {
      const { state } = this.#publicationStateOf(post);
      if (state !== "draft" && state !== "scheduled") throw new AppError("share.notDraft");
      if (isProtected(settings, post.section)) throw new AppError("share.protected");
    }
    const changes = draftShareChanges(post, days, this.#now(), settings.timeZone);
    await this.#blog.documents.edit(path, changes);
    this.#onSaved();
    return this.open(path);
  }

  /** Converts a post's file to UTF-8. The history keeps the original file. */
  async convertToUtf8(path: string, encoding?: string): Promise<PostDocument> {
    await this.#blog.documents.convert(path, encoding);
    this.#onSaved();
    return this.open(path);
  }

  async trash(path: string): Promise<void> {
    await this.#blog.documents.trash(path);
    this.#onMoved();
  }

  /** Returns the posts and pages in the trash, the last deleted first. */
  async trashed(): Promise<TrashedPost[]> {
    const found = await this.#blog.documents.trashed(maxTrashed);
    return found.map(({ at, post: { path, kind, title, firstWords } }) => ({
      path,
      trashedAt: at,
      kind,
      title: title.trim() || firstWords,
    }));
  }

  /**
   * Restores the post that was deleted from a path at the time `at`, and gives it a free path.
   * Without `at`, restores the last deletion, and rejects with `post.exists` if a post has this path.
   */
  async untrash(path: string, at?: string): Promise<PostDocument> {
    const to = at === undefined ? path : freePath(path, this.#blog.posts);
    await this.#blog.documents.untrash(path, at, to);
    this.#onMoved();
    return this.open(to);
  }

  /**
   * Makes a post's address unique.
   * Two posts that are made in the same minute may get equal addresses, and equal addresses block publishing.
   */
  async #settleAddress(path: string): Promise<void> {
    const { posts, settings } = this.#blog;
    const post = posts.get(path);
    const permalink = post && freeAddress(post, posts.values(), settings);
    if (permalink) await this.#blog.documents.edit(path, { permalink });
  }

  /** Stores an image for a post. If `post` is null, makes the name of the stored image from `name`. */
  async addMedia(input: { post: string | null; name: string; bytes: Uint8Array; isPlayed?: boolean }) {
    const { folder, settings } = this.#blog;
    await expectBlog(folder);
    const { path, width, height } = await addMedia({
      folder,
      postPath: input.post ?? input.name,
      name: input.name,
      bytes: input.bytes,
      now: Date.now(),
      timeZone: settings.timeZone,
      isPlayed: input.isPlayed ?? false,
    });
    return { path, markdown: mediaMarkdown(input.post ?? "", path, ""), width, height };
  }
}
