import type { PostBody } from "#engine/blog/posts/post.ts";
import type { MarkdownOptions } from "#engine/markdown/types/markdown-types.ts";
import {
  manyTexts,
  type TextRenderer,
  type PrerenderedTexts,
  type TextsToRender,
} from "#engine/site/articles/texts-ahead.ts";
import type { TextJob, TextToRender } from "./text-job.ts";
import { takeTextThread } from "./text-thread-starter.ts";
import { ThreadTexts } from "./thread-texts.ts";

/** Renders many texts of a blog in a thread, with the blog's Markdown options. */
export class TextThreads implements TextRenderer {
  readonly #options: MarkdownOptions;

  constructor(options: MarkdownOptions) {
    this.#options = options;
  }

  /**
   * Starts a thread that renders the missing texts. Returns undefined if the texts are too few for a thread.
   */
  begin(wanted: TextsToRender): PrerenderedTexts | undefined {
    const texts = textsOf(wanted);
    if (texts.length < manyTexts) return undefined;
    return new ThreadTexts(takeTextThread(), jobOf(wanted, texts, this.#options));
  }
}

function textsOf({ entries, posts }: TextsToRender): TextToRender[] {
  const texts: TextToRender[] = [];
  for (const {
    post: { path },
  } of entries) {
    const post = posts.get(path);
    if (!post || !isFile(post.body)) continue;
    const { bodyLine, language } = post;
    texts.push({ path, location: post.body.file, bodyLine, language });
  }
  return texts;
}

function jobOf(
  { linkContext: { model, media }, withPlainText: withWords }: TextsToRender,
  texts: readonly TextToRender[],
  options: MarkdownOptions,
): Omit<TextJob, "wanted" | "port"> {
  return {
    options,
    texts,
    pages: Array.from(model.entries, ({ post, address, url, addressKey }) => [
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

function isFile(body: PostBody): body is Extract<PostBody, { readonly file: string }> {
  return typeof body === "object" && "file" in body;
}
