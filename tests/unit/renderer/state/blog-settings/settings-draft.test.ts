import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { merged } from "#renderer/state/blog-settings/setting-values.ts";
import { SettingsDraft } from "#renderer/state/blog-settings/settings-draft.ts";
import { serveEngine } from "../../support/served-engine.ts";
import { editedBlog } from "./edited-blog.ts";

const file =
  "title: 雨音 # mine\nlanguage: ja\n# links\nlinks:\n  - label: a\n    url: /a\nsections:\n  hibi:\n    title: 日々\n";
let open: Awaited<ReturnType<typeof editedBlog>>;
const start = async (text = file) => {
  open = await editedBlog(text);
  return open;
};
afterEach(() => open.blog.close());

test("a change is shown before it is saved: in the text and on the page, not in the file", async () => {
  const { blog, draft, set, text } = await start();
  set(["title"], "晴れ");
  set(["search"], false);
  draft.showPage("post");
  await expect.poll(() => draft.store.getState().page?.version).toBe(2);
  const { page, text: edited, isChanged } = draft.store.getState();
  expect(edited).toBe(`${file.replace("雨音", "晴れ")}search: false\n`);
  expect(isChanged).toBe(true);
  expect(await text()).toBe(file);
  const url = new URL(page?.url ?? "");
  const answer = await blog.service.preview.respond(url.pathname, url.searchParams.get("preview"));
  expect(Buffer.from(answer.body).toString()).toContain("晴れ");
  const saved = await blog.service.preview.respond("index.html", null);
  expect(Buffer.from(saved.body).toString()).not.toContain("晴れ");
});

test("a single change is shown at once, and changes that follow each other quickly after a pause", async () => {
  const { set } = await start();
  const timers = vi.spyOn(globalThis, "setTimeout");
  set(["search"], false);
  set(["title"], "晴れ");
  const delays = timers.mock.calls.map(([, delay]) => delay);
  timers.mockRestore();
  // The first timer is that of the journal. The first change needs no timer, because it is shown at once.
  expect(delays).toEqual([400, 250]);
});

test("a page in another theme gets the files of that theme", async () => {
  const { blog, draft, set } = await start(`${file}theme: fude\n`);
  set(["theme"], "hitokoto");
  await expect.poll(() => draft.store.getState().page?.version).toBe(2);
  const page = await blog.service.preview.respond("index.html", "blog.yaml");
  const [, style = ""] = /href="([^"]+\.css)"/.exec(Buffer.from(page.body).toString()) ?? [];
  expect(style).toMatch(/\.css$/);
  expect((await blog.service.preview.respond(style, null)).status).toBe(200);
});

test("typing in one field is one step of undo, until the focus leaves it", async () => {
  const { draft, set } = await start();
  const title = (): unknown => draft.store.getState().values?.title;
  for (const typed of ["雨", "雨の", "雨の日"]) set(["title"], typed);
  draft.endStep();
  set(["title"], "晴れ");
  set(["brand"], "文机");
  draft.undo();
  draft.undo();
  expect(title()).toBe("雨の日");
  draft.undo();
  expect([title(), draft.store.getState().canUndo, draft.store.getState().isChanged]).toEqual([
    "雨音",
    false,
    false,
  ]);
  draft.redo();
  expect(title()).toBe("雨の日");
  set(["title"], "雪");
  expect(draft.store.getState().canRedo).toBe(false);
});

test("the file as text and the forms are one: each shows what the other changed, and undo crosses them", async () => {
  const { draft, set, text } = await start();
  draft.setText(`${file}# a remark\nbrand: 文机\n`);
  await expect.poll(() => draft.store.getState().values?.brand).toBe("文机");
  set(["brand"], "机");
  expect(await draft.save()).toBe(true);
  expect(await text()).toBe(`${file}# a remark\nbrand: 机\n`);
  draft.undo();
  draft.undo();
  expect(await draft.save()).toBe(true);
  expect(await text()).toBe(file);
});

test("what is no YAML is not saved, and says why; the words stay", async () => {
  const { draft, text } = await start();
  draft.setText("title: a: b\n");
  await expect.poll(() => draft.store.getState().problems[0]?.code).toBe("blog.settingsSyntax");
  expect(draft.store.getState()).toMatchObject({ values: null, text: "title: a: b\n" });
  expect(await draft.save()).toBe(false);
  expect(draft.store.getState().error?.code).toBe("blog.settingsSyntax");
  expect(await text()).toBe(file);
  draft.undo();
  await expect.poll(() => draft.store.getState().values?.title).toBe("雨音");
});

