import { afterEach, expect, test } from "vitest";
import { SettingsDraft } from "#renderer/state/blog-settings/settings-draft.ts";
import { type ServedHandlers, serveEngine } from "../../support/served-engine.ts";
import { editedBlog } from "./edited-blog.ts";

const file = "title: 雨音\nlanguage: ja\nsections:\n  hibi:\n    title: 日々\n";
let open: Awaited<ReturnType<typeof editedBlog>>;
afterEach(() => open.blog.close());

/** Opens a blog. `during` is called inside the engine, before it answers a call. */
async function start(during: (name: keyof ServedHandlers, draft: SettingsDraft) => void) {
  open = await editedBlog(file);
  const service = open.blog.service.settings;
  const engine = serveEngine({
    "settings.read": () => service.read(),
    "settings.edit": async (input) => {
      during("settings.edit", draft);
      return service.edit(input);
    },
    "settings.preview": (input) => service.preview(input),
    "settings.moved": async (input) => {
      during("settings.moved", draft);
      return service.moved(input);
    },
    "settings.save": (input) => service.save(input),
  });
  const draft = new SettingsDraft(engine.client);
  await draft.load();
  return { draft, engine, text: open.text };
}

const titled = (draft: SettingsDraft, title: string): void =>
  draft.change({ ...draft.savedValues, title }, "title");

/** Returns a function that calls `change` at the first call with this name. */
function once(wanted: keyof ServedHandlers, change: (draft: SettingsDraft) => void) {
  let isDone = false;
  return (name: keyof ServedHandlers, draft: SettingsDraft): void => {
    if (isDone || name !== wanted) return;
    isDone = true;
    change(draft);
  };
}

test("a change that the author makes while a save prepares the text is saved, too", async () => {
  const { draft, text } = await start(once("settings.edit", (typed) => titled(typed, "雪")));
  titled(draft, "晴れ");
  expect(await draft.save()).toBe(true);
  expect(draft.store.getState()).toMatchObject({ isChanged: false, values: { title: "雪" } });
  expect(await text()).toBe(file.replace("雨音", "雪"));
});

test("a text that the author changes while a save is on its way counts as unsaved", async () => {
  const edited = `${file.replace("雨音", "晴れ")}brand: 文机\n`;
  const { draft, text } = await start(once("settings.moved", (typed) => typed.setText(edited)));
  titled(draft, "晴れ");
  expect(await draft.save()).toBe(true);
  expect(await text()).toBe(file.replace("雨音", "晴れ"));
  expect(draft.store.getState().isChanged).toBe(true);
  expect(await draft.save()).toBe(true);
  expect(await text()).toBe(edited);
});

test("saving again before the first save has ended is no conflict", async () => {
  const { draft, engine, text } = await start(() => undefined);
  titled(draft, "晴れ");
  expect(await Promise.all([draft.save(), draft.save()])).toEqual([true, false]);
  expect(engine.names().filter((name) => name === "settings.save")).toHaveLength(1);
  expect(draft.store.getState()).toMatchObject({ isConflict: false, isChanged: false });
  expect(await text()).toBe(file.replace("雨音", "晴れ"));
});

test("a text that is not YAML is not merged with another program's file, and stays", async () => {
  const { draft, text } = await start(() => undefined);
  draft.setText("title: a: b\n");
  const theirs = file.replace("雨音", "風");
  await open.write(theirs);
  expect(await draft.save()).toBe(false);
  await draft.mergeWithFile();
  const { isConflict, text: words, error } = draft.store.getState();
  expect([isConflict, words, error?.code]).toEqual([true, "title: a: b\n", "blog.settingsSyntax"]);
  draft.setText(`${file}brand: 文机\n`);
  await draft.mergeWithFile();
  expect(await draft.save()).toBe(true);
  expect(await text()).toBe(`${theirs}brand: 文机\n`);
});

test("a change that the author makes while redirects are written stays, next to the redirects", async () => {
  open = await editedBlog(file);
  const service = open.blog.service.settings;
  const engine = serveEngine({
    "settings.read": () => service.read(),
    "settings.edit": async (input) => service.edit(input),
    "settings.preview": (input) => service.preview(input),
    "settings.save": async (input) => {
      titled(draft, "雪");
      return service.save({ ...input, text: `${input.text}redirects:\n  lists:\n    old: new\n` });
    },
  });
  const draft = new SettingsDraft(engine.client);
  await draft.load();
  titled(draft, "晴れ");
  expect(await draft.save("redirect")).toBe(true);
  const { values, isChanged, isConflict } = draft.store.getState();
  expect({ values, isChanged, isConflict }).toMatchObject({
    values: { title: "雪", redirects: { lists: { old: "new" } } },
    isChanged: true,
    isConflict: false,
  });
});
