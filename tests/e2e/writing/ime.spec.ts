import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import {
  focusEditor,
  openPost,
  previewArticle,
  ready,
  saved,
  shownText,
} from "#tests/support/program/editing.ts";
import { beginComposition, composeText } from "#tests/support/program/input-method.ts";
import { type Desk, storedPreferences } from "#tests/support/program/program.ts";
import { type SharedProgram, test, withProgram } from "#tests/support/program/program-test.ts";

const long = "雨の日に聞く静けさのことを、短く書いておきます。".repeat(12);

/** Texts in which a composition begins, with the caret at `|`, and the expected results. */
const places = [
  { name: "in an empty text", text: "|" },
  { name: "in the middle of a sentence", text: "雨の日に、|を聞く。" },
  { name: "in bold", text: "雨の日に**「|」**を聞く。" },
  { name: "at the end of a list item", text: "- 一つ\n- |" },
  { name: "in a quotation", text: "> 雨の|日" },
  { name: "in a link's text", text: "[雨の|](https://example.com/)" },
  { name: "between reading marks", text: "｜静|《しず》けさ" },
  { name: "at the end of a long paragraph", text: `${long}|` },
  { name: "in the middle of a long paragraph", text: `${long}|${long}` },
] as const;

/** Readings and their conversions. */
const wordsByReading = [
  ["しずけさ", "静けさ"],
  ["まど", "窓"],
  ["ゆき", "雪"],
] as const;

/** Keys of commands with Control: bold, italic, palette, new post, save, find. */
const shortcuts = [
  ["b", "KeyB", 66],
  ["i", "KeyI", 73],
  ["k", "KeyK", 75],
  ["n", "KeyN", 78],
  ["s", "KeyS", 83],
  ["f", "KeyF", 70],
] as const;

const settingsWords = {
  en: { settings: "Settings", compatibility: "Input method compatibility", close: "Close" },
  ja: { settings: "設定", compatibility: "入力の互換モード", close: "閉じる" },
} as const;

test.describe("in a post", () => {
  const program = withProgram(async () => ({ blog: await makeBlog(1, practiceSettings) }));
  test.beforeEach(() => openPost(program.page, "第1回の話"));

  test("composing loses no text and makes one undo step, as usual", () =>
    composeEverywhere(program.page, join(program.desk.blog, "posts/diary/001.md")));

  test("keys that an input method processes have no other effect", async () => {
    const { page } = program;
    await focusEditor(page);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.insertText("- 一つ");
    const composition = await beginComposition(page);
    await composition.show("ふた");
    await composition.show("二つ");
    await composition.cancel();
    await expect.poll(() => shownText(page)).toBe("- 一つ");
    // The next Enter is an ordinary one: the list continues.
    await page.keyboard.press("Enter");
    await composeText(page, "ふた", "二つ");
    await expect(previewArticle(page).locator("li")).toHaveText(["一つ", "二つ"]);
  });

  test("text of a composition that is open during a save is saved once, after the composition ends", async () => {
    const { page, desk } = program;
    await focusEditor(page);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.insertText("雨の日に、を聞く。");
    for (let step = 0; step < 4; step += 1) await page.keyboard.press("ArrowLeft");
    const composition = await beginComposition(page);
    for (const reading of ["し", "しず", "しずけ", "しずけさ", "静けさ"]) {
      await composition.show(reading);
      // In total, the composition lasts longer than text usually waits to be saved.
      await page.waitForTimeout(500);
    }
    expect(await bodyOf(desk)).not.toContain("し");
    await composition.commit("静けさ");
    await saved(page);
    expect(await bodyOf(desk)).toBe("雨の日に、静けさを聞く。");
  });

  test("no key of the window or the editor has an effect during a composition", async () => {
    const { page } = program;
    await focusEditor(page);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.insertText("雨の日");
    const session = await page.context().newCDPSession(page);
    const composition = await beginComposition(page);
    await composition.show("しず");
    const control = 2;
    for (const [key, code, virtual] of shortcuts) {
      const press = { key, code, windowsVirtualKeyCode: virtual, modifiers: control };
      await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...press });
      await session.send("Input.dispatchKeyEvent", { type: "keyUp", ...press });
    }
    await composition.show("静");
    await composition.commit("静。");
    await expect.poll(async () => plain(await shownText(page))).toBe("雨の日静。");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await expect(page.getByRole("textbox", { name: "Title", exact: true })).toHaveValue("第1回の話");
    await expect(page.getByRole("combobox", { name: "Find commands and posts" })).toHaveCount(0);
  });

  test("the setting for the way of input takes effect at once and loses no text (en)", () =>
    switchInput(program, settingsWords.en));

  test("composing at the end of a paragraph of 30,000 characters loses, doubles and moves no text", async () => {
    const { page, desk } = program;
    const paragraph = "雨の日に聞く静けさのことを書きます。".repeat(1_700).slice(0, 30_000);
    await writePost(desk, "long", "長い話", paragraph);
    await openPost(page, "長い話");
    await focusEditor(page);
    await page.keyboard.press("ControlOrMeta+End");
    for (const [reading, word] of wordsByReading) await composeText(page, reading, word);
    await expect.poll(async () => plain(await shownText(page))).toMatch(/静けさ窓雪$/);
    await saved(page);
    expect(await bodyOf(desk, "long")).toBe(`${paragraph}静けさ窓雪`);
  });
});

