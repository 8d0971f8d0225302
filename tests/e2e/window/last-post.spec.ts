import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import { focusEditor, previewArticle, saved, shownText } from "#tests/support/program/editing.ts";
import type { Desk } from "#tests/support/program/program.ts";
import { test } from "#tests/support/program/program-test.ts";

const lastPost = "posts/diary/002.md";
const fileOf = (desk: Desk): Promise<string> => readFile(join(desk.blog, lastPost), "utf8");
const caretOf = (page: Page) => page.locator(".monaco-editor.focused").first();

test("text typed as soon as the caret appears is saved, even if the window closes at once", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await makeBlog(3, practiceSettings) });
  const first = await startProgram(desk, [join(desk.blog, lastPost)]);
  await focusEditor(first.page);
  await saved(first.page);
  await first.close();

  const second = await startProgram(desk);
  await caretOf(second.page).waitFor();
  await second.page.keyboard.insertText("すぐに書く。");
  await second.close();
  expect(await fileOf(desk)).toContain("すぐに書く。");

  const { page } = await startProgram(desk);
  await caretOf(page).waitFor();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("And on.");
  await expect(previewArticle(page)).toContainText("すぐに書く。");
  await expect(previewArticle(page)).toContainText("And on.");
  await saved(page);
  expect(await fileOf(desk)).toContain("And on.");
});

test("a post that another program has changed since is shown with its current text", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await makeBlog(3, practiceSettings) });
  const first = await startProgram(desk, [join(desk.blog, lastPost)]);
  await focusEditor(first.page);
  await first.close();
  await writeFile(join(desk.blog, lastPost), `${await fileOf(desk)}\nElsewhere.\n`);

  const { page } = await startProgram(desk);
  await caretOf(page).waitFor();
  await expect.poll(() => shownText(page)).toContain("Elsewhere.");
  await expect(previewArticle(page)).toContainText("Elsewhere.");
});
