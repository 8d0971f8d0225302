import { type ArticlePatch, spliceBetween } from "#contract/text/article-splice.ts";
import type { PreviewBlock } from "#contract/types/blog-types.ts";
import { minimalEdit } from "#contract/text/text-edits.ts";

/** A rendered article that preview pages show. */
export interface RenderedArticle {
  readonly version: number;
  readonly blocks: readonly PreviewBlock[];
  readonly lineCount: number;
  readonly body: string;
}

/** The part of `MessagePort` that preview pages need. */
export interface PagePort {
  postMessage(message: unknown): void;
  on(event: "close", listener: () => void): unknown;
  start(): void;
}

interface PreviewPage {
  readonly path: string;
  readonly port: PagePort;
  /** The blocks of the article that were last sent to the page. */
  blocks: readonly PreviewBlock[];
  body: string;
}

/**
 * The open preview pages of a blog.
 * The engine updates the pages directly, because updates through the window would be slower.
 */
export class PreviewPages {
  readonly #pages = new Set<PreviewPage>();
  #newest: { readonly path: string; readonly article: RenderedArticle } | undefined;

  /** Adds a preview page of the post at `path`. Removes the page when its port closes. */
  connect(path: string, port: PagePort): void {
    const page: PreviewPage = { path, port, blocks: [], body: "" };
    this.#pages.add(page);
    port.on("close", () => this.#pages.delete(page));
    port.start();
    if (this.#newest?.path === path) send(page, this.#newest.article, null);
  }

  /** Sends an article to all preview pages of the post. The pages scroll to the source line `written`. */
  show(path: string, article: RenderedArticle, written: number | null): void {
    this.#newest = { path, article };
    for (const page of this.#pages) if (page.path === path) send(page, article, written);
  }
}

function send(page: PreviewPage, article: RenderedArticle, reveal: number | null): void {
  const { version, blocks, lineCount, body } = article;
  const splice = spliceBetween(page.blocks, blocks);
  const edit = minimalEdit(page.body, body);
  page.blocks = blocks;
  page.body = body;
  page.port.postMessage({ type: "patch", version, splice, lineCount, edit, reveal } satisfies ArticlePatch);
}
