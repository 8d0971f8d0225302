import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { makeBlog, practiceSettings } from "#tests/support/blog-maker.ts";
import { focusEditor, previewArticle, ready, saved, shownText } from "#tests/support/editing.ts";
import { beginComposition, composeText } from "#tests/support/input-method.ts";
import { test } from "#tests/support/program-test.ts";

const long = "雨の日に聞く静けさのことを、短く書いておきます。".repeat(12);

/** Where one composes, with the caret at `|`, and what is there afterwards. */
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

for (const editContext of [true, false]) {
  const way = editContext ? "as usual" : "in compatibility mode";
  test(`composing loses nothing and is one undo step, ${way}`, async ({ setDesk, startProgram }) => {
    const desk = await setDesk({ blog: await makeBlog(1, practiceSettings), preferences: { editContext } });
    const file = join(desk.blog, "posts/diary/001.md");
    const { page } = await startProgram(desk);
    await focusEditor(page);
    const shown = async (): Promise<string> => plain(await shownText(page));
    for (const { name, text } of places) {
      const [before = "", after = ""] = text.split("|");
      await page.keyboard.press("Control+A");
      await page.keyboard.press("Delete");
      if (before + after !== "") await page.keyboard.insertText(before + after);
      // Moving the caret ends an undo step; without it Monaco takes a space and the word after it as one.
      await page.keyboard.press("Control+End");
      for (let step = 0; step < after.length; step += 1) await page.keyboard.press("ArrowLeft");
      await composeText(page, "s", "し", "しず", "しずけさ", "静けさ");
      await expect.poll(shown, name).toBe(plain(`${before}静けさ${after}`));
      await page.keyboard.press("Control+Z");
      await expect.poll(shown, `${name}, taken back`).toBe(plain(before + after));
      await page.keyboard.press("Control+Y");
      await expect.poll(shown, `${name}, put again`).toBe(plain(`${before}静けさ${after}`));
    }
    await saved(page);
    expect(await readFile(file, "utf8")).toContain(`---\n${long}静けさ${long}`);
  });
}

test("keys that an input method takes do nothing else", async ({ setDesk, startProgram }) => {
  const { page } = await startProgram(await setDesk({ blog: await makeBlog(1, practiceSettings) }));
  await focusEditor(page);
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText("- 一つ");
  const composition = await beginComposition(page);
  await composition.show("ふた");
  await composition.show("二つ");
  await composition.cancel();
  await expect.poll(() => shownText(page)).toBe("- 一つ");
  // The next Enter is the author's again: the list goes on.
  await page.keyboard.press("Enter");
  await composeText(page, "ふた", "二つ");
  await expect(previewArticle(page).locator("li")).toHaveText(["一つ", "二つ"]);
});

test("the title, the search and the palette wait for the end of a composition", async ({
  setDesk,
  startProgram,
}) => {
  const { page } = await startProgram(await setDesk());
  await ready(page);
  const title = page.getByRole("textbox", { name: "Title", exact: true });
  await page.keyboard.press("Control+N");
  await expect(title).toBeFocused();
  await expect(title).toHaveValue("");
  await composeText(page, "あ", "あめ", "雨");
  await expect(title).toHaveValue("雨");
  await composeText(page, "n", "の", "の日");
  await expect(title).toHaveValue("雨の日");
  await saved(page);

  const search = page.getByRole("searchbox", { name: "Search" });
  await page.keyboard.press("Control+P");
  await expect(search).toBeFocused();
  const composition = await beginComposition(page);
  await composition.show("えんぴつ");
  // What is not yet converted would find nothing.
  await expect(page.getByText("Nothing found")).toBeHidden();
  await composition.commit("鉛筆");
  await expect(page.getByRole("row", { name: /^鉛筆を一本、使い切る/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /^お茶の時間割/ })).toHaveCount(0);

  await page.keyboard.press("Control+K");
  await expect(page.getByRole("combobox", { name: "Find commands and posts" })).toBeFocused();
  await composeText(page, "まど", "窓", "窓ぎわ");
  await expect(page.getByRole("option", { name: "窓ぎわの席" })).toBeVisible();
});

/** Without white space: where a line is wrapped is the editor's business. */
function plain(text: string): string {
  return text.replace(/\s+/g, "");
}
