import { type ArticlePatch, spliceBetween } from "#contract/text/article-splice.ts";
import type { PreviewBlock } from "#contract/types/blog-types.ts";
import { minimalEdit } from "#contract/text/minimal-edit.ts";

/** An article to be shown on its page. */
export interface RenderedArticle {
  readonly version: number;
  readonly blocks: readonly PreviewBlock[];
  readonly lineCount: number;
  /** The Markdown source. */
  readonly body: string;
}

/** The used part of a page's `MessagePort`. */
export interface PagePort {
  postMessage(message: unknown): void;
  on(event: "close", listener: () => void): unknown;
  start(): void;
}

interface PreviewPage {
  readonly path: string;
  readonly port: PagePort;
  /** The blocks that the page has, or that are on their way. */
  blocks: readonly PreviewBlock[];
  body: string;
}

/**
 * The preview's pages. The engine sends updates to them directly, because the window is busy laying out its
 * text and would forward them a frame later. Ignores messages from pages.
 */
export class PreviewPages {
  readonly #pages = new Set<PreviewPage>();
  #newest: { readonly path: string; readonly article: RenderedArticle } | undefined;

  /** Adds a page of the post at `path`, which has none of our blocks yet. Removes it when its port closes. */
  connect(path: string, port: PagePort): void {
    const page: PreviewPage = { path, port, blocks: [], body: "" };
    this.#pages.add(page);
    port.on("close", () => this.#pages.delete(page));
    port.start();
    if (this.#newest?.path === path) send(page, this.#newest.article, null);
  }

  /** Updates all pages of the post; `written` is the line to keep in view, if there is one. */
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
