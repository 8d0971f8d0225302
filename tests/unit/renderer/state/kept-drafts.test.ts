import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openFiles, type TestBlog } from "../../engine/app/open-service.ts";
import { serveEngine } from "../support/served-engine.ts";

const file = "title: 雨音 # mine\nlanguage: ja\nnotices:\n  - text: 引っ越しました。\n";
let blog: TestBlog;

beforeEach(async () => {
  blog = await openFiles({ "blog.yaml": file, "theme/own.css": "p { color: red }\n" });
});
afterEach(() => blog.close());

const written = (name: string): Promise<string> => readFile(join(blog.folder, name), "utf8");

/** Opens a window on the blog: a new page, with the real calls of the real engine. */
async function openWindow() {
  // Each page has an id of its own, which the module `journal-id.ts` makes.
  vi.resetModules();
  const { NoticeDraft } = await import("#renderer/state/notice-draft.ts");
  const { Recovery } = await import("#renderer/state/documents/recovery.ts");
  const { SettingsDraft } = await import("#renderer/state/blog-settings/settings-draft.ts");
  const { settings: service, journal } = blog.service;
  let isClosed = false;
  const engine = serveEngine({
    "settings.read": () => service.read(),
    "settings.edit": async (input) => service.edit(input),
    "settings.preview": async (input) => service.preview(input),
    "themes.read": ({ theme, path }) => service.themes.read(theme, path),
    "settings.moved": async (input) => service.moved(input),
    "settings.save": (input) => service.save(input),
    "notices.read": () => service.notices.read(),
    "notices.save": (input) => service.notices.save(input),
    "journal.write": async (entry) => {
      // The page of a closed window writes no more, even if it still waits for a call.
      if (!isClosed) await journal.write({ ...entry, at: Date.now() });
      return {};
    },
    "journal.clear": async ({ id }) => {
      await journal.clear(id);
      return {};
    },
    "journal.recover": () => blog.service.recoverJournal(),
  });
  const [settings, notices] = [new SettingsDraft(engine.client), new NoticeDraft(engine.client)];
  const recovery = new Recovery(engine.client, {} as never, { settings, notices });
  await Promise.all([settings.load(), notices.load(), recovery.load()]);
  return {
    settings,
    notices,
    recovery,
    found: () => recovery.store.getState().entries,
    /** Restores the only found entry. */
    restore: async () => {
      const [entry] = recovery.store.getState().entries;
      if (!entry) throw new Error("nothing was found");
      return recovery.restore(entry);
    },
    titled: (title: string) => settings.change({ ...settings.store.getState().values, title }, "title"),
    title: () => settings.store.getState().values?.title,
    /** Closes the window, as its page does. */
    close: async () => {
      await Promise.all([settings.flush(), notices.flush()]);
      isClosed = true;
    },
  };
}

test("unsaved settings and a theme file are offered in the next window, and can be saved there", async () => {
  const first = await openWindow();
  first.titled("晴れ");
  await first.settings.openFile("fude", "own.css");
  first.settings.setFile("theme/own.css", "p { color: blue }\n");
  await first.close();
  expect(await written("blog.yaml")).toBe(file);

  const second = await openWindow();
  expect(second.title()).toBe("雨音");
  expect(await second.restore()).toBe("blog-settings");
  expect(second.settings.store.getState()).toMatchObject({ isChanged: true, isConflict: false });
  expect(second.title()).toBe("晴れ");
  expect((await second.settings.openFile("fude", "own.css")).text).toBe("p { color: blue }\n");
  expect(second.found()).toEqual([]);
  expect(await second.settings.save()).toBe(true);
  expect(await written("blog.yaml")).toBe(file.replace("雨音", "晴れ"));
  expect(await written("theme/own.css")).toBe("p { color: blue }\n");
  await expect.poll(async () => (await openWindow()).found()).toEqual([]);
});

test("a text that is not YAML is kept as it was typed, and undo returns to the file", async () => {
  const first = await openWindow();
  first.settings.setText("title: [雨\n");
  await first.close();
  const second = await openWindow();
  await second.restore();
  expect(second.settings.store.getState().text).toBe("title: [雨\n");
  second.settings.undo();
  expect([second.title(), second.settings.store.getState().isChanged]).toEqual(["雨音", false]);
});

test("restored settings do not replace what another program wrote meanwhile: the author is asked", async () => {
  const first = await openWindow();
  first.titled("晴れ");
  await first.close();
  await writeFile(join(blog.folder, "blog.yaml"), `${file}brand: 文机\n`);
  const second = await openWindow();
  await second.restore();
  expect(second.settings.store.getState().isConflict).toBe(true);
  await second.settings.mergeWithFile();
  expect(await second.settings.save()).toBe(true);
  expect(await written("blog.yaml")).toBe(`${file.replace("雨音", "晴れ")}brand: 文机\n`);
});

test("changes made before the older ones are restored become an entry themselves", async () => {
  const first = await openWindow();
  first.titled("晴れ");
  await first.close();
  const second = await openWindow();
  second.titled("雪");
  await second.restore();
  expect(second.title()).toBe("晴れ");
  expect(second.found()).toHaveLength(1);
  await second.restore();
  expect(second.title()).toBe("雪");
  expect(second.found()).toHaveLength(1);
});

test.each(["saved", "discarded", "undone"])("changes that were %s are not offered", async (how) => {
  const first = await openWindow();
  first.titled("晴れ");
  await first.settings.flush();
  if (how === "saved") await first.settings.save();
  else if (how === "discarded") await first.settings.discard();
  else first.settings.undo();
  await first.close();
  await expect.poll(async () => (await openWindow()).found()).toEqual([]);
});

test("restored changes stay in the journal until they are saved", async () => {
  const first = await openWindow();
  first.titled("晴れ");
  await first.close();
  await (await openWindow()).restore();
  const third = await openWindow();
  await third.restore();
  expect(third.title()).toBe("晴れ");
});

test("unsaved notices are offered in the next window, with their times and places", async () => {
  const first = await openWindow();
  first.notices.add();
  const added = first.notices.store.getState().notices?.at(-1)?.key ?? -1;
  first.notices.edit(added, { text: "多忙です。", at: "2026-05-06 09:00" });
  first.notices.move(added, -1);
  await first.close();

  const second = await openWindow();
  expect(await second.restore()).toBe("notices");
  expect(second.found()).toEqual([]);
  expect(await second.notices.save("2026-05-07 10:00:00")).toBe(true);
  expect(await written("blog.yaml")).toMatch(
    /notices:\n {2}- text: 多忙です。\n {4}at: 2026-05-06 09:00\n {2}- text: 引っ越しました。\n$/,
  );
  await expect.poll(async () => (await openWindow()).found()).toEqual([]);
});

test("an entry of an unknown form is offered as a text", async () => {
  await blog.service.journal.write({
    id: "draft:settings#old",
    path: null,
    frontMatter: "",
    body: '{"title":"晴れ"}',
    at: 1,
  });
  const { foundDraft } = await import("#renderer/state/drafts/found-drafts.ts");
  const { found } = await openWindow();
  expect(found()).toMatchObject([{ body: '{"title":"晴れ"}' }]);
  expect(found().map(foundDraft)).toEqual([null]);
});
