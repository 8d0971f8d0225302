import type { CreatePostCache } from "#engine/blog/posts/post-store.ts";
import type { CreateTextRenderer } from "#engine/site/articles/texts-ahead.ts";
import { isColdBuild } from "./cold-build.ts";
import { limitHeapOfBuild, limitHeapOfOpenBlog } from "./heap.ts";
import { prepareTextThread } from "./text-thread/text-thread-starter.ts";

/** Optional caches and threads that make an engine faster or save memory. They change no results. */
export interface Speedups {
  /** Creates the cache that keeps a blog's posts from one run to the next. */
  readonly postCache?: (blogFolder: string, cacheFolder: string) => CreatePostCache;
  /** Renders many texts at once, in a thread. */
  readonly textRenderer?: CreateTextRenderer;
}

/** The environment variable `HITOFUDE_SPEED=off` disables everything in this folder. */
const isOff = process.env.HITOFUDE_SPEED === "off";

/** Speeds up a command of `hitofude`. `words` are its arguments. Call this function first. */
export function speedUpShell(words: readonly string[], stateRoot: string): void {
  if (isOff) return;
  limitHeapOfBuild();
  if (isColdBuild(words, stateRoot)) prepareTextThread();
}

/** Speeds up the process of an open blog. Call this function first. */
export function speedUpOpenBlog(): void {
  if (!isOff) limitHeapOfOpenBlog();
}

/** Returns the caches and threads that make commands of `hitofude` faster. */
export async function shellSpeedups(): Promise<Speedups> {
  if (isOff) return {};
  // Imports these modules late, because Node's compile cache stores only modules loaded after its activation.
  const [{ PostFileCache }, { TextThreads }] = await Promise.all([
    import("./post-cache.ts"),
    import("./text-thread/text-threads.ts"),
  ]);
  return {
    postCache: (blogFolder, cacheFolder) => (key) => new PostFileCache(blogFolder, cacheFolder, key),
    textRenderer: (markdown) => new TextThreads(markdown),
  };
}
