import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import type { Answer } from "#contract/types/publish-run-types.ts";
import { openFiles, post, statePath, type TestBlog } from "../open-service.ts";

let blog: TestBlog;
afterEach(() => blog.close());

const settings = `title: 雨音
language: ja
theme: hitokoto
menu:
  - url: section:hibi # first
sections:
  # every day
  hibi:
    title: 日々 # kept
  tabi:
    title: 旅
    path: trip
header: "[日々](section:hibi)"
targets:
  practice:
    kind: practice
`;
const files = {
  "blog.yaml": settings,
  "posts/hibi/a.md": post("雨", "[続き](b.md)", 9),
  "posts/hibi/b.md": post("雪", "雪。", 10),
  "posts/hibi/draft.md": "---\ntitle: 下書き\nstatus: draft\n---\n下書き。\n",
  "posts/tabi/c.md": post("旅", "[雨](../hibi/a.md)", 11).replace("status", "section: hibi\nstatus"),
  "posts/tabi/d.md": post("山", "山。", 12),
  "pages/about.md": "---\ntitle: 私\n---\n[雨](../posts/hibi/a.md)\n",
};

const text = (path: string): Promise<string> => readFile(join(blog.folder, path), "utf8");
const page = async (path: string): Promise<string> => {
  const url = blog.service.overview.summary().targets[0]?.url;
  const answer = await fetch(new URL(path, url));
  return answer.ok ? answer.text() : String(answer.status);
};
const save = async (edited: string, redirect: boolean) => {
  const { hash } = await blog.service.blog.settingsFile.readText();
  return blog.service.settings.save({ text: edited, baseHash: hash, files: [], redirect });
};

test("a section is renamed with its folder, readers of its list are redirected, and one undo restores all", async () => {
  blog = await openFiles(files);
  await blog.publish();
  const published = new Map<string, string>();
  for (const path of Object.keys(files)) published.set(path, await text(path));
  const { sections } = blog.service.settings;
  expect(sections.movedByName({ from: "hibi", to: "days" }).pages).toBe(1);
  const outcome = await sections.rename({ from: "hibi", to: "days", redirect: true });
  expect(outcome.skipped).toEqual([]);
  expect(outcome.changed).toEqual([
    "posts/days/a.md",
    "posts/days/b.md",
    "posts/days/draft.md",
    "posts/tabi/c.md",
  ]);
  expect(existsSync(join(blog.folder, "posts/hibi/a.md"))).toBe(false);
  expect(await text("posts/days/a.md")).toBe(published.get("posts/hibi/a.md"));
  expect(await text("posts/tabi/c.md")).toContain("[雨](../days/a.md)");
  expect(await text("posts/tabi/c.md")).toContain("section: days\n");
  expect(await text("pages/about.md")).toContain("(../posts/days/a.md)");
  expect(await text("blog.yaml")).toBe(
    `${settings
      .replaceAll("section:hibi", "section:days")
      .replace("  hibi:", "  days:")}redirects:\n  lists:\n    sections/hibi: sections/days\n`,
  );
  await blog.publish();
  expect(await page("sections/days/")).toContain("雨");
  expect(await page("sections/hibi/")).toContain('content="0; url=../../sections/days/');
  expect(await page("20240506-0900.html")).toContain("続き");

  await blog.service.bulk.undo();
  for (const [path, before] of published) expect(await text(path), path).toBe(before);
});

test("a section that is renamed keeps what its new folder already has", async () => {
  blog = await openFiles({ ...files, "posts/days/a.md": post("前から", "前から。", 13) });
  await blog.service.settings.sections.rename({ from: "hibi", to: "days", redirect: false });
  expect(await text("posts/days/a.md")).toContain("前から");
  expect(await text("posts/days/a-2.md")).toContain("雨");
  const taken = { from: "tabi", to: "days", redirect: false };
  await expect(blog.service.settings.sections.rename(taken)).rejects.toMatchObject({
    code: "section.exists",
  });
  const invalid = { from: "tabi", to: "con", redirect: false };
  await expect(blog.service.settings.sections.rename(invalid)).rejects.toMatchObject({
    code: "blog.settingsInvalid",
  });
  expect(existsSync(join(blog.folder, "posts/tabi/d.md"))).toBe(true);
});

