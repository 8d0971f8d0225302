import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CardService } from "#engine/app/cards/card-service.ts";
import { oEmbedAddressOf, oEmbedFactsOf, pageFactsOf } from "#engine/app/cards/page-facts.ts";
import { PinnedHosts } from "#engine/importers/pictures/public-address.ts";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { tinyPng } from "../../site/site-fixture.ts";

const address = "https://tides.example/table";

describe("the facts of a page", () => {
  test("are those for cards, or else title and description", () => {
    const head = '<meta name="description" content="説明"><title>題 - 潮</title>';
    expect(pageFactsOf(`<head>${head}</head>`, address)).toEqual({
      title: "題 - 潮",
      description: "説明",
      picture: null,
    });
    const card =
      '<meta property="og:title" content="A &amp; B"><meta name="twitter:description" content=" 二\n行 ">' +
      '<meta property="og:image" content="/a.png"><meta property="og:image" content="/b.png">';
    expect(pageFactsOf(`<head>${card}${head}</head>`, address)).toEqual({
      title: "A & B",
      description: "二 行",
      picture: "https://tides.example/a.png",
    });
  });

  test("are short, and no script of the page or other scheme gets in", () => {
    const facts = pageFactsOf(
      `<title>${"潮".repeat(500)}</title><script><title>x</title></script><meta property="og:image" content="javascript:alert(1)">`,
      address,
    );
    expect([...(facts?.title ?? "")]).toHaveLength(120);
    expect(facts?.picture).toBeNull();
    expect(pageFactsOf("<p>no title</p>", address)).toBeNull();
    expect(pageFactsOf(`${"<div>".repeat(100_000)}<title>deep</title>`, address)).not.toBeUndefined();
  });

  test("come from the service of a video, if it has oEmbed", () => {
    expect(oEmbedAddressOf("https://www.youtube.com/watch?v=abcdefghijk")).toBe(
      "https://www.youtube.com/oembed?format=json&url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3Dabcdefghijk",
    );
    expect(oEmbedAddressOf(address)).toBeNull();
    expect(
      oEmbedFactsOf('{"title":"波","author_name":"港","thumbnail_url":"https://i.example/1.jpg"}', address),
    ).toEqual({
      title: "波",
      description: "港",
      picture: "https://i.example/1.jpg",
    });
    for (const wrong of ["<html>", "[]", '{"title":""}', "null"])
      expect(oEmbedFactsOf(wrong, address)).toBeNull();
  });
});

describe("a card", () => {
  let page = "";
  const server = http.createServer((request, response) => {
    if (request.url === "/a.png") response.writeHead(200, { "content-type": "image/png" }).end(tinyPng);
    else if (request.url?.startsWith("/moved")) response.writeHead(301, { location: "/table" }).end();
    else if (request.url === "/table") response.writeHead(200, { "content-type": "text/html" }).end(page);
    else response.writeHead(404).end("<title>404</title>");
  });
  let origin = "";
  let stored: { readonly post: string | null; readonly name: string; readonly size: number }[] = [];
  const posts = {
    addMedia: async ({ post, name, bytes }: { post: string | null; name: string; bytes: Uint8Array }) => {
      stored.push({ post, name, size: bytes.length });
      return { path: "media/a.png", markdown: "![](../media/a.png)", width: 1, height: 1 };
    },
  };
  const pinned = () =>
    new PinnedHosts(
      async () => ["127.0.0.1"],
      (found) => found === "127.0.0.1",
    );
  const make = (path: string): Promise<string> =>
    new CardService({ posts, pinned }).make("posts/a.md", `${origin}${path}`);

  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    origin = `http://tides.example:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());
  beforeEach(() => {
    stored = [];
  });

  test("is a link with the stored picture, the title and the description, as they are", async () => {
    page =
      '<title>[潮] *の* &lt;表&gt; {a|b}</title><meta name="description" content="*$1* &amp; $2"><meta property="og:image" content="' +
      `${origin}/a.png">`;
    const markdown = await make("/moved");
    expect(stored).toEqual([{ post: "posts/a.md", name: "a.png", size: tinyPng.length }]);
    const { html } = createMarkdown({}).render(markdown);
    expect(html).toContain('<p class="link-card"><a href="');
    expect(html).toContain("<strong>[潮] *の* &lt;表&gt; {a|b}</strong> *$1* &amp; $2</span></a></p>");
  });

  test("without a usable picture is a link with the title", async () => {
    page = `<title>潮</title><meta property="og:image" content="${origin}/missing.png">`;
    expect(await make("/table")).toBe(`[潮](${origin}/table)`);
    const { html } = createMarkdown({}).render(await make("/moved?of=a)b[c"));
    expect(html).toContain(`<a href="${origin}/moved?of=a%29b%5Bc">潮</a>`);
    expect(stored).toEqual([]);
  });

  test("cannot be made of a missing page, of a page without a title or of a private network", async () => {
    await expect(make("/missing")).rejects.toMatchObject({ code: "card.unreachable" });
    page = "<p>潮</p>";
    await expect(make("/table")).rejects.toMatchObject({ code: "card.noTitle" });
    const service = new CardService({ posts });
    const own = origin.replace("tides.example", "127.0.0.1");
    await expect(service.make("posts/a.md", `${own}/table`)).rejects.toMatchObject({
      code: "card.private",
    });
  });
});
