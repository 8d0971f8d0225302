import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { createSiteModel } from "#engine/site/model/site-models.ts";
import { green, jpeg, quarters, red } from "../media/images/test-images.ts";
import { inJapan, makeSettings } from "../make-post.ts";
import { SiteFixture } from "../site-fixture.ts";

const key = "0123456789abcdef0123456789abcdef";
const page = `d/${key}/index.html`;
const photo = await jpeg(quarters(1200, 800, [red, green, green, red]));

function written(path: string, lines: readonly string[], body: string): Post {
  const text = ["---", ...lines, "---", "", body, ""].join("\n");
  return parsePost({ path, bytes: Buffer.from(text), settings: makeSettings() });
}

const may = (day: number, lines: readonly string[], body: string): Post =>
  written(
    `posts/hitokoto/0${day}.md`,
    [`title: ${day}日`, `date: 2022-05-0${day} 00:00:00`, "tags: [茶]", ...lines],
    body,
  );

const shared = (until: string, ...lines: string[]): string[] => [
  "title: 内緒の話",
  "status: draft",
  `shareKey: "${key}"`,
  `shareUntil: ${until}`,
  ...lines,
];
const facts = [
  "date: 2022-05-03 00:00:00",
  "tags: [茶, 秘密]",
  "category: 内緒",
  "series: 旅",
  "pinned: true",
  "aliases: [old-secret.html]",
  "relations: [{ kind: reply, to: posts/hitokoto/01.md }]",
];
const body =
  "秘密の本文です。\n\n![山](/media/2022/05/mountain.jpg)\n\n[一日](01.md) [下書き](09.md) [自分](03.md)\n";
const secret = (until: string, ...lines: string[]): Post =>
  written("posts/hitokoto/03.md", shared(until, ...lines), body);
const other = written("posts/hitokoto/09.md", ["title: 別の下書き", "status: draft"], "別の本文です。");
const published = [
  may(1, ["relations: [{ kind: see-also, to: posts/hitokoto/03.md }]"], "[三日](03.md) も読んでください。"),
  may(2, [], "二日の文です。"),
];

let fixture: SiteFixture;
beforeEach(() => {
  fixture = new SiteFixture();
  fixture.put("media/2022/05/mountain.jpg", photo);
});
afterEach(() => fixture.remove());

/** Returns the paths of the output whose names or contents match. */
function filesWith(pattern: RegExp): string[] {
  return [...fixture.contents()].flatMap(([path, text]) =>
    pattern.test(path) || pattern.test(text) ? [path] : [],
  );
}