test("composing loses no text and makes one undo step, in compatibility mode", async ({
  setDesk,
  startProgram,
}) => {
  const blog = await makeBlog(1, practiceSettings);
  const desk = await setDesk({ blog, preferences: { editContext: false } });
  const { page } = await startProgram(desk);
  await composeEverywhere(page, join(desk.blog, "posts/diary/001.md"));
});

test("the setting for the way of input takes effect at once and loses no text (ja)", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({
    blog: await makeBlog(1, practiceSettings),
    preferences: { language: "ja" },
  });
  await switchInput({ ...(await startProgram(desk)), desk }, settingsWords.ja);
});

/** Composes a word at each of the `places` in the open post, and expects the last of the texts in its file. */
async function composeEverywhere(page: Page, file: string): Promise<void> {
  await focusEditor(page);
  const shown = async (): Promise<string> => plain(await shownText(page));
  for (const { name, text } of places) {
    const [before = "", after = ""] = text.split("|");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.press("Delete");
    if (before + after !== "") await page.keyboard.insertText(before + after);
    // Moving the caret ends an undo step; without it Monaco takes a space and the word after it as one.
    await page.keyboard.press("ControlOrMeta+End");
    for (let step = 0; step < after.length; step += 1) await page.keyboard.press("ArrowLeft");
    await composeText(page, "s", "し", "しず", "しずけさ", "静けさ");
    await expect.poll(shown, name).toBe(plain(`${before}静けさ${after}`));
    await page.keyboard.press("ControlOrMeta+Z");
    await expect.poll(shown, `${name}, taken back`).toBe(plain(before + after));
    await page.keyboard.press("ControlOrMeta+Y");
    await expect.poll(shown, `${name}, put again`).toBe(plain(`${before}静けさ${after}`));
  }
  await saved(page);
  expect(await readFile(file, "utf8")).toContain(`---\n${long}静けさ${long}`);
}

/** Switches the way of input in the settings, and composes with each. */
async function switchInput(
  { page, desk }: SharedProgram,
  { settings, compatibility, close }: (typeof settingsWords)[keyof typeof settingsWords],
): Promise<void> {
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText("切り替える前。");
  const modern = page.locator(".monaco-editor .native-edit-context");
  await expect(modern).toHaveCount(1);
  for (const count of [0, 1]) {
    await page.keyboard.press("ControlOrMeta+,");
    await page.getByRole("dialog", { name: settings }).getByText(compatibility, { exact: true }).click();
    await page.getByRole("button", { name: close, exact: true }).last().click();
    await expect(modern).toHaveCount(count);
    await expect.poll(async () => (await storedPreferences(desk)).editContext).toBe(count === 1);
    await focusEditor(page);
    await page.keyboard.press("ControlOrMeta+End");
    await composeText(page, "つづ", "続き。");
  }
  await expect.poll(async () => plain(await shownText(page))).toBe("切り替える前。続き。続き。");
  await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(async () => plain(await shownText(page))).toBe("切り替える前。続き。");
}

