import { textFileOf } from "#engine/blog/posts/known-post.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import type { MarkdownOptions } from "#engine/markdown/types/markdown-types.ts";
import type { ArticleSurroundings } from "#engine/site/articles/article-lookups.ts";
import type { SiteEntry } from "#engine/site/model/site-entry.ts";
import { type TextJob, type TextToRender, worthAThread } from "./text-job.ts";
import { takeTextThread } from "./text-thread-starter.ts";
import { TextsAhead } from "./texts-ahead.ts";

/** What a job is made from. */
interface Wanted {
  /** Those whose texts must be rendered, in the order in which they are wanted. */
  readonly entries: readonly SiteEntry[];
  readonly posts: ReadonlyMap<string, Post>;
  readonly surroundings: ArticleSurroundings;
  /** Whether the words alone are wanted as well. */
  readonly withWords: boolean;
}

/** Renders many texts of one blog in a thread, by the options of its Markdown. */
export class TextThreads {
  readonly #options: MarkdownOptions;

  constructor(options: MarkdownOptions) {
    this.#options = options;
  }

  /** Begins to render; undefined where a thread would not pay. Texts that are in memory are left out. */
  begin(wanted: Wanted): TextsAhead | undefined {
    const texts = textsOf(wanted);
    if (texts.length < worthAThread) return undefined;
    return new TextsAhead(takeTextThread(), jobOf(wanted, texts, this.#options));
  }
}

function textsOf({ entries, posts }: Wanted): TextToRender[] {
  const texts: TextToRender[] = [];
  for (const {
    post: { path },
  } of entries) {
    const post = posts.get(path);
    const location = post && textFileOf(post);
    if (post && location !== undefined) texts.push({ path, location, bodyLine: post.bodyLine });
  }
  return texts;
}

function jobOf(
  { surroundings: { model, media }, withWords }: Wanted,
  texts: readonly TextToRender[],
  options: MarkdownOptions,
): Omit<TextJob, "kind" | "wanted" | "port"> {
  return {
    options,
    texts,
    pages: Array.from(model.byPath.values(), ({ post, address, url, addressKey }) => [
      post.path,
      address,
      url,
      addressKey,
    ]),
    aliases: Array.from(model.byAlias, ([key, { post }]) => [key, post.path]),
    media: media.snapshot(),
    withWords,
  };
}