test("an invalid value is not saved, but an old fault elsewhere prevents nothing", async () => {
  const { draft, set, text } = await start(`${file}tittle: x\n`);
  set(["url"], "example");
  expect(await draft.save()).toBe(false);
  expect(draft.store.getState().error).toMatchObject({
    code: "blog.settingsInvalid",
    values: { key: "url", kind: "address" },
  });
  set(["url"], "https://example.jp/");
  expect(await draft.save()).toBe(true);
  expect(await text()).toBe(`${file}tittle: x\nurl: https://example.jp/\n`);
});

test("a file that another program changed is not overwritten: the author's changes go into it, or go", async () => {
  const { draft, set, text, write } = await start();
  const theirs = file.replace("雨音 # mine", "風 # theirs").replace("# links", "# places");
  set(["links", 0, "url"], "/b");
  await write(theirs);
  expect(await draft.save()).toBe(false);
  expect(draft.store.getState()).toMatchObject({ isConflict: true, error: null });
  expect(await text()).toBe(theirs);
  await draft.mergeWithFile();
  expect(draft.store.getState()).toMatchObject({ isConflict: false, values: { title: "風" } });
  expect(await draft.save()).toBe(true);
  expect(await text()).toBe(theirs.replace("url: /a", "url: /b"));
  set(["title"], "雪");
  await write(file);
  expect(await draft.save()).toBe(false);
  await draft.discard();
  expect(draft.store.getState()).toMatchObject({ isConflict: false, isChanged: false, text: file });
});

test("unsaved changes stay when the settings are opened again", async () => {
  const { draft, set, write } = await start();
  set(["title"], "晴れ");
  await write(file.replace("雨音", "風"));
  await draft.load();
  expect(draft.store.getState().values?.title).toBe("晴れ");
});

test("a change during the first look at the page is shown, too; one that ends with the focus leaving the field as well", async () => {
  const { blog } = await start();
  const service = blog.service.settings;
  const looks: (() => void)[] = [];
  const engine = serveEngine({
    "settings.read": () => service.read(),
    "settings.edit": async (input) => service.edit(input),
    "settings.preview": async (input) => {
      await new Promise<void>((resolve) => looks.push(resolve));
      return service.preview(input);
    },
  });
  const draft = new SettingsDraft(engine.client);
  const loading = draft.load();
  await expect.poll(() => looks.length).toBe(1);
  draft.change({ ...draft.savedValues, title: "晴れ" }, "title");
  await expect.poll(() => looks.length).toBe(2);
  draft.endStep();
  for (const look of looks) look();
  await loading;
  await expect.poll(() => draft.store.getState().page?.version).toBe(2);
  expect(draft.store.getState().text).toContain("title: 晴れ");
});

test("a page that was requested before a change does not replace the page with the change", async () => {
  const { blog } = await start();
  const service = blog.service.settings;
  const looks: (() => void)[] = [];
  const engine = serveEngine({
    "settings.read": () => service.read(),
    "settings.edit": async (input) => service.edit(input),
    "settings.preview": async (input) => {
      const page = await service.preview(input);
      await new Promise<void>((resolve) => looks.push(resolve));
      return page;
    },
  });
  const draft = new SettingsDraft(engine.client);
  const loading = draft.load();
  await expect.poll(() => looks.length).toBe(1);
  draft.change({ ...draft.savedValues, title: "晴れ" }, "title");
  await expect.poll(() => looks.length).toBe(2);
  looks[1]?.();
  await expect.poll(() => draft.store.getState().page?.html).toContain("晴れ");
  looks[0]?.();
  await loading;
  expect(draft.store.getState().page?.html).toContain("晴れ");
});

test("the page shows a change while the text with the change is still being written", async () => {
  const { blog } = await start();
  const service = blog.service.settings;
  let write = (): void => undefined;
  const engine = serveEngine({
    "settings.read": () => service.read(),
    "settings.edit": async (input) => {
      await new Promise<void>((resolve) => {
        write = resolve;
      });
      return service.edit(input);
    },
    "settings.preview": async (input) => service.preview(input),
  });
  const draft = new SettingsDraft(engine.client);
  await draft.load();
  draft.change({ ...draft.savedValues, title: "晴れ" }, "title");
  await expect.poll(() => draft.store.getState().page?.html).toContain("晴れ");
  expect(draft.store.getState().text).toBe(file);
  write();
  await expect.poll(() => draft.store.getState().text).toContain("title: 晴れ");
});

test("the addresses of the next posts follow the pattern being typed", async () => {
  const { draft, set } = await start();
  set(["sections", "hibi", "address"], "{yyyy}/{slug}.html");
  await expect.poll(() => draft.store.getState().addresses.hibi?.[0]).toMatch(/^\d{4}\/[\d-]+\.html$/);
  expect(draft.store.getState().addresses.hibi).toHaveLength(3);
});

