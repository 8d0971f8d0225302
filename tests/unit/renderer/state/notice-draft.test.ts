import { expect, test } from "vitest";
import type { EditedNotice, Notice } from "#contract/types/blog-types.ts";
import { AppError } from "#contract/errors.ts";
import { NoticeDraft } from "#renderer/state/notice-draft.ts";
import { serveEngine } from "../support/served-engine.ts";

const now = "2026-05-06 18:30:00";
const first: Notice = { text: "引っ越しました。" };
const second: Notice = { text: "多忙です。", at: "2022-07-24 19:32" };

/** Returns a `blog.yaml` in memory with notices, and the notices saved into it. */
function file(notices: readonly Notice[]) {
  const state = { notices: [...notices], hash: "1", saved: [] as EditedNotice[][] };
  const engine = serveEngine({
    "notices.read": async () => ({ notices: state.notices, hash: state.hash }),
    "notices.save": async (input) => {
      if (input.baseHash !== state.hash) throw new AppError("blog.settingsChanged");
      state.saved.push(input.notices);
      state.notices = input.notices.map(({ from: _, ...notice }) => notice);
      state.hash += "+";
      return { notices: state.notices, hash: state.hash };
    },
  });
  return { state, draft: new NoticeDraft(engine.client) };
}

function keys(draft: NoticeDraft): number[] {
  return (draft.store.getState().notices ?? []).map(({ key }) => key);
}

test("new and changed notices get the time of saving; the others keep theirs", async () => {
  const { state, draft } = file([first, second, { ...second, text: "暇です。" }]);
  await draft.load();
  const [, busy = -1] = keys(draft);
  draft.edit(busy, { text: "まだ多忙です。" });
  draft.add();
  draft.edit(keys(draft).at(-1) ?? -1, { text: "新しい。", until: "2026-06-01" });
  draft.add();
  expect(await draft.save(now)).toBe(true);
  expect(state.saved).toEqual([
    [
      { ...first, from: 0 },
      { text: "まだ多忙です。", at: now, from: 1 },
      { ...second, text: "暇です。", from: 2 },
      { text: "新しい。", at: now, until: "2026-06-01", from: null },
    ],
  ]);
  expect(draft.store.getState()).toMatchObject({ changed: false, error: null });
});

test("a notice loses its time, gets one by hand, is moved and removed", async () => {
  const { state, draft } = file([first, second]);
  await draft.load();
  const [a = -1, b = -1] = keys(draft);
  draft.edit(b, { dated: false });
  draft.edit(a, { dated: true, at: "2024-01-01 09:00" });
  draft.move(b, -1);
  draft.move(b, -1);
  expect(keys(draft)).toEqual([b, a]);
  await draft.save(now);
  draft.remove(keys(draft)[0] ?? -1);
  await draft.save(now);
  expect(state.saved).toEqual([
    [
      { text: second.text, from: 1 },
      { text: first.text, at: "2024-01-01 09:00", from: 0 },
    ],
    [{ text: first.text, at: "2024-01-01 09:00", from: 1 }],
  ]);
});

test("changes stay when the sheet is closed, and are lost when they are discarded", async () => {
  const { draft } = file([first]);
  await draft.load();
  draft.edit(keys(draft)[0] ?? -1, { text: "書きかけ" });
  await draft.load();
  expect(draft.store.getState().notices).toMatchObject([{ text: "書きかけ" }]);
  await draft.discard();
  expect(draft.store.getState().notices).toMatchObject([first]);
});

test("changes of other parts of the file are kept; a change of its notices is reported, and the typed ones stay", async () => {
  const { state, draft } = file([first]);
  await draft.load();
  draft.edit(keys(draft)[0] ?? -1, { text: "ひとつめ" });
  state.hash = "2";
  expect(await draft.save(now)).toBe(true);
  draft.edit(keys(draft)[0] ?? -1, { text: "ふたつめ" });
  state.hash = "3";
  state.notices = [{ text: "よそから" }];
  expect(await draft.save(now)).toBe(false);
  expect(draft.store.getState()).toMatchObject({
    error: { code: "blog.settingsChanged" },
    notices: [{ text: "ふたつめ" }],
  });
  expect(state.notices).toEqual([{ text: "よそから" }]);
});

test("words that are typed while the notices are saved stay, and count as unsaved", async () => {
  const { state, draft } = file([first, second]);
  await draft.load();
  const [, busy = -1] = keys(draft);
  draft.add();
  draft.edit(busy, { text: "まだ多忙" });
  const saving = draft.save(now);
  draft.edit(busy, { text: "まだ多忙です。" });
  expect(await saving).toBe(true);
  expect(draft.store.getState().changed).toBe(true);
  expect(await draft.save(now)).toBe(true);
  expect(state.saved.at(-1)).toEqual([
    { ...first, from: 0 },
    { text: "まだ多忙です。", at: now, from: 1 },
  ]);
  expect(draft.store.getState().changed).toBe(false);
});