describe.each(["hitokoto", "fude", "kami", "koyomi"])("in the theme %s", (theme) => {
  beforeEach(() => {
    fixture.setBuiltInThemes();
    fixture.settings = makeSettings({ theme, share: [{ service: "x" }] });
  });

  test("a shared draft has only its page, and nothing else on the site leads to it", async () => {
    const result = await fixture.build([...published, secret("2024-06-08 12:00:00", ...facts), other]);
    expect(filesWith(new RegExp(key))).toEqual([page]);
    expect(filesWith(/内緒|秘密|old-secret/)).toEqual([page]);
    expect(filesWith(/別の本文|別の下書き/)).toEqual([]);
    // Servers that list a folder without a page would list the secret addresses in this folder.
    expect(fixture.read("d/index.html")).toContain("</html>");
    expect(Object.keys(result.posts)).toEqual(["posts/hitokoto/01.md", "posts/hitokoto/02.md"]);
    expect(result.shared).toMatchObject({ "posts/hitokoto/03.md": { address: page } });

    const html = fixture.read(page);
    expect(html).toContain("秘密の本文です。");
    expect(html).toContain("ほかの人に教えないでください");
    expect(html).toContain('<meta name="robots" content="noindex">');
    expect(html).toContain('<meta name="referrer" content="no-referrer">');
    expect(html).not.toMatch(/rel="canonical"|og:url|application\/ld\+json|intent\/(?:post|tweet)/);
    expect(html).toContain('href="../../20220501-0000.html"');
    expect(html).not.toContain("別の下書き");
    expect(html).toMatch(/src="\.\.\/\.\.\/media\/2022\/05\/mountain\.jpg"/);
    const media = new Set(result.files.map(({ path }) => path));
    for (const [, path = ""] of html.matchAll(/\.\.\/\.\.\/(media\/[^\s"]+)/g)) expect(media).toContain(path);
    expect([...media].filter((path) => path.startsWith("media/")).length).toBeGreaterThan(1);
  });
});

test("after its time the page is gone with the next build, and so are its pictures", async () => {
  const posts = [...published, secret("2024-06-08 12:00:00"), other];
  await fixture.build(posts);
  expect(existsSync(join(fixture.outDir, page))).toBe(true);
  const before = await fixture.build(published, join(fixture.folder, "without"));

  fixture.now = inJapan("2024-06-08T12:00:00").time;
  const after = await fixture.build(posts);
  expect(existsSync(join(fixture.outDir, page))).toBe(false);
  expect(after.shared).toEqual({});
  const pathsOf = ({ files }: typeof after): string[] => files.map(({ path }) => path).sort();
  expect(pathsOf(after)).toEqual(pathsOf(before));
  expect(fixture.contents()).toEqual(fixture.contents(join(fixture.folder, "without")));
});

test("an edit of a shared draft changes its page and no other file, even beside a page of the author", async () => {
  const until = "2024-06-08 12:00:00";
  const own = written("pages/d.md", ["permalink: d/"], "自分のページ");
  const { problems } = await fixture.build([...published, secret(until), own]);
  expect(problems.filter(({ severity }) => severity === "error")).toEqual([]);
  expect(fixture.read("d/index.html")).toContain("自分のページ");
  await fixture.build([...published, secret(until)]);
  const before = fixture.contents();
  const edited = written("posts/hitokoto/03.md", shared(until), `${body}\n直しました。`);
  await fixture.build([...published, edited]);
  const after = fixture.contents();
  expect([...after].filter(([path, text]) => before.get(path) !== text).map(([path]) => path)).toEqual([
    page,
  ]);
  fixture.renderer = fixture.freshRenderer();
  const renamed = written("posts/hitokoto/03.md", [...shared(until).slice(1), "title: 新しい題"], body);
  await fixture.build([...published, renamed]);
  expect(fixture.read(page)).toContain("新しい題");
});

test("a draft without a valid secret address, or in a section with a password, has no page", () => {
  const settings = makeSettings({
    sections: { hitokoto: { title: "鍵", path: "k", password: { user: "a", hash: "$2y$10$x" } } },
  });
  const sharedOf = (post: Post, of = makeSettings()): number =>
    createSiteModel([post], { settings: of, now: fixture.now, preview: null }).shared.length;
  const valid = secret("2024-06-08 12:00:00");
  expect(sharedOf(valid)).toBe(1);
  expect(sharedOf(valid, settings)).toBe(0);
  expect(sharedOf(secret("2024-06-01 11:59:59"))).toBe(0);
  for (const lines of [
    ["shareKey: abc", "shareUntil: 2024-06-08"],
    [`shareKey: ../../${key.slice(6)}`, "shareUntil: 2024-06-08"],
    [`shareKey: "${key}"`],
    [`shareKey: "${key}"`, "shareUntil: never"],
  ]) {
    const post = written("posts/hitokoto/03.md", ["status: draft", ...lines], "文");
    expect(post.problems.map(({ code }) => code)).toContain("post.fieldInvalid");
    expect(sharedOf(post)).toBe(0);
  }
  const scheduled = [`shareKey: "${key}"`, "shareUntil: 2024-06-08", "date: 2024-06-05 00:00:00"];
  expect(sharedOf(written("posts/hitokoto/03.md", scheduled, "文"))).toBe(1);
  const ready = [`shareKey: "${key}"`, "shareUntil: 2024-06-08", "date: 2024-05-05 00:00:00"];
  expect(sharedOf(written("posts/hitokoto/03.md", ready, "文"))).toBe(0);
});
