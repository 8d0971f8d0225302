import { type ArticlePatch, spliceBetween } from "#contract/text/article-splice.ts";
import type { PreviewBlock } from "#contract/types/blog-types.ts";
import { minimalEdit } from "#contract/text/minimal-edit.ts";

/** An article as its page shall show it. */
export interface RenderedArticle {
  readonly version: number;
  readonly blocks: readonly PreviewBlock[];
  readonly lineCount: number;
  /** The Markdown that it shows. */
  readonly body: string;
}

/** The end of a channel to a page, as far as it is used. */
export interface PagePort {
  postMessage(message: unknown): void;
  on(event: "close", listener: () => void): unknown;
  start(): void;
}

interface PreviewPage {
  readonly path: string;
  readonly port: PagePort;
  /** What is in the page, or on its way. */
  blocks: readonly PreviewBlock[];
  body: string;
}

/**
 * The preview's pages. They hear from the engine itself, because the window lays out its text at that very moment and
 * would pass the change on a frame later. Nothing that a page says is listened to.
 */
export class PreviewPages {
  readonly #pages = new Set<PreviewPage>();
  #newest: { readonly path: string; readonly article: RenderedArticle } | undefined;

  /** A page of the post at `path` is there, with no blocks of ours in it yet. It is forgotten when its port closes. */
  connect(path: string, port: PagePort): void {
    const page: PreviewPage = { path, port, blocks: [], body: "" };
    this.#pages.add(page);
    port.on("close", () => this.#pages.delete(page));
    port.start();
    if (this.#newest?.path === path) send(page, this.#newest.article, null);
  }

  /** Brings all pages of the post up to date; `written` is the line to keep in sight, if there is one. */
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
