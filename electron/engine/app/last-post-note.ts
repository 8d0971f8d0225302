import type { PostDocument } from "#contract/types/blog-types.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";

/**
 * Milliseconds without changes before the file is written. A post is saved often; this delay avoids most
 * writes.
 */
const rest = 2_000;

/**
 * Stores the post that the window last showed in the file `EngineStart.lastPostFile`, so that the next start
 * can show it at once. Errors in writing the file are ignored.
 */
export class LastPostNote {
  readonly #file: string | undefined;
  #path: string | undefined;
  /** The post to write next; null if nothing waits. */
  #next: PostDocument | null = null;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** If `file` is undefined, nothing is stored. */
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
   * Call this after anything has written a post's file. If the window shows this post, stores its new
   * content. Returns the post.
   */
  written(post: PostDocument): PostDocument {
    if (post.path === this.#path) this.#note(post);
    return post;
  }

  /**
   * Call this after a post's file was renamed; `from` is its old path. If the window shows this post, stores
   * its new path. Returns the post.
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
