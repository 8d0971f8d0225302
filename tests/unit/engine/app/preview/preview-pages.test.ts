import { once } from "node:events";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import type { PreviewBlock } from "#contract/types/blog-types.ts";
import { PreviewPages } from "#engine/app/preview/preview-pages.ts";

const ports: MessagePort[] = [];

/** Connects a page of a post, and records its messages. */
function pageOf(pages: PreviewPages, path: string): { port: MessagePort; next: () => Promise<unknown> } {
  const { port1, port2 } = new MessageChannel();
  ports.push(port1);
  const received: unknown[] = [];
  port1.on("message", (message) => received.push(message));
  pages.connect(path, port2);
  const next = async (): Promise<unknown> => {
    if (received.length === 0) await once(port1, "message");
    return received.shift();
  };
  return { port: port1, next };
}

/** Returns an article with one block of one line per letter. */
function article(letters: string, version: number) {
  const blocks: PreviewBlock[] = [...letters].map((key, line) => ({
    key,
    html: `<p>${key}</p>`,
    startLine: line,
    endLine: line + 1,
  }));
  return { version, blocks, lineCount: letters.length, body: letters };
}

afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

test("a page gets the whole article first, then the changes", async () => {
  const pages = new PreviewPages();
  pages.show("a.md", article("ab", 1), null);
  const page = pageOf(pages, "a.md");
  expect(await page.next()).toMatchObject({
    type: "patch",
    version: 1,
    splice: { at: 0, removed: 0 },
    edit: { offset: 0, length: 0, text: "ab" },
    reveal: null,
  });
  pages.show("a.md", article("aX", 2), 1);
  expect(await page.next()).toMatchObject({
    version: 2,
    edit: { offset: 1, length: 1, text: "X" },
    reveal: 1,
    splice: { at: 1, removed: 1, inserted: [{ html: "<p>X</p>", start: 1, end: 2 }] },
    lineCount: 2,
  });
});

test("two pages of a post each get the changes that they lack; pages of other posts get none", async () => {
  const pages = new PreviewPages();
  const other = pageOf(pages, "b.md");
  const early = pageOf(pages, "a.md");
  pages.show("a.md", article("a", 1), null);
  const late = pageOf(pages, "a.md");
  pages.show("a.md", article("ab", 2), null);
  expect([await early.next(), await early.next()]).toMatchObject([
    { version: 1 },
    { version: 2, splice: { at: 1 } },
  ]);
  expect([await late.next(), await late.next()]).toMatchObject([
    { version: 1 },
    { version: 2, splice: { at: 1 } },
  ]);
  pages.show("b.md", article("z", 7), null);
  expect(await other.next()).toMatchObject({ version: 7 });
});

test("a closed page is forgotten", async () => {
  const pages = new PreviewPages();
  const sent: unknown[] = [];
  let close = (): void => undefined;
  const port = {
    postMessage: (message: unknown) => sent.push(message),
    on: (_event: "close", listener: () => void) => {
      close = listener;
    },
    start: () => undefined,
  };
  pages.connect("a.md", port);
  pages.show("a.md", article("a", 1), null);
  close();
  pages.show("a.md", article("ab", 2), null);
  expect(sent).toHaveLength(1);
});
