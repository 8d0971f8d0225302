import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type MovedFolder, movedFolder, pixel } from "../moved-folder.ts";
import { movableTypeSite, savedWordPress } from "./saved-sites.ts";

/** Returns folder, state, address and notes of each entry by its title. */
function entriesOf({ report }: MovedFolder): Record<string, string> {
  return Object.fromEntries(
    report.posts.map(({ title, state, path, oldPath, notes }) => [
      title,
      [path.split("/")[0], state, oldPath, ...notes].join(" "),
    ]),
  );
}

const inUtc = { settings: "title: x\ntimeZone: UTC\nsections:\n  hitokoto: { title: ひとこと }\n" };

test("a site of WordPress that wget saved: posts once, pages as pages, feeds without endings, no comments or copies", async () => {
  await using moved = await movedFolder(savedWordPress, { blogLanguage: "ja" });
  expect(moved.format).toBe("html");
  expect(entriesOf(moved)).toEqual({
    雨の日: "posts published /2014/05/03/ame/",
    花の日: "posts published /2014/05/04/hana/",
    "2014年5月": "pages published /2014/05/",
    庭: "pages published /category/niwa/",
    庭について: "pages published /about/",
    花と雨の記録: "pages draft / frontPage",
  });
  expect(moved.report.unused).toEqual([{ name: "wp-json/index.html", reason: "notAPage" }]);
  expect(moved.posts.get("雨の日")).toMatch(
    /^---\ntitle: 雨の日\ndate: 2014-05-03 10:15:00\nstatus: ready\naliases: \[\/\?p=12\]\npermalink: 2014\/05\/03\/ame\/\ntags: \[庭\]\nguid: https:\/\/niwa\.example\/\?p=12\nslug: ame\n---\n\n雨です。\n\n\[?!\[雨\]\(\.\.\/\.\.\/media\/2014\/05\/[\w-]+\.png\)\S*\n$/,
  );
  expect(moved.posts.get("花の日")).toMatch(
    /\ndate: 2014-05-04 00:30:00\n[\s\S]*\n---\n\n花です。\[雨の日\]\(20140503-1015\.md\)のあと。\n$/,
  );
  expect(moved.posts.get("庭について")).toMatch(
    /\nstatus: ready\npermalink: about\/\n[\s\S]*\n花子の庭です。\n$/,
  );
  expect([...moved.posts.values()].join()).not.toContain("コメントの文");
  expect(await moved.again()).toMatchObject({ add: 0, update: 0, unchanged: 6 });
});

test("a site of Movable Type in a blog of another time zone: dates, months of pictures, archives, three feeds", async () => {
  await using moved = await movedFolder(movableTypeSite, inUtc);
  expect(entriesOf(moved)).toEqual({
    はじめまして: "posts published /blog/archives/000001.html",
    五月の庭: "posts published /blog/archives/000002.html",
    雨やどり: "posts published /blog/archives/000003.html",
    "2003年04月 アーカイブ": "pages published /blog/archives/2003_04.html",
    "2003年05月 アーカイブ": "pages published /blog/archives/2003_05.html",
    はなの日記: "pages draft /blog/index.html frontPage script html",
  });
  expect(moved.report).toMatchObject({
    timeZone: "Asia/Tokyo",
    unused: [{ name: "index.xml", reason: "damagedFeed" }],
  });
  expect(moved.posts.get("五月の庭")).toMatch(
    /^---\ntitle: 五月の庭\ndate: 2003-05-01 07:20:00\+09:00\nstatus: ready\npermalink: blog\/archives\/000002\.html\ntags: \[庭\]\nguid: tag:nikki\.example,2003:\/blog\/1\.2\n---\n\nバラが咲いた。!\[バラ\]\(\.\.\/\.\.\/media\/2003\/05\/[\w-]+\.png\)\n\n前の\[日記\]\(20030430-2350\.md\)も。\n$/,
  );
});

test("dates in texts of Japanese pages are Japanese times, whatever the time zone of the blog", async () => {
  const page = (day: number): string =>
    `<html><head><title>五月${day}日</title></head><body><p>2003年5月${day}日 07:20</p><p>はれ${day}。</p></body></html>`;
  await using moved = await movedFolder({ "a.html": page(1), "b.html": page(2) }, inUtc);
  expect(moved.posts.get("五月1日")).toContain("\ndate: 2003-05-01 07:20:00+09:00\n");
});

test("the old front page gets one note, although the blog's own front page has its address", async () => {
  const page = (title: string): string =>
    `<html><head><title>${title}</title></head><body><p>${title}です。<a href="index.html">はじめ</a></p></body></html>`;
  const files = { "index.html": page("庭"), "about.html": page("紹介") };
  await using moved = await movedFolder(files, { settings: "title: x\nurl: https://niwa.example/\n" });
  expect(entriesOf(moved)).toMatchObject({ 庭: "pages draft /index.html frontPage" });
});

test("a page of 10 MB is named and not read, and links that lead out of the folder are not followed", async () => {
  const outside = await mkdtemp(join(tmpdir(), "hitofude-outside-"));
  const folder = await mkdtemp(join(tmpdir(), "hitofude-site-"));
  const page = (title: string, more: string): string =>
    `<html><head><title>${title}</title></head><body><h1>${title}</h1><p>文。</p>${more}</body></html>`;
  try {
    await writeFile(join(outside, "secret.html"), page("秘密", ""));
    await writeFile(join(outside, "secret.png"), pixel);
    await writeFile(
      join(folder, "index.html"),
      page("庭", '\n<a href="a.html">a</a> <a href="big.html">b</a> <a href="secret.html">c</a>'),
    );
    await writeFile(join(folder, "a.html"), page("一", '\n<img src="secret.png" alt="写真">'));
    await writeFile(join(folder, "big.html"), page("大きい", "<p>長い文。</p>\n".repeat(500_000)));
    await symlink(join(outside, "secret.html"), join(folder, "secret.html"));
    await symlink(join(outside, "secret.png"), join(folder, "secret.png"));
    await symlink(outside, join(folder, "linked"), "junction");
    await using moved = await movedFolder({}, { chosen: [folder] });
    expect(entriesOf(moved)).toEqual({
      一: "pages published /a.html pictureMissing",
      庭: "pages draft /index.html frontPage",
    });
    expect(moved.report.unused).toEqual([{ name: "big.html", reason: "tooLarge" }]);
    expect(moved.report.posts.flatMap(({ missing }) => missing)).toEqual([
      { address: "/secret.png", file: "a.html", line: 2 },
    ]);
    expect([...moved.posts.values()].join()).not.toContain("秘密");
  } finally {
    for (const place of [outside, folder]) await rm(place, { recursive: true, force: true });
  }
});