test("a path that moves published pages is counted, and its redirects lead there", async () => {
  blog = await openFiles(files);
  const moved = settings.replace("path: trip", "path: journey");
  // Nothing is published yet.
  expect(blog.service.settings.moved({ text: moved })).toEqual({ pages: 0 });
  await blog.publish();
  expect(blog.service.settings.moved({ text: settings.replace("title: 旅", "title: 旅行") })).toEqual({
    pages: 0,
  });
  expect(blog.service.settings.moved({ text: moved })).toEqual({ pages: 1 });
  await save(moved, true);
  expect(await text("blog.yaml")).toBe(`${moved}redirects:\n  lists:\n    trip: journey\n`);
  await blog.publish();
  expect(await page("journey/")).toContain("山");
  expect(await page("trip/")).toContain('content="0; url=../journey/');
  expect(await page("trip/rss.xml")).toContain("/journey/");
});

test("published posts without a fixed address are counted and redirected, too", async () => {
  blog = await openFiles(files);
  await blog.publish();
  const path = "posts/tabi/d.md";
  // Another program has removed the address that was fixed.
  await blog.service.blog.documents.edit(path, { permalink: null });
  const moved = settings.replace("    path: trip", '    path: trip\n    address: "{dd}.html"');
  expect(blog.service.settings.moved({ text: moved })).toEqual({ pages: 1 });
  await save(moved, true);
  expect(await text(path)).toContain("aliases: [trip/20240506-1200.html]\n");
  // The window saves its open document with the hash that it received last.
  const open = blog.eventsOf("post.changedOnDisk").findLast((file) => file.path === path);
  expect(open).toMatchObject({ hash: (await blog.service.blog.documents.read(path)).hash });
  await blog.publish();
  expect(await page("trip/06.html")).toContain("山");
  expect(await page("trip/20240506-1200.html")).toContain('content="0; url=../trip/06.html"');
});

test("without redirects, only what the author wrote is saved", async () => {
  blog = await openFiles(files);
  await blog.publish();
  const moved = settings.replace("path: trip", "path: journey");
  await save(moved, false);
  expect(await text("blog.yaml")).toBe(moved);
});

const hibi = "  hibi:\n    title: 日々\n";
const diary = `${hibi}    path: diary\n`;
const trip = "  tabi:\n    title: 旅\n    path: trip\n";
const tabi = "  tabi:\n    title: 旅\n";
const withSections = (sections: string): string =>
  `title: 雨音\nlanguage: ja\ntheme: hitokoto\n${sections === "" ? "" : "sections:\n"}${sections}targets:\n  practice:\n    kind: practice\n`;

test.each([
  ["the section without settings gets a path", "", diary.replace("hibi", "posts"), 1, "latest.html"],
  ["another section follows the only one", hibi, hibi + trip, 0, "latest.html"],
  ["the only section gets a path, and another follows", hibi, diary + trip, 0, "latest.html"],
  ["the path of a section changes", hibi + trip, hibi + trip.replace("trip", "tour"), 1, "trip/latest.html"],
  ["the posts of a section join another", hibi + trip, hibi, 2, "sections/hibi/latest.html"],
  ["the posts of a section without a path join another", hibi + tabi, hibi, 2, "sections/tabi/latest.html"],
])("no published address is lost when %s", async (_, before, after, moved, latest) => {
  const inTrip = before.includes("tabi");
  const folder = before === "" ? "posts/" : "posts/hibi/";
  blog = await openFiles({
    "blog.yaml": withSections(before),
    [`${folder}a.md`]: post("雨", "雨。", 9),
    [`${folder}b.md`]: post("雪", "雪。", 10),
    ...(inTrip ? { "posts/tabi/d.md": files["posts/tabi/d.md"] } : {}),
  });
  await blog.publish();
  const htdocs = statePath(blog.folder, "practice-site/server/htdocs");
  const online = await readdir(htdocs, { recursive: true });
  const pages = online.filter((name) => /\.(?:html|xml|json)$/.test(name));
  expect(pages).toContain(latest);
  const joins = inTrip && after === hibi;
  if (joins) await blog.service.blog.documents.edit("posts/tabi/d.md", { section: "hibi" });
  expect(blog.service.settings.moved({ text: withSections(after) })).toEqual({ pages: moved });
  await save(withSections(after), true);
  // A publish asks before it removes pages.
  const asked: unknown[] = [];
  const ask = async (question: unknown): Promise<Answer> => {
    asked.push(question);
    return { accept: true, answers: [], remember: false };
  };
  await blog.service.publishing.run({ target: undefined, review: false, signal: new Cancellation(), ask });
  const lost = [];
  for (const path of pages) if (/^\d+$/.test(await page(encodeURI(path)))) lost.push(path);
  expect(lost).toEqual([]);
  expect(asked).toEqual([]);
  // The page still leads to the newest post, and no rule of the server leads elsewhere.
  expect(await page(latest)).toContain(inTrip ? "-1200.html" : "-1000.html");
  expect(await page(".htaccess")).not.toContain("latest");
});
