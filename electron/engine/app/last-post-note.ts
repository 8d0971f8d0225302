import type { PostDocument } from "#contract/types/blog-types.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";

/** Milliseconds without changes before the note is written: a file is saved often. */
const rest = 2_000;

/**
 * Records the post that a window opened last, for the next start (`EngineStart.lastPostFile`). Ignores a
 * folder that cannot be written.
 */
export class LastPostNote {
  readonly #file: string | undefined;
  #path: string | undefined;
  /** The next content of the file. */
  #next: PostDocument | null = null;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** Without a file nothing is recorded. */
  constructor(file: string | undefined) {
    this.#file = file;
  }

  /** Records that the window now shows this post; returns it. */
  opened(post: PostDocument): PostDocument {
    this.#path = post.path;
    this.#note(post);
    return post;
  }

  /**
   * Updates the record after the post's file was written by anyone; returns it. Ignores posts that are not on
   * screen.
   */
  written(post: PostDocument): PostDocument {
    if (post.path === this.#path) this.#note(post);
    return post;
  }

  /** Updates the record after the post's file was renamed; returns the post. */
  moved(from: string, post: PostDocument): PostDocument {
    return from === this.#path ? this.opened(post) : post;
  }

  /** Writes a pending note. */
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
