import {
  createIncrementalRenderer,
  type IncrementalRenderer,
} from "#engine/markdown/incremental/incremental.ts";
import type { Markdown, RenderContext } from "#engine/markdown/types/markdown-types.ts";
import type { TypedArticle } from "./article.ts";
import { ArticleLookups, type LinkContext, areCurrent } from "./article-lookups.ts";
import type { SiteEntry } from "../model/site-entry.ts";

interface Typing {
  readonly lookups: ArticleLookups;
  readonly renderer: IncrementalRenderer;
  context: RenderContext;
}

/** Renders the post that is being typed. Renders only the blocks that changed since the last call. */
export class TypedText {
  readonly #markdown: Markdown;
  #typing: Typing;

  constructor(markdown: Markdown) {
    this.#markdown = markdown;
    this.#typing = this.#start();
  }

  render(entry: SiteEntry, body: string, linkContext: LinkContext): TypedArticle {
    if (!areCurrent(this.#typing.lookups.answers(), entry, linkContext)) this.#typing = this.#start();
    const { lookups, renderer } = this.#typing;
    this.#typing.context = lookups.context(entry, linkContext);
    return { rendered: renderer.render(body), lookups };
  }

  #start(): Typing {
    const renderer = createIncrementalRenderer(this.#markdown, {
      resolveLink: (href, line) => typing.context.resolveLink?.(href, line) ?? href,
      resolveImage: (src, line) => typing.context.resolveImage?.(src, line) ?? { src },
    });
    const typing: Typing = { lookups: new ArticleLookups(), renderer, context: {} };
    return typing;
  }
}
