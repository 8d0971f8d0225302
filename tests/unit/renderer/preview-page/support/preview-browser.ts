import type { Server } from "node:http";
import type { Browser, Frame, Page } from "@playwright/test";
import type { PreviewBlock } from "#contract/types/blog-types.ts";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { createIncrementalRenderer } from "#engine/markdown/incremental/incremental.ts";
import type { FromPage } from "#renderer/preview-page/messages.ts";
import { bundle, launchBrowser, serve } from "../../support/real-browser.ts";

/** Like `previewPolicy` of the main process: only our script. */
const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:";
const pathWithoutArticle = "/list.html";
export const pageWithoutArticle = `<!doctype html><html lang="ja"><head><title>前</title>
<link rel="stylesheet" href="/red.css"></head><body><a href="https://example.com/rain">雨</a> <a href="#down">下</a>
<p id="down">終</p></body></html>`;

const windowPolicy = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; frame-src *";

/** The preview's page in a real browser, inside a window of another origin, with the program's policy. */
export class PreviewBrowser {
  readonly window: Page;
  readonly #browser: Browser;
  readonly #servers: readonly Server[];
  readonly #pageOrigin: string;
  readonly #articles: Map<string, string>;

  private constructor(
    browser: Browser,
    window: Page,
    servers: readonly Server[],
    pageOrigin: string,
    articles: Map<string, string>,
  ) {
    this.#browser = browser;
    this.window = window;
    this.#servers = servers;
    this.#pageOrigin = pageOrigin;
    this.#articles = articles;
  }

  static async open(): Promise<PreviewBrowser> {
    const [windowBundle, pageBundle] = await Promise.all([
      bundle("tests/unit/renderer/preview-page/support/preview-window.ts"),
      bundle("renderer/preview-page/main.ts"),
    ]);
    const articles = new Map<string, string>();
    const pages = await serve(pagePolicy, (path) => {
      if (path === "/preview-page.js") return { type: "text/javascript", body: pageBundle.script };
      if (path === pathWithoutArticle)
        return { type: "text/html", body: `${pageWithoutArticle}<script src="/preview-page.js"></script>` };
      const [, colour] = /^\/([a-z]+)\.css$/.exec(path) ?? [];
      if (colour) return { type: "text/css", body: `p { color: ${colour} }` };
      return { type: "text/html", body: pageAround(articles.get(path) ?? "") };
    });
    const windows = await serve(windowPolicy, (path) =>
      path === "/window.js"
        ? { type: "text/javascript", body: windowBundle.script }
        : { type: "text/html", body: '<!doctype html><body><script src="/window.js"></script>' },
    );
    const browser = await launchBrowser({ full: true });
    const window = await browser.newPage({ viewport: { width: 700, height: 600 } });
    await window.goto(`${windows.origin}/`);
    return new PreviewBrowser(browser, window, [pages.server, windows.server], pages.origin, articles);
  }

  /** Loads a page with the article `html` from the server, and waits until its script runs. */
  async load(html: string, name = "post"): Promise<Frame> {
    this.#articles.set(`/${name}.html`, html);
    const url = `${this.#pageOrigin}/${name}.html`;
    await this.window.evaluate((address) => globalThis.preview.load(address), url);
    return this.#frameOf(url);
  }

  /** Loads a page without an article, and gives it no port until the returned function is called. */
  async loadUnanswered(): Promise<{ readonly page: Frame; readonly answer: () => Promise<void> }> {
    const url = `${this.#pageOrigin}${pathWithoutArticle}`;
    const answer = await this.window.evaluateHandle(
      (address) => globalThis.preview.loadUnanswered(address),
      url,
    );
    return { page: this.#frameOf(url), answer: () => answer.evaluate((connect) => connect()) };
  }

  /** Sends a newer state of a page without an article. Resolves with the page's answer. */
  async update(html: string): Promise<"updated" | "outdated"> {
    await this.window.evaluate((text) => {
      globalThis.preview.received.splice(0);
      globalThis.preview.send({ type: "page", version: 1, html: text });
    }, html);
    const answer = await this.window.waitForFunction(() =>
      globalThis.preview.received
        .map(({ type }) => type)
        .find((type) => type === "updated" || type === "outdated"),
    );
    return (await answer.jsonValue()) as "updated" | "outdated";
  }

  #frameOf(url: string): Frame {
    const frame = this.window.frames().find((candidate) => candidate.url() === url);
    if (!frame) throw new Error("the page has no frame");
    return frame;
  }

  /** Shows blocks, with their text as Markdown on the given number of lines. */
  async patch(blocks: readonly PreviewBlock[], lineCount = blocks.at(-1)?.endLine ?? 0): Promise<void> {
    await this.#send(blocks, bodyOf(blocks, lineCount), null);
  }

  /** Shows Markdown as the engine renders it. `reveal`: the line that is being written; null: none. */
  async write(markdown: string, reveal: number | null = null): Promise<void> {
    const { blocks } = createIncrementalRenderer(createMarkdown({})).render(markdown);
    await this.#send(blocks, markdown, reveal);
  }

  async #send(blocks: readonly PreviewBlock[], body: string, reveal: number | null): Promise<void> {
    await this.window.evaluate(([next, text, line]) => globalThis.preview.patch(next, text, line), [
      blocks,
      body,
      reveal,
    ] as const);
  }

  /** Performs an action and resolves with the next message of a type from the page. */
  async messageAfter<Type extends FromPage["type"]>(
    type: Type,
    act: () => Promise<unknown>,
  ): Promise<Extract<FromPage, { type: Type }>> {
    await this.window.evaluate(() => globalThis.preview.received.splice(0));
    await act();
    const message = await this.window.waitForFunction(
      (wanted) => globalThis.preview.received.find((received) => received.type === wanted),
      type,
    );
    return (await message.jsonValue()) as Extract<FromPage, { type: Type }>;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    for (const server of this.#servers) server.close();
  }
}

function bodyOf(blocks: readonly PreviewBlock[], lineCount: number): string {
  const lines = Array.from({ length: lineCount }, () => "");
  for (const { html, startLine } of blocks) lines[startLine] = html.replace(/<[^>]*>/g, "").trim();
  return lines.join("\n");
}

/** Returns blocks of HTML; each has one line and an empty line after it. */
export function blocksOf(...htmls: readonly string[]): PreviewBlock[] {
  return htmls.map((html, i) => ({
    key: html,
    html: marked(html, 2 * i),
    startLine: 2 * i,
    endLine: 2 * i + 1,
  }));
}

/** Returns the article as the engine inserts it into the page. */
export function articleOf(blocks: readonly PreviewBlock[]): string {
  return blocks.map(({ html }) => html).join("");
}

function marked(html: string, line: number): string {
  return html.replace(/^<(\w+)/, `<$1 data-line="${line}"`);
}

function pageAround(article: string): string {
  return `<!doctype html><html lang="ja"><body style="margin:0"><header style="block-size:120px">題</header>
<div class="e-content">${article}</div><footer style="block-size:80px">終</footer>
</body></html><script src="/preview-page.js"></script>`;
}
