import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { hasApache, startApache } from "../../../../support/servers/apache-server.ts";
import { openFiles, settings, statePath, type TestBlog } from "../open-service.ts";

const a = "posts/hibi/a.md";
const b = "posts/hibi/b.md";
const c = "posts/hibi/c.md";
const draft = "posts/hibi/draft.md";

const files = {
  "blog.yaml": `# mine\n${settings}`,
  [a]: "---\ntitle:   雨 # kept\ntags: [ 旅,  '雨' ] # t\ndate: 2024-05-06 09:00:00\nstatus: ready\n---\n雨。\n",
  [b]: '\uFEFF---\r\ntitle: 雪\r\ndate: 2024/5/6 10:05\r\ntags:\r\n- "Trip" # b\r\n- 旅行\r\nseries: { name: 冬, part: 2 }\r\n---\r\n雪。\r\n',
  [c]: '+++\ntitle = "月"\ndate = 2024-05-06T11:00:00+09:00\ntags = ["trip"] # c\ncategory = \'日記\'\nstatus = "ready"\n+++\n月。\n',
  [draft]: "---\ntitle: 下書き\ntags: [旅]\ncategory: 未定\nstatus: draft\n---\n",
};

let blog: TestBlog;
afterEach(() => blog.close());

const text = (path: string): Promise<string> => readFile(join(blog.folder, path), "utf8");
const change = (
  names: string[],
  to: string | null,
  kind: "tags" | "categories" | "series" = "tags",
): ReturnType<TestBlog["service"]["terms"]["change"]> =>
  blog.service.terms.change({ kind, names, to, redirect: true }, []);

test("names are listed with their posts and drafts, in all spellings", async () => {
  blog = await openFiles(files);
  const { tags, categories, series, moved } = blog.service.terms.list();
  const facts = (terms: typeof tags): unknown =>
    terms.map(({ name, posts, drafts }) => [name, posts, drafts]);
  expect(facts(tags)).toEqual([
    ["Trip", 2, 0],
    ["雨", 1, 0],
    ["旅", 2, 1],
    ["旅行", 1, 0],
  ]);
  expect(facts(categories)).toEqual([
    ["日記", 1, 0],
    ["未定", 1, 1],
  ]);
  expect(facts(series)).toEqual([["冬", 1, 0]]);
  expect(moved).toEqual([]);
});

test("a post that another program has just deleted is not listed as left unchanged", async () => {
  blog = await openFiles(files);
  await rm(join(blog.folder, draft));
  const outcome = await change(["旅"], "旅行");
  expect(outcome).toEqual({ changed: [a], unchanged: 0, skipped: [] });
});

test("tags are merged in every notation, only their bytes change, and one undo restores every file", async () => {
  blog = await openFiles(files);
  await blog.publish();
  expect(blog.service.terms.list().tags.find(({ name }) => name === "旅")?.isOnline).toBe(true);
  const before = await Promise.all(Object.keys(files).map(text));
  const at = (path: keyof typeof files): string => before[Object.keys(files).indexOf(path)] ?? "";
  const outcome = await change(["旅", "Trip"], "旅行");
  expect(outcome).toEqual({ changed: [a, b, c, draft], unchanged: 0, skipped: [] });
  expect(await text(a)).toBe(at(a).replace("[ 旅,", "[ 旅行,"));
  expect(await text(b)).toBe(at(b).replace('- "Trip" # b\r\n- 旅行\r\n', '- "旅行" # b\r\n'));
  expect(await text(c)).toBe(at(c).replace('"trip"', '"旅行"'));
  expect(await text(draft)).toBe(at(draft).replace("旅", "旅行"));
  expect(await text("blog.yaml")).toBe(
    `${at("blog.yaml")}redirects:\n  lists:\n    tags/trip: tags/旅行\n    tags/旅: tags/旅行\n`,
  );
  expect(blog.eventsOf("bulk.progress").at(-1)).toEqual({ stage: "write", done: 4, total: 4 });
  expect(blog.eventsOf("blog.changed").at(-1)?.tags).toEqual(["雨", "旅行"]);
  blog = await blog.reopen();
  expect(await blog.service.bulk.undo()).toEqual({
    changed: [a, b, c, draft],
    unchanged: 0,
    skipped: [],
  });
  expect(await Promise.all(Object.keys(files).map(text))).toEqual(before);
});

test("a post of Hugo is in the lists of all its categories, and any of them can be renamed", async () => {
  const post = '---\ntitle: 雨\ndate: 2024-05-06\ncategories: [日記, "庭", 旅] # c\n---\n雨。\n';
  blog = await openFiles({ "blog.yaml": settings, [a]: post });
  expect(blog.service.terms.list().categories.map(({ name, posts }) => [name, posts])).toEqual([
    ["庭", 1],
    ["日記", 1],
    ["旅", 1],
  ]);
  await blog.publish();
  const htdocs = statePath(blog.folder, "practice-site", "server", "htdocs");
  for (const name of ["日記", "庭", "旅"])
    expect(await readFile(join(htdocs, "categories", name, "index.html"), "utf8")).toContain("雨");
  await change(["庭"], "花", "categories");
  expect(await text(a)).toContain('categories: [日記, "花", 旅] # c\n');
});

test("a later rename leads from all former folders, and a name that is used again ends its redirect", async () => {
  blog = await openFiles(files);
  await change(["旅"], "旅行");
  await change(["旅行"], "道");
  expect(blog.service.blog.settings.redirects.lists).toEqual({
    "tags/旅": "tags/道",
    "tags/旅行": "tags/道",
  });
  await change(["道"], "旅");
  expect(blog.service.blog.settings.redirects.lists).toEqual({
    "tags/旅行": "tags/旅",
    "tags/道": "tags/旅",
  });
  await blog.service.terms.removeRedirect("tags/旅行");
  await blog.service.terms.removeRedirect("tags/道");
  expect(await text("blog.yaml")).toBe(files["blog.yaml"]);
});

