import type { PostDocument, PostProperties, PostState, PropertyChanges } from "#contract/blog-types.ts";
import { AppError } from "#contract/errors.ts";
import type { SearchHit } from "#contract/search-types.ts";
import type { BlogFolder, CreatePost, SavePost } from "#engine/blog/blog-folder.ts";
import { editFrontMatter } from "#engine/blog/edit-front-matter.ts";
import { addMedia, mediaMarkdown } from "#engine/blog/media.ts";
import { parsePost } from "#engine/blog/parse-post.ts";
import type { Post } from "#engine/blog/post.ts";
import { searchPosts } from "#engine/blog/search.ts";
import { addressOf } from "#engine/site/addresses.ts";

export interface PostServiceOptions {
  readonly stateOf: (post: Post) => PostState;
  /** One of these calls wrote a text into its file. */
  readonly onSaved: () => void;
  /** One of these calls made, moved or removed a file. */
  readonly onMoved: () => void;
}

/** The calls about single posts, as the editor needs them. */
export class PostService {
  readonly #blog: BlogFolder;
  readonly #stateOf: PostServiceOptions["stateOf"];
  readonly #onSaved: () => void;
  readonly #onMoved: () => void;

  constructor(blog: BlogFolder, { stateOf, onSaved, onMoved }: PostServiceOptions) {
    this.#blog = blog;
    this.#stateOf = stateOf;
    this.#onSaved = onSaved;
    this.#onMoved = onMoved;
  }

  find(query: string): string[] {
    return this.#blog.find(query);
  }

  search(query: string, most: number): { total: number; hits: SearchHit[] } {
    return searchPosts(this.#blog.posts, query, most);
  }

  async open(path: string): Promise<PostDocument> {
    const post = this.#blog.posts.get(path);
    if (!post) throw new AppError("file.notFound", { path });
    const { frontMatter, body, hash } = await this.#blog.readDocument(path);
    const address = addressOf(post, this.#blog.settings);
    return {
      path,
      kind: post.kind,
      frontMatter,
      body,
      properties: post.properties,
      problem: post.problems.find((problem) => problem.code === "post.frontMatterSyntax") ?? null,
      hash,
      state: this.#stateOf(post),
      address: address.kind === "undated" ? "" : address.address,
      frozen: post.properties.permalink !== undefined,
    };
  }

  async create(input: CreatePost): Promise<PostDocument> {
    const path = await this.#blog.createPost(input);
    this.#onMoved();
    return this.open(path);
  }

  async save(input: SavePost): Promise<PostDocument> {
    await this.#blog.saveDocument(input);
    this.#onSaved();
    return this.open(input.path);
  }

  /** Pure: what the front matter is after the form's changes. */
  editProperties(
    path: string,
    frontMatter: string,
    changes: PropertyChanges,
  ): { frontMatter: string; properties: PostProperties } {
    const edited = editFrontMatter(frontMatter, changes, path);
    const { properties } = parsePost({ path, bytes: Buffer.from(edited), settings: this.#blog.settings });
    return { frontMatter: edited, properties };
  }

  async rename(path: string, to: string): Promise<PostDocument> {
    await this.#blog.rename(path, to);
    this.#onMoved();
    return this.open(to);
  }

  async trash(path: string): Promise<void> {
    await this.#blog.trash(path);
    this.#onMoved();
  }

  async untrash(path: string): Promise<PostDocument> {
    await this.#blog.untrash(path);
    this.#onMoved();
    return this.open(path);
  }

  async addMedia(input: { post: string; name: string; bytes: Uint8Array }) {
    const { folder } = this.#blog;
    const { path, width, height } = await addMedia({
      folder,
      postPath: input.post,
      name: input.name,
      bytes: input.bytes,
      now: Date.now(),
    });
    return { path, markdown: mediaMarkdown(input.post, path, ""), width, height };
  }
}
