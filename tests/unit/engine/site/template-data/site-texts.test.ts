import { expect, test } from "vitest";
import { replyUrlHtml, shareLinks } from "#engine/site/template-data/share-links.ts";
import {
  copyrightText,
  counterText,
  fullTitle,
  openGraphLocale,
} from "#engine/site/template-data/site-texts.ts";
import { makeSettings } from "../make-post.ts";

test("a counter shows its numbers with the width in the format", () => {
  const counter = {
    format: "{total} (+{today:04})[+{yesterday:04}]",
    total: 3212223,
    today: 134,
    yesterday: 218,
  };
  expect(counterText(counter)).toBe("3212223 (+0134)[+0218]");
  expect(counterText({ ...counter, format: "{today:2} {other} {total:10}" })).toBe("134 {other} 0003212223");
  expect(counterText(undefined)).toBe("");
});

test("the copyright ranges from the first year to that of the build", () => {
  expect(copyrightText({ holder: "試験堂", from: 2010 }, 2024)).toBe("Copyright© 2010-2024 試験堂");
  expect(copyrightText({ holder: "試験堂", from: 2024 }, 2024)).toBe("Copyright© 2024 試験堂");
  expect(copyrightText(undefined, 2024)).toBe("");
});

test("the brand precedes the title if there is one", () => {
  expect(fullTitle({ brand: "試験堂", title: "日々の記" })).toBe("試験堂 日々の記");
  expect(fullTitle({ brand: "", title: "日々の記" })).toBe("日々の記");
});

test("Open Graph's locales", () => {
  expect(["ja", "en", "zh-TW"].map(openGraphLocale)).toEqual(["ja_JP", "en_US", "zh_TW"]);
});

test("share links contain title and address, encoded so that both can be restored", () => {
  const title = "鎮火? & 100% #1 \ud800";
  const address = "https://example.com/a b.html?x=1&y=2";
  const services = ["x", "hatena", "line", "facebook", "bluesky"] as const;
  const links = shareLinks(
    services.map((service) => ({ service })),
    title,
    encodeURI(address),
    "",
  );
  const texts = links.map(({ url }) => Object.fromEntries(new URL(url).searchParams));
  expect(texts).toEqual([
    { text: "鎮火? & 100% #1 \ufffd", url: encodeURI(address) },
    { mode: "confirm", url: encodeURI(address), title: "鎮火? & 100% #1 \ufffd" },
    { url: encodeURI(address) },
    { u: encodeURI(address) },
    { text: `鎮火? & 100% #1 \ufffd ${encodeURI(address)}` },
  ]);
  expect(shareLinks([{ service: "x", label: "Tweet" }], "", "", "")[0]?.label).toBe("Tweet");
});

test("a link to Mastodon leads to the site's own page, with the text in the fragment", () => {
  const address = "https://example.com/a.html?x=1&y=2";
  const [link] = shareLinks([{ service: "mastodon" }], "題 & #1", address, "../share/mastodon.html");
  const { origin, pathname, search, hash } = new URL(link?.url ?? "", "https://example.net/b/c.html");
  expect([origin, pathname, search]).toEqual(["https://example.net", "/share/mastodon.html", ""]);
  expect(new URLSearchParams(hash.slice(1)).get("text")).toBe(`題 & #1 ${address}`);
  expect(shareLinks([{ service: "mastodon" }], "題", address, "")).toEqual([]);
});

test("an answer by mail has the post's title, and its address is hidden from simple harvesters", () => {
  const author = { name: "筆子", email: "me&you@example.jp" };
  const html = replyUrlHtml(makeSettings({ author, show: { replyByMail: true } }), "雨 & 「風」?");
  expect(html).toMatch(/^(?:&#\d+;)+$/);
  const url = html.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
  expect(url.startsWith("mailto:me%26you@example.jp?subject=")).toBe(true);
  expect(new URL(url).searchParams.get("subject")).toBe("雨 & 「風」?");
  expect(replyUrlHtml(makeSettings({ author }), "雨")).toBe("");
  expect(replyUrlHtml(makeSettings({ show: { replyByMail: true } }), "雨")).toBe("");
});