test("a deleted category leads to the list of categories, and a series keeps the numbers of its parts", async () => {
  blog = await openFiles(files);
  await change(["日記", "未定"], null, "categories");
  expect(blog.service.terms.list().categories).toEqual([]);
  expect(await text(c)).not.toContain("category");
  expect(blog.service.blog.settings.redirects.lists).toEqual({ "categories/日記": "categories" });
  await change(["冬"], "春", "series");
  expect(await text(b)).toContain("series: { name: 春, part: 2 }\r\n");
});

test("links of the settings follow a new name, and names that only the settings have are listed", async () => {
  const links = "menu:\n  - url: tag:旅 # m\n  - { label: x, url: 'category:料理' }\n";
  blog = await openFiles({
    ...files,
    "blog.yaml": `${files["blog.yaml"]}${links}header: "[道](tag:旅)"\n`,
  });
  expect(blog.service.terms.list().categories).toContainEqual({
    name: "料理",
    posts: 0,
    drafts: 0,
    isOnline: false,
  });
  await blog.service.terms.change({ kind: "tags", names: ["旅"], to: "散歩", redirect: false }, []);
  expect(await text("blog.yaml")).toContain(
    `${links.replace("tag:旅", "tag:散歩")}header: "[道](tag:${encodeURI("散歩")})"\n`,
  );
  await change(["料理"], "食", "categories");
  expect(await text("blog.yaml")).toContain("url: 'category:食'");
  await blog.service.bulk.undo();
  await blog.service.bulk.undo();
  expect(await text("blog.yaml")).toContain(`${links}header: "[道](tag:旅)"\n`);
});

test("posts with unsaved text are left as they are", async () => {
  blog = await openFiles(files);
  const outcome = await blog.service.terms.change(
    { kind: "tags", names: ["旅"], to: "道", redirect: false },
    [a],
  );
  expect(outcome.changed).toEqual([draft]);
  expect(await text(a)).toBe(files[a]);
  expect(await text("blog.yaml")).toBe(files["blog.yaml"]);
});

test("on the published site, the former list leads to the new one, and its feed stays", async () => {
  const many = Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [
      `posts/hibi/m${at}.md`,
      `---\ntitle: m${at}\ndate: 2024-04-${at + 10} 09:00:00\ntags: [旅]\nstatus: ready\n---\n${at}\n`,
    ]),
  );
  blog = await openFiles({ ...files, ...many });
  await blog.publish();
  const url = blog.service.overview.summary().targets[0]?.url;
  const get = (path: string): Promise<Response> => fetch(new URL(path, url));
  expect(await (await get("tags/旅/rss.xml")).text()).toContain("<title>m11</title>");
  await change(["旅"], "旅行");
  await blog.publish();
  expect((await get("tags/旅行/")).status).toBe(200);
  const former = await (await get("tags/旅/")).text();
  expect(former).toContain('content="0; url=../../tags/%E6%97%85%E8%A1%8C/"');
  const feed = await (await get("tags/旅/rss.xml")).text();
  expect(feed).toBe(await (await get("tags/旅行/rss.xml")).text());
  expect(feed).toContain(`href="${new URL("tags/旅行/rss.xml", url).href}"`);
  // A later publish keeps the redirect page and the feed at the old address.
  await blog.write(a, (await text(a)).replace("雨。", "大雨。"));
  blog = await blog.reopen();
  await blog.publish();
  expect(await (await get("tags/旅/")).text()).toContain("%E6%97%85%E8%A1%8C/");
  expect(await (await get("tags/旅/rss.xml")).text()).toContain("<title>m11</title>");
});

describe.runIf(hasApache)("Apache", () => {
  test("answers the former addresses of a list and of its feed with 301", async () => {
    const server = await startApache();
    const target = `  web:\n    kind: folder\n    directory: ${server.documentRoot}\n    url: ${server.url}\n`;
    const yaml = `${settings}${target}defaultTarget: web\nredirects:\n  htaccess: true # own\nfeeds:\n  tags: all\n`;
    blog = await openFiles({ ...files, "blog.yaml": yaml });
    blog.service.events.forwardTo({
      emit: (name, payload) => {
        if (name !== "publish.question" || !("id" in payload)) return;
        blog.service.publishing.answer(payload.id, { accept: true, answers: [], remember: false });
      },
    });
    try {
      await blog.publish();
      const get = (path: string): Promise<Response> =>
        fetch(new URL(path, server.url), { redirect: "manual" });
      expect((await get("tags/旅/")).status).toBe(200);
      await change(["旅", "旅行"], "旅の記録");
      await blog.publish();
      for (const [from, to] of [
        ["tags/旅/", "tags/旅の記録/"],
        ["tags/旅/index.html", "tags/旅の記録/"],
        ["tags/旅/rss.xml", "tags/旅の記録/rss.xml"],
        ["tags/旅行/rss.xml", "tags/旅の記録/rss.xml"],
      ] as const) {
        const answer = await get(from);
        expect([from, answer.status]).toEqual([from, 301]);
        expect(decodeURI(answer.headers.get("location") ?? "")).toBe(server.url + to);
        expect((await fetch(new URL(from, server.url))).status).toBe(200);
      }
    } finally {
      await server.stop();
    }
  });
});
