import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { openFiles, post, settings, type TestBlog } from "../open-service.ts";

let blog: TestBlog;
afterEach(() => blog.close());

const read = (path: string): Promise<string> => readFile(join(blog.folder, path), "utf8");

test("two posts that are created for publishing in one minute get two addresses", async () => {
  blog = await openFiles({});
  const make = (body: string) => blog.service.posts.create({ kind: "post", status: "ready", body });
  const [first, second] = [await make("ひとつ。\n"), await make("ふたつ。\n")];
  // A new minute may begin between the two
  if (first.path.slice(0, 24) === second.path.slice(0, 24)) {
    expect(second.address).toBe(first.address.replace(".html", "-2.html"));
  }
  expect(second.properties.status).toBe("ready");
  const result = await blog.publish();
  expect(result.uploaded).toBeGreaterThan(0);
  for (const [{ address }, words] of [
    [first, "ひとつ。"],
    [second, "ふたつ。"],
  ] as const) {
    expect(await (await fetch(result.siteUrl + address)).text()).toContain(words);
  }
});

test("a reply names the original post, which shows the reply", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "静かな雨です。") });
  const made = await blog.service.posts.create({
    kind: "post",
    title: "「雨」へのコメント返し",
    status: "ready",
    items: [{ list: "relations", kind: "reply", to: "posts/hibi/a.md" }],
    body: "お返事です。\n",
  });
  expect(await read(made.path)).toContain("relations:\n  - { kind: reply, to: posts/hibi/a.md }\n");
  const { siteUrl } = await blog.publish();
  const page = await (await fetch(`${siteUrl}20240506-0900.html`)).text();
  expect(page.replace(/<[^>]+>/g, "")).toContain("(➡コメント返し");
});

test("an addition is among the recent updates only if readers are notified", async () => {
  blog = await openFiles({
    "blog.yaml": `${settings}front: { posts: 1, recentUpdates: 1 }\n`,
    "posts/hibi/a.md": post("雨", "静かな雨です。", 8),
    "posts/hibi/b.md": post("雪", "積もった雪です。", 9),
  });
  const add = async (changes: { updated?: string }): Promise<void> => {
    const { path, frontMatter, body, hash } = await blog.service.posts.open("posts/hibi/a.md");
    const edited = blog.service.posts.editProperties({
      path,
      frontMatter,
      changes,
      items: [{ list: "revisions", date: "2024-06-01", note: `追記 ${changes.updated ?? "なし"}` }],
    });
    const { frontMatter: written } = edited;
    await blog.service.posts.save({ path, frontMatter: written, body, baseHash: hash, force: false });
  };
  const atom = async (url: string): Promise<string> => (await fetch(`${url}atom.xml`)).text();
  await add({});
  const quiet = await blog.publish();
  const front = await (await fetch(quiet.siteUrl)).text();
  expect(recentUpdates(front)).toContain("雪");
  expect(recentUpdates(front)).not.toContain("雨<");
  expect(await atom(quiet.siteUrl)).not.toContain("<updated>2024-06-01");
  expect(await (await fetch(`${quiet.siteUrl}20240506-0800.html`)).text()).toContain("追記 なし");

  await add({ updated: "2024-06-01 10:00:00" });
  const published = await blog.publish();
  expect(recentUpdates(await (await fetch(published.siteUrl)).text())).toContain("雨");
  expect(await atom(published.siteUrl)).toContain("<updated>2024-06-01T10:00:00+09:00");
});

function recentUpdates(html: string): string {
  return html.slice(html.indexOf("最近の更新"));
}

test("notices are read, previewed before they are saved, saved without other changes, and kept as versions", async () => {
  const yaml = `${settings}notices:\n  - text: 引っ越しました。 # 残す\n# つづき\nlinks: []\n`;
  blog = await openFiles({ "blog.yaml": yaml, "posts/hibi/a.md": post("雨", "静かな雨です。") });
  const { notices } = blog.service.settings;
  const stored = await notices.read();
  expect(stored.notices).toEqual([{ text: "引っ越しました。" }]);

  const typed = { text: "**休み**ます。", at: "2024-08-13 09:00" };
  expect((await notices.preview([typed])).url).toBe("site://test/20240506-0900.html?preview=blog.yaml");
  const shown = await blog.service.preview.respond("/20240506-0900.html", "blog.yaml");
  const page = new TextDecoder().decode(shown.body);
  expect(page).toContain("<strong>休み</strong>ます。");
  expect(page).toContain("[2024/8/13 9:00]");
  expect(new TextDecoder().decode((await blog.service.preview.respond("/", null)).body)).not.toContain(
    "休み",
  );

  const kept = { text: "引っ越しました。", from: 0 };
  const saved = await notices.save({ notices: [kept, { ...typed, from: null }], baseHash: stored.hash });
  expect(await read("blog.yaml")).toBe(
    yaml.replace("# つづき", '  - text: "**休み**ます。"\n    at: 2024-08-13 09:00\n# つづき'),
  );
  expect(blog.service.blog.settings.notices).toHaveLength(2);
  expect(blog.eventsOf("preview.stale")).toHaveLength(1);
  expect(await blog.service.blog.history.list("blog.yaml")).toHaveLength(2);
  const { siteUrl } = await blog.publish();
  expect(await (await fetch(siteUrl)).text()).toContain("<strong>休み</strong>ます。");

  await writeFile(join(blog.folder, "blog.yaml"), `${yaml}# elsewhere\n`);
  await expect(notices.save({ notices: [], baseHash: saved.hash })).rejects.toMatchObject({
    code: "blog.settingsChanged",
  });
  expect(await read("blog.yaml")).toBe(`${yaml}# elsewhere\n`);
});

test("notices that an edit would damage are not edited", async () => {
  blog = await openFiles({ "blog.yaml": `${settings}notices:\n  - text: [a]\n` });
  await expect(blog.service.settings.notices.read()).rejects.toMatchObject({ code: "blog.settingsInvalid" });
  await blog.write("blog.yaml", `${settings}notices: [\n`);
  await expect(blog.service.settings.notices.read()).rejects.toMatchObject({ code: "blog.settingsSyntax" });
});

test("a post with its date in the name of its file keeps this date when it becomes ready", async () => {
  const [one, other] = ["posts/hibi/2019-05-01-rain.md", "posts/hibi/2019-05-02-snow.md"];
  blog = await openFiles({
    [one]: "---\ntitle: 雨\npublished: false\n---\n\n雨。\n",
    [other]: "---\ntitle: 雪\npublished: false\n---\n\n雪。\n",
  });
  const file = await blog.service.posts.setStatus(one, "ready");
  expect(await read(one)).toBe("---\ntitle: 雨\npublished: true\n---\n\n雨。\n");
  expect([file.state, file.address]).toEqual(["ready", "20190501-0000.html"]);
  await blog.service.bulk.change([other], { status: "ready" });
  expect(await read(other)).toBe("---\ntitle: 雪\npublished: true\n---\n\n雪。\n");
});
