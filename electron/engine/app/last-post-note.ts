import type { PostDocument } from "#contract/types/blog-types.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";

/**
 * Delay in milliseconds before the file is written. Posts are saved often, so the delay avoids most writes.
 */
const rest = 2_000;

/**
 * Stores the last shown post in `EngineStart.lastPostFile`. The next start can show the post immediately.
 */
export class LastPostNote {
  readonly #file: string | undefined;
  #path: string | undefined;
  /** The post to be written into the file next, or null. */
  #next: PostDocument | null = null;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** If `file` is undefined, stores nothing. */
  constructor(file: string | undefined) {
    this.#file = file;
  }

  /** Records that the window shows this post from now on. Returns the post. */
  opened(post: PostDocument): PostDocument {
    this.#path = post.path;
    this.#note(post);
    return post;
  }

  /**
   * Stores a post's new content if the window shows the post.
   * Call this method after each write to a post's file.
   */
  written(post: PostDocument): PostDocument {
    if (post.path === this.#path) this.#note(post);
    return post;
  }

  /**
   * Stores a post's new path if the window shows the post. Call this method after a post's file was renamed.
   */
  moved(from: string, post: PostDocument): PostDocument {
    return from === this.#path ? this.opened(post) : post;
  }

  /** If a post waits to be written, writes it now. Resolves when the file is written. */
  async close(): Promise<void> {
    if (this.#timer) this.#write();
    await this.#writing;
  }

  #note(post: PostDocument): void {
    if (this.#file === undefined) return;
    this.#next = post;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#write(), rest);
  }

  #write(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const post = this.#next;
    this.#next = null;
    const file = this.#file;
    if (!post || file === undefined) return;
    const text = JSON.stringify(post);
    this.#writing = this.#writing.then(() => atomicWrite(file, text).catch(() => undefined));
  }
}
