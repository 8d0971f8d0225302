import type { PostDocument } from "#contract/types/blog-types.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";

/** How long nothing is to be noted before the note is written, in milliseconds: a file is saved over and over. */
const rest = 2_000;

/**
 * Notes the post that a window opened last, for the next start (`EngineStart.lastPostFile`). A folder that cannot be written to
 * costs the note, and nothing else.
 */
export class LastPostNote {
  readonly #file: string | undefined;
  #path: string | undefined;
  /** What is to be written. */
  #next: PostDocument | null = null;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  /** Without a file nothing is noted. */
  constructor(file: string | undefined) {
    this.#file = file;
  }

  /** The window shows this post from now on; returns it. */
  opened(post: PostDocument): PostDocument {
    this.#path = post.path;
    this.#note(post);
    return post;
  }

  /** A post's file is this now, whoever wrote it; returns it. Posts that are not on screen are not noted. */
  written(post: PostDocument): PostDocument {
    if (post.path === this.#path) this.#note(post);
    return post;
  }

  /** A post's file has another name; returns it as it is under that one. */
  moved(from: string, post: PostDocument): PostDocument {
    return from === this.#path ? this.opened(post) : post;
  }

  /** Writes what waits. */
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
