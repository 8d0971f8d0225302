import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Post } from "#engine/blog/posts/post.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";
import { SiteFixture } from "../site-fixture.ts";

let fixture: SiteFixture;
beforeEach(() => {
  fixture = new SiteFixture();
});
afterEach(() => fixture.remove());

const may = (day: number, changes: Partial<Post> = {}): Post =>
  makePost(`posts/hitokoto/${day}.md`, { date: inJapan(`2022-05-0${day}T00:00:00`), ...changes });

test("an old address leads to the new one, also from links to the old one", async () => {
  const moved = may(1, { properties: { permalink: "新しい/" }, aliases: ["/20220501-0000.html", "old/"] });
  const result = await fixture.build([moved, may(2, { body: "[一](20220501-0000.html#a) [二](/old/)" })]);
  expect(fixture.read("20220501-0000.html")).toContain('content="0; url=%E6%96%B0%E3%81%97%E3%81%84/"');
  expect(fixture.read("old/index.html")).toContain('href="../%E6%96%B0%E3%81%97%E3%81%84/"');
  const page = fixture.read("20220502-0000.html");
  expect(page).toContain('href="%E6%96%B0%E3%81%97%E3%81%84/#a"');
  expect(page).toContain('href="%E6%96%B0%E3%81%97%E3%81%84/">二');
  expect(result.posts["posts/hitokoto/1.md"]?.address).toBe("新しい/index.html");
  expect(existsSync(join(fixture.outDir, ".htaccess"))).toBe(false);
});

test("a link by file or by address stays valid if its target moves repeatedly", async () => {
  const links = may(2, { body: "[一](1.md) [二](/20220501-0000.html)" });
  const hrefs = (): string[] =>
    fixture.read("20220502-0000.html").match(/(?<=href=")[^"]*(?=">[一二])/g) ?? [];
  await fixture.build([may(1), links]);
  expect(hrefs()).toEqual(["20220501-0000.html", "20220501-0000.html"]);
  const first = { properties: { permalink: "a.html" }, aliases: ["20220501-0000.html"] };
  await fixture.build([may(1, first), links]);
  expect(hrefs()).toEqual(["a.html", "a.html"]);
  const second = { properties: { permalink: "b/" }, aliases: ["20220501-0000.html", "a.html"] };
  await fixture.build([may(1, second), links]);
  expect(hrefs()).toEqual(["b/", "b/"]);
  // Without the alias, the old address cannot be resolved
  await fixture.build([may(1, { properties: { permalink: "b/" } }), links]);
  expect(hrefs()).toEqual(["b/", "/20220501-0000.html"]);
});

test.each([
  ["at once", () => undefined],
  ["after a restart", () => fixture.freshRenderer()],
])("links to an old address lead to the post that has it now, %s", async (_name, restart) => {
  const links = may(3, { body: "[一](/old.html)" });
  const alias = { aliases: ["old.html"] };
  await fixture.build([may(1, alias), may(2), links]);
  expect(fixture.read("20220503-0000.html")).toContain('href="20220501-0000.html">一');
  fixture.renderer = restart() ?? fixture.renderer;
  await fixture.build([may(1), may(2, alias), links]);
  expect(fixture.read("20220503-0000.html")).toContain('href="20220502-0000.html">一');
});

test(".htaccess contains the redirects if enabled, and is removed with the last of them", async () => {
  fixture.settings = makeSettings({ redirects: { htaccess: true } });
  const posts = [
    may(1, { aliases: ["b.html", "/a/"] }),
    may(2, { aliases: ["20220501-0000.html", "c.html"] }),
  ];
  const { files } = await fixture.build(posts);
  expect(fixture.read(".htaccess").split("\n").slice(2, -2)).toEqual([
    'RedirectMatch 301 "^/diary/a/(index\\.html)?$" "https://example.com/diary/20220501-0000.html"',
    'RedirectMatch 301 "^/diary/b\\.html$" "https://example.com/diary/20220501-0000.html"',
    'RedirectMatch 301 "^/diary/c\\.html$" "https://example.com/diary/20220502-0000.html"',
  ]);
  expect(files.find(({ path }) => path === ".htaccess")?.group).toBe("list");
  expect(existsSync(join(fixture.outDir, "b.html"))).toBe(true);
  await fixture.build([may(1), may(2)]);
  expect(existsSync(join(fixture.outDir, ".htaccess"))).toBe(false);
});

test.each([
  ["two posts for one old address", { aliases: ["/old.html"] }, { aliases: ["OLD.html"] }, "OLD.html"],
  ["an old address where another post is", {}, { aliases: ["20220501-0000.HTML"] }, "20220501-0000.HTML"],
  ["an old address where a folder is", { aliases: ["a/b.html"] }, { aliases: ["a"] }, "a/index.html", "none"],
  [
    "an old address in the place of a folder",
    { aliases: ["a/b.html"] },
    { aliases: ["a/b.html/c.html"] },
    "a/b.html/c.html",
  ],
  ["decomposed and composed", { aliases: ["が.html"] }, { aliases: ["が.html".normalize("NFD")] }, "が.html"],
  ["a generated page", {}, { aliases: ["contents/"] }, "contents/index.html", "contents"],
])("%s", async (_name, first, second, address, owner?: string) => {
  const { problems } = await fixture.build([may(1, first), may(2, second)]);
  const file = "posts/hitokoto/2.md";
  const named = owner ?? `posts/hitokoto/1.md${"aliases" in first ? " (alias)" : ""}`;
  const values = { address, first: named, second: `${file} (alias)` };
  const collision = { code: "address.collision", severity: "error", file, values };
  expect(problems).toEqual(owner === "none" ? [] : [collision]);
});

test("with .htaccess, rules redirect old addresses at which no page can be", async () => {
  fixture.settings = makeSettings({ url: "https://example.com/", redirects: { htaccess: true } });
  const aliases = ["/?p=12", "/diary.cgi?id=3", "guest.php", "../up.html?a=1", '/?a="'];
  const { problems } = await fixture.build([may(1, { aliases }), may(2, { aliases: ["/?p=12"] })]);
  expect(problems.map(({ code, values }) => [code, values?.address])).toEqual([
    ["address.noRedirect", "../up.html?a=1"],
    ["address.noRedirect", '/?a="'],
  ]);
  const rules = fixture.read(".htaccess");
  expect(rules.match(/Rewrite(?:Cond|Rule) .*/g)).toHaveLength(4);
  expect(rules).toContain('RedirectMatch 301 "^/guest\\.php$" "https://example.com/20220501-0000.html"');
  expect(rules).not.toContain("up.html");
});

test("an invalid old address is reported; the post's own address and repeated ones are ignored", async () => {
  const aliases = ["/?p=12", "../up.html", "guest.php", "20220501-0000.html", "old.html", "/old.html"];
  const { problems } = await fixture.build([may(1, { aliases })]);
  expect(problems).toEqual(
    ["/?p=12", "../up.html", "guest.php"].map((address) => ({
      code: "address.noRedirect",
      severity: "warning",
      file: "posts/hitokoto/1.md",
      values: { path: "posts/hitokoto/1.md", address },
    })),
  );
});
