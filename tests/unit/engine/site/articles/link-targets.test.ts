import { expect, test } from "vitest";
import { completeAddress } from "#engine/site/addresses/addresses.ts";
import { endingOf, fileLedTo, linkEnding, resolveLink } from "#engine/site/articles/link-targets.ts";
import type { MediaFile } from "#engine/site/media/media-files.ts";
import type { MediaLibrary } from "#engine/site/media/media-library.ts";
import { createSiteModel } from "#engine/site/model/site-models.ts";
import { makePost, makeSettings } from "../make-post.ts";

const model = createSiteModel(
  [
    makePost("posts/hitokoto/20220506-0000.md"),
    makePost("posts/hitokoto/が 1.md", { properties: { permalink: "が 1.html" } }),
    makePost("posts/futakoto/long.md", { section: "futakoto" }),
    makePost("posts/hitokoto/old.md", { properties: { permalink: "old/x.html" } }),
    makePost("posts/hitokoto/older.md", { properties: { permalink: "old/y.html" } }),
    makePost("posts/hitokoto/moved.md", {
      properties: { permalink: "moved.html" },
      aliases: ["/was/here.html", "was/", "old/x.html"],
    }),
    makePost("pages/about.md", { kind: "page", section: "", properties: { permalink: "about/" } }),
    makePost("posts/hitokoto/draft.md", { status: "draft" }),
  ],
  { settings: makeSettings(), now: Date.parse("2024-01-01"), preview: null },
);

const file: MediaFile = { path: "media/絵.png", location: "", size: 0, modified: 0 };
const media: MediaLibrary = {
  withheld: [],
  problems: [],
  files: new Map([[file.path, file]]),
  paths: () => [file.path],
  find: (path) => (path === file.path ? file : undefined),
  dimensionsOf: () => null,
  isUnread: () => false,
  hasUnread: false,
  variantsOf: () => [],
  faultOf: () => null,
  copiesKey: () => "",
  variants: new Map(),
  icons: [],
  shared: new Map(),
  imagesNamed: () => [],
  snapshot: () => ({ files: new Map(), copies: new Map() }),
};

function resolve(
  href: string,
  path = "posts/hitokoto/20220506-0000.md",
  address = "20220506-0000.html",
): unknown {
  const { url, dead } = resolveLink(href, { path, address, root: "" }, { model, media });
  return dead ? `dead: ${url}` : url;
}

test.each([
  ["20220506-0000.md", "20220506-0000.html"],
  ["./20220506-0000.md?a=1#b", "20220506-0000.html?a=1#b"],
  ["../futakoto/long.md", "talk/h202205-long.html"],
  ["/posts/futakoto/long.md", "talk/h202205-long.html"],
  ["posts/futakoto/long.md", "talk/h202205-long.html"],
  ["%E3%81%8B%E3%82%99%201.md", "%E3%81%8C%201.html"],
  ["../../pages/about.md", "about/"],
  ["../../media/%E7%B5%B5.png", "media/%E7%B5%B5.png"],
  ["/media/%E7%B5%B5.png", "media/%E7%B5%B5.png"],
  ["media/絵.png", "media/%E7%B5%B5.png"],
  ["/old/x.html", "old/x.html"],
  ["about/", "about/"],
  ["/was/here.html#a", "moved.html#a"],
  ["WAS/", "moved.html"],
])("%s leads to %s", (href, url) => {
  expect(resolve(href)).toBe(url);
});

test.each([
  ["20220506-0000.md", "posts/hitokoto/20220506-0000.md"],
  ["../20220506-0000.HTML?a=1", "posts/hitokoto/20220506-0000.md"],
  ["%E3%81%8B%E3%82%99%201.md", "posts/hitokoto/が 1.md"],
  ["about", "pages/about.md"],
  ["ABOUT/#a", "pages/about.md"],
  ["x/../about/index.html", "pages/about.md"],
  ["about/", "pages/about.md"],
  ["about/x/../", "pages/about.md"],
  ["about/.", "pages/about.md"],
  ["was", "posts/hitokoto/moved.md"],
  ["/was/here.html", "posts/hitokoto/moved.md"],
])("%s has an ending of the page to which it leads", (href, path) => {
  const source = { path: "posts/hitokoto/old.md", address: "old/x.html", root: "../" };
  expect(fileLedTo(href, source, { model, media })?.path).toBe(path);
  const { address = "", post } = model.byPath.get(path) ?? {};
  const names = [path, address, ...(post?.aliases ?? []).map(completeAddress)];
  expect([null, ...names.map(endingOf)]).toContain(linkEnding(href));
});

test("a link does not have the ending of a page with another name", () => {
  expect(linkEnding("x/y.html#x")).toBe("y.html");
  expect(linkEnding("about/x.html")).toBe("x.html");
});

test("links between pages of an old site are relative to the page's address", () => {
  expect(resolve("y.html", "posts/hitokoto/old.md", "old/x.html")).toBe("old/y.html");
});

test.each([
  "gone.md",
  "draft.md",
  "../../media/gone.png",
  "/posts/gone.md",
  "../futakoto/gone.markdown",
  "../../../out.md",
])("%s is dead and stays as written", (href) => {
  expect(resolve(href)).toBe(`dead: ${href}`);
});

test.each([
  "https://example.com/a.md",
  "mailto:a@example.com",
  "//example.com/media/x.png",
  "#a",
  "",
  "?a=1",
  "../counter.cgi",
  "/cgi-bin/x.cgi",
  "../../../../etc/passwd",
  "%",
  "javascript:x.md",
])("%j stays as written without a problem", (href) => {
  expect(resolve(href)).toBe(href);
});
