import { chmod, mkdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { trustFolder } from "#tests/support/trusted-folder.ts";
import { type ApacheServer, hasApache, startApache } from "../../../../support/servers/apache-server.ts";
import { runHere } from "../../cli/run-here.ts";
import { movedFolder } from "../moved-folder.ts";
import { diaryOf1999, generatedSite } from "./old-sites.ts";

test("a site that stays: a page with links by years, and a list of its files, below the blog's folder", async () => {
  await using moved = await movedFolder(generatedSite, { inPlace: true, blogLanguage: "ja" });
  expect(moved.report).toMatchObject({ counts: { add: 1 }, oldFiles: 10 });
  expect(moved.posts.get("これまでのページ")).toBe(`---
title: これまでのページ
status: ready
slug: older-pages
---

## 2024

- 2024-05-07 [雨](/notes/2024/05/07/rain/)
- 2024-05-06 [お茶](/notes/2024/05/06/tea/)

## そのほかのページ

- [このサイト](/notes/about/)
`);
  const list = await moved.read("old-files.txt");
  expect(list.split("\n").filter((line) => line !== "" && !line.startsWith("#"))).toEqual([
    "notes/2024/05/06/tea/index.html",
    "notes/2024/05/06/tea/photo.png",
    "notes/2024/05/07/rain/index.html",
    "notes/2024/05/08/draft/index.html",
    "notes/about/index.html",
    "notes/feed.xml",
    "notes/files/list.pdf",
    "notes/index.html",
    "notes/old/tea.html",
    "notes/tags/tea/index.html",
  ]);
  await writeFile(join(moved.blog, "old-files.txt"), `${list}by-hand.html\n`);
  expect(await moved.again()).toMatchObject({ add: 0, update: 0, unchanged: 1 });
  expect(await moved.read("old-files.txt")).toBe(`${list}by-hand.html\n`);
  // What the author has added stays, so that no publish replaces that file on the server.
  await moved.undo();
  const left = (await moved.read("old-files.txt")).split("\n").filter((line) => !line.startsWith("#"));
  expect(left).toEqual(["by-hand.html", ""]);
});

test("a site that stays: pages that needed a password are not in the list", async () => {
  const page = (title: string, link: string): string =>
    `<html><head><title>${title}</title></head><body><h1>${title}</h1><p>文。</p><a href="${link}">次</a></body></html>`;
  const files = {
    "index.html": page("庭", "open.html"),
    "open.html": page("公開", "members/a.html"),
    "members/.htaccess": "AuthType Basic\nAuthUserFile /home/hanako/.htpasswd\nRequire valid-user\n",
    "members/a.html": page("会員だけ", "../index.html"),
    "data/.htaccess": '<Files "*.log">\nDeny from all\n</Files>\n',
    "data/b.html": page("資料", "../index.html"),
    "more.html": page("続き", "data/b.html"),
  };
  await using moved = await movedFolder(files, { inPlace: true, blogLanguage: "ja" });
  const list = moved.posts.get("これまでのページ") ?? "";
  expect(list).toMatch(/公開[\s\S]*資料|資料[\s\S]*公開/);
  expect(list).not.toContain("会員だけ");
  const kept = await moved.read("old-files.txt");
  expect(kept).toContain("members/a.html\n");
  expect(kept).not.toContain(".htaccess");
});

describe.runIf(hasApache)("a blog beside an old site", () => {
  let server: ApacheServer;
  beforeAll(async () => {
    server = await startApache();
  });
  afterAll(() => server.stop());

  test("no publish touches an old file, and old and new pages answer", async () => {
    const before = new Date(946_684_800_000);
    for (const [path, content] of Object.entries({ ...diaryOf1999, "rss.xml": "<rss/>" })) {
      const file = join(server.documentRoot, path);
      await mkdir(dirname(file), { recursive: true });
      await chmod(dirname(file), 0o755);
      await writeFile(file, content);
      await utimes(file, before, before);
    }
    const files = { ...diaryOf1999, "rss.xml": "<rss/>" };
    await using moved = await movedFolder(files, { inPlace: true, blogLanguage: "ja" });
    const post = (title: string, name: string, more = ""): Promise<void> =>
      writeFile(
        join(moved.blog, "posts/hitokoto", name),
        `---\ntitle: ${title}\ndate: 2026-05-06 09:00:00\n${more}---\n\n新しい話です。\n`,
      );
    const target = `    kind: folder\n    directory: ${server.documentRoot}\n    url: ${server.url}\n`;
    const settings = `title: 庭\nurl: ${server.url}\nsections:\n  hitokoto: { title: ひとこと }\nmenu:\n  - url: site:feed\nparts: { include: none }\ndefaultTarget: live\ntargets:\n  live:\n${target}`;
    await writeFile(join(moved.blog, "blog.yaml"), settings);
    await mkdir(join(moved.blog, "posts/hitokoto"), { recursive: true });
    await post("新しい記事", "20260506-0900.md");
    await trustFolder(moved.blog);
    const publish = () => runHere(["publish", "--yes", moved.blog]);
    expect(await publish()).toMatchObject({
      code: 0,
      stderr: expect.not.stringContaining("Not as you published"),
    });
    expect((await runHere(["check", moved.blog])).stderr).toContain(
      "because files of your old site stay at the same addresses: index.html, rss.xml",
    );
    for (const [path, content] of Object.entries(files)) {
      expect(Buffer.compare(await readFile(join(server.documentRoot, path)), Buffer.from(content))).toBe(0);
      expect([path, (await stat(join(server.documentRoot, path))).mtimeMs]).toEqual([path, before.getTime()]);
    }
    const read = async (path: string): Promise<string> => {
      const answer = await fetch(server.url + path);
      expect([path, answer.status]).toEqual([path, 200]);
      return new TextDecoder(
        path.startsWith("20260506") || path === "older-pages.html" ? "utf-8" : "shift_jis",
      ).decode(await answer.arrayBuffer());
    };
    expect(await read("")).toContain("<FRAMESET");
    expect(await read("diary/9905.html")).toContain("花が咲いた。");
    const page = await read("20260506-0900.html");
    expect(page).toContain("新しい話です。");
    // The feed of the old site stays at rss.xml, so the blog names its other feeds.
    expect(page).toContain('href="atom.xml"');
    expect(page).toMatch(/<a href="atom\.xml"[^>]*>Atom<\/a>/);
    expect(page).not.toContain("rss.xml");
    expect(await read("older-pages.html")).toContain('href="/diary/9905.html"');

    await post("古いページと同じアドレス", "other.md", "permalink: diary/9905.html\n");
    expect((await publish()).code).toBe(1);
    expect((await runHere(["check", moved.blog])).stderr).toContain(
      "old-files.txt and posts/hitokoto/other.md would have the same address, diary/9905.html.",
    );
    expect(await read("diary/9905.html")).toContain("花が咲いた。");
  });
});
