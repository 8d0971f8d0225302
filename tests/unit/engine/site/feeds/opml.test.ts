import { XMLParser } from "fast-xml-parser";
import { parseOpml } from "feedsmith";
import { expect, test } from "vitest";
import { renderOpml } from "#engine/site/feeds/opml.ts";

const feed = (name: string): { title: string; feedUrl: string; pageUrl: string } => ({
  title: name,
  feedUrl: `https://example.com/${encodeURIComponent(name)}/rss.xml`,
  pageUrl: `https://example.com/${encodeURIComponent(name)}/`,
});

test("an independent reader finds every feed under its heading", () => {
  const text = renderOpml({
    title: "日々 & <記>",
    owner: { name: '"太郎"\u0008', email: "a@example.com" },
    main: feed("日々"),
    groups: [
      { title: "区分", feeds: [feed("ひとこと"), feed("a&b")] },
      { title: "空", feeds: [] },
      { title: "タグ", feeds: [feed("お茶")] },
    ],
  });
  expect(new XMLParser().parse(text)).toHaveProperty("opml.body");
  const { head, body } = parseOpml(text);
  expect(head).toEqual({
    title: "日々 & <記>",
    ownerName: '"太郎"',
    ownerEmail: "a@example.com",
    docs: "https://opml.org/spec2.opml",
  });
  const outline = ({ title, feedUrl, pageUrl }: ReturnType<typeof feed>): object => ({
    type: "rss",
    text: title,
    title,
    xmlUrl: feedUrl,
    htmlUrl: pageUrl,
  });
  expect(body?.outlines).toEqual([
    outline(feed("日々")),
    { text: "区分", outlines: [outline(feed("ひとこと")), outline(feed("a&b"))] },
    { text: "タグ", outlines: [outline(feed("お茶"))] },
  ]);
});
