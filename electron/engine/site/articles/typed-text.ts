import {
  createIncrementalRenderer,
  type IncrementalRenderer,
} from "#engine/markdown/incremental/incremental.ts";
import type { Markdown, RenderContext } from "#engine/markdown/types/markdown-types.ts";
import { languageContext, type TypedArticle } from "./article.ts";
import { ArticleLookups, type LinkContext, areCurrent } from "./article-lookups.ts";
import type { SiteEntry } from "../entries/site-entry.ts";

interface Typing {
  readonly lookups: ArticleLookups;
  readonly renderer: IncrementalRenderer;
  readonly language: string | null;
  context: RenderContext;
}

/** Renders the post that is being typed. Renders only the blocks that changed since the last call. */
export class TypedText {
  readonly #markdown: Markdown;
  #typing: Typing | undefined;

  constructor(markdown: Markdown) {
    this.#markdown = markdown;
  }

  render(entry: SiteEntry, body: string, linkContext: LinkContext): TypedArticle {
    const typing = this.#current(entry, linkContext) ?? this.#start(entry);
    const { lookups, renderer } = typing;
    this.#typing = typing;
    typing.context = lookups.context(entry, linkContext);
    return { rendered: renderer.render(body), lookups, excerptLength: this.#markdown.excerptLength };
  }

  #current(entry: SiteEntry, linkContext: LinkContext): Typing | undefined {
    const typing = this.#typing;
    if (typing?.language !== entry.post.language) return undefined;
    return areCurrent(typing.lookups.answers(), entry, linkContext) ? typing : undefined;
  }

  #start(entry: SiteEntry): Typing {
    const renderer = createIncrementalRenderer(this.#markdown, {
      resolveLink: (href, line) =>
        typing.context.resolveLink ? typing.context.resolveLink(href, line) : href,
      resolveImage: (src, line) => typing.context.resolveImage?.(src, line) ?? { src },
      ...languageContext(entry),
    });
    const { language } = entry.post;
    const typing: Typing = { lookups: new ArticleLookups(), renderer, language, context: {} };
    return typing;
  }
}