test("title, search and palette wait for the end of a composition", async ({ setDesk, startProgram }) => {
  const { page } = await startProgram(await setDesk());
  await ready(page);
  const title = page.getByRole("textbox", { name: "Title", exact: true });
  await page.keyboard.press("ControlOrMeta+N");
  await expect(title).toBeFocused();
  await expect(title).toHaveValue("");
  await composeText(page, "あ", "あめ", "雨");
  await expect(title).toHaveValue("雨");
  await composeText(page, "n", "の", "の日");
  await expect(title).toHaveValue("雨の日");
  await saved(page);

  const search = page.getByRole("searchbox", { name: "Search" });
  await page.keyboard.press("ControlOrMeta+P");
  await expect(search).toBeFocused();
  const composition = await beginComposition(page);
  await composition.show("えんぴつ");
  // A search for text that is not converted yet would find nothing.
  await expect(page.getByText("Nothing found")).toBeHidden();
  await composition.commit("鉛筆");
  await expect(page.getByRole("row", { name: /^鉛筆を一本、使い切る/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /^お茶の時間割/ })).toHaveCount(0);

  await page.keyboard.press("ControlOrMeta+K");
  await expect(page.getByRole("combobox", { name: "Find commands and posts" })).toBeFocused();
  await composeText(page, "まど", "窓", "窓ぎわ");
  await expect(page.getByRole("option", { name: "窓ぎわの席" })).toBeVisible();
  await page.keyboard.press("Escape");

  // Enter ends a composition in the field of a list to choose from, and chooses nothing
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.insertText("relate");
  await page.locator('[data-key="relate"]').click();
  const relations = page.getByRole("combobox");
  await expect(relations).toBeFocused();
  const reading = await beginComposition(page);
  await reading.show("つづき");
  await pressEnter(page);
  await expect(relations).toHaveValue("つづき");
  await reading.commit("");
  await expect(page.getByRole("option")).not.toHaveCount(0);
  await pressEnter(page);
  await expect(page.getByRole("combobox", { name: "Continues another post: which one?" })).toBeFocused();
});

/** Presses Enter as the computer sends it to the window, even during a composition. */
async function pressEnter(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const enter = { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13 };
  await session.send("Input.dispatchKeyEvent", { type: "rawKeyDown", ...enter });
  await session.send("Input.dispatchKeyEvent", { type: "keyUp", ...enter });
  await session.detach();
}

/** Returns the text without white space: the editor decides where lines wrap. */
function plain(text: string): string {
  return text.replace(/\s+/g, "");
}

test("another program's change is applied after a composition and removes none of its text", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await makeBlog(1, practiceSettings) });
  const file = join(desk.blog, "posts/diary/001.md");
  const { page } = await startProgram(desk);
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+End");
  const title = page.getByRole("textbox", { name: "Title", exact: true });

  // Only the front matter differs: both changes are merged.
  const first = await beginComposition(page);
  await first.show("ゆき");
  await writeFile(file, (await readFile(file, "utf8")).replace("第1回の話", "外からの題"));
  await page.waitForTimeout(1_000);
  await expect(title).toHaveValue("第1回の話");
  await first.show("雪");
  await first.commit("雪。");
  await expect(title).toHaveValue("外からの題");
  await saved(page);
  expect(await bodyOf(desk)).toBe("1つ目の**「話」**です。\n雪。");

  // Different sentences differ: they are merged, too, and a message says so.
  const second = await beginComposition(page);
  await second.show("まど");
  await writeFile(file, (await readFile(file, "utf8")).replace("1つ目", "外から"));
  await page.waitForTimeout(1_000);
  await expect(page.getByText("Another program changed this post, too.")).toBeHidden();
  await second.show("窓");
  await second.commit("窓。");
  await expect(page.getByText("Another program changed this post, too.")).toBeVisible();
  await expect.poll(async () => plain(await shownText(page))).toBe("外からの**「話」**です。雪。窓。");
  await saved(page);
  expect(await bodyOf(desk)).toBe("外からの**「話」**です。\n雪。窓。");

  // The same words differ: the author is asked, and the text on screen stays as typed.
  await page.keyboard.press("Backspace");
  await saved(page);
  const third = await beginComposition(page);
  await third.show("べ");
  await writeFile(file, (await readFile(file, "utf8")).replace("窓", "扉"));
  await page.waitForTimeout(1_000);
  await expect(page.getByText("Choose the text to go on with.")).toBeHidden();
  await third.show("辺");
  await third.commit("辺。");
  await expect(page.getByText("Choose the text to go on with.")).toBeVisible();
  await expect.poll(async () => plain(await shownText(page))).toBe("外からの**「話」**です。雪。窓辺。");
  await page.getByRole("button", { name: "Use what is on screen" }).click();
  await saved(page);
  expect(await bodyOf(desk)).toBe("外からの**「話」**です。\n雪。窓辺。");
});

/** Creates a post as another program. */
async function writePost(desk: Desk, name: string, title: string, body: string): Promise<void> {
  const head = `---\ntitle: ${title}\ndate: 2025-04-02 08:01:00\nstatus: ready\n---\n\n`;
  await writeFile(join(desk.blog, `posts/diary/${name}.md`), head + body);
}

/**
 * Returns the text below the front matter in the file of a post. Leaves out the line end at the end of the file.
 */
async function bodyOf(desk: Desk, name = "001"): Promise<string> {
  const text = await readFile(join(desk.blog, `posts/diary/${name}.md`), "utf8");
  return text.replace(/^---\n[\s\S]*?\n---\n\n?/, "").replace(/\n$/, "");
}