test("a file that another program changed is loaded again; after a save, undo goes on", async () => {
  const { draft, set, text, write } = await start();
  await write(file.replace("雨音", "風"));
  await draft.load();
  expect(draft.store.getState().values?.title).toBe("風");
  set(["title"], "晴れ");
  expect(await draft.save()).toBe(true);
  await draft.load();
  draft.undo();
  expect(await draft.save()).toBe(true);
  expect(await text()).toBe(file.replace("雨音", "風"));
});

test("changes of both sides are merged key by key", () => {
  const base = { a: 1, b: { c: 1, d: 1 }, e: [1] };
  expect(merged(base, { ...base, a: 2, e: [1, 2] }, { ...base, b: { c: 1, d: 2 }, f: 1 })).toEqual({
    a: 2,
    b: { c: 1, d: 2 },
    e: [1, 2],
    f: 1,
  });
  expect(merged(base, { b: base.b, e: [1] }, base)).toEqual({ b: base.b, e: [1] });
});

test("a link that leads to nothing is a problem of its field until it is corrected", async () => {
  const { draft, set } = await start();
  const keys = (): unknown[] => draft.store.getState().problems.map(({ values }) => values.key);
  set(["links"], [{ label: "a", url: "posts/hibi/none.md" }]);
  await expect.poll(keys).toEqual(["links.0.url"]);
  set(["links"], [{ label: "a", url: "posts/hibi/rain.md" }]);
  await expect.poll(keys).toEqual([]);
});

test("own CSS is a draft like every setting: shown, undone, saved, discarded, and kept from other programs", async () => {
  const { blog, draft, set } = await start();
  const path = join(blog.folder, "theme/own.css");
  const onPage = async (): Promise<string> => {
    const { body } = await blog.service.preview.respond("assets/own.css", "blog.yaml");
    return Buffer.from(body).toString();
  };
  const { blogPath, text } = await draft.openFile("fude", "own.css");
  expect([blogPath, text]).toEqual(["theme/own.css", ""]);
  draft.setFile(blogPath, "p { color: #1");
  draft.setFile(blogPath, "p { color: #111 }");
  await expect.poll(onPage).toBe("p { color: #111 }\n");
  expect(existsSync(path)).toBe(false);
  expect(draft.store.getState().isChanged).toBe(true);
  draft.undo();
  expect([draft.store.getState().isChanged, draft.store.getState().files.size]).toEqual([false, 0]);
  draft.redo();
  set(["title"], "晴れ");
  expect(await draft.save()).toBe(true);
  expect([await readFile(path, "utf8"), draft.store.getState().isChanged]).toEqual([
    "p { color: #111 }",
    false,
  ]);

  draft.setFile(blogPath, "p { color: #222 }");
  await writeFile(path, "em {}");
  expect([await draft.save(), draft.store.getState().isConflict]).toEqual([false, true]);
  await draft.mergeWithFile();
  expect([await draft.save(), await readFile(path, "utf8")]).toEqual([true, "p { color: #222 }"]);
  draft.setFile(blogPath, null);
  await draft.discard();
  expect([draft.store.getState().isChanged, (await draft.openFile("fude", "own.css")).text]).toEqual([
    false,
    "p { color: #222 }",
  ]);
  draft.setFile(blogPath, null);
  expect([await draft.save(), existsSync(path)]).toEqual([true, false]);
});

test("before published pages move, the author is asked, and redirects are in the file and in the draft", async () => {
  const sections = `${file}  tabi:\n    title: 旅\n`;
  const { blog, draft, set, text } = await start(sections);
  await blog.publish();
  set(["sections", "hibi", "path"], "days");
  expect(await draft.save()).toBe(false);
  expect(draft.store.getState()).toMatchObject({ moved: 1, isChanged: true, isSaving: false });
  expect(await text()).toBe(sections);
  set(["title"], "晴れ");
  expect(draft.store.getState().moved).toBe(0);
  expect(await draft.save()).toBe(false);
  expect(await draft.save("redirect")).toBe(true);
  const moved = sections.replace("雨音", "晴れ").replace("日々", "日々\n    path: days");
  expect(await text()).toBe(`${moved}redirects:\n  lists:\n    sections/hibi: days\n`);
  expect(draft.store.getState()).toMatchObject({ isChanged: false, isSaved: true, moved: 0 });
  // The next change keeps the redirects.
  set(["title"], "雪");
  expect(await draft.save()).toBe(true);
  expect(await text()).toContain("    sections/hibi: days\n");
});
