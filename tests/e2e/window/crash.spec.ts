import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import { focusEditor, newPost, previewArticle, saved, shownText } from "#tests/support/program/editing.ts";
import { journalled } from "#tests/support/journalled.ts";
import type { Desk, RunningProgram } from "#tests/support/program/program.ts";
import { test } from "#tests/support/program/program-test.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";

const sentence = "These words must not be lost. ";

test("after the program is killed during typing, the next start recovers the text", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk();
  const first = await startProgram(desk);
  await newPost(first.page, "Before the power cut");
  // Typing without a pause: the text is only in the journal, never in the file.
  const typing = first.page.keyboard.type(sentence.repeat(60), { delay: 8 }).catch(() => undefined);
  await expect.poll(async () => (await shownText(first.page)).length).toBeGreaterThan(200);
  const typed = await shownText(first.page);
  await journalled(desk, typed);
  await first.kill();
  await typing;

  const { page } = await startProgram(desk);
  const sheet = page.getByRole("alertdialog", { name: "Unsaved text was found" });
  await expect(sheet).toContainText("Before the power cut");
  // The end of the text, with the words that are not in the file, wherever the typing ended.
  await expect(sheet).toContainText("words must not be lost");
  await sheet.getByRole("button", { name: "Restore" }).click();
  await expect(page.getByRole("textbox", { name: "Title", exact: true })).toHaveValue("Before the power cut");
  await expect.poll(() => shownText(page)).toContain(typed);
  await expect(previewArticle(page)).toContainText(typed);
});

test("text that is typed while the recovery question is open is recovered, even if the window closes at once", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await makeBlog(1, practiceSettings) });
  const file = join(desk.blog, "posts/diary/001.md");
  const first = await startProgram(desk);
  await focusEditor(first.page);
  await first.page.keyboard.press("ControlOrMeta+End");
  await first.page.keyboard.press("ArrowUp");
  await first.page.keyboard.press("Home");
  await first.page.keyboard.insertText("Mine.");
  // Both sides write at the beginning of the text, so the author has to choose.
  await writeFile(file, (await readFile(file, "utf8")).replace("1つ目", "外の一つ目"));
  await expect(first.page.getByText("Choose the text to go on with.")).toBeVisible();
  await first.page.keyboard.insertText(" The last words.");
  await first.close();

  const { page } = await startProgram(desk);
  const sheet = page.getByRole("alertdialog", { name: "Unsaved text was found" });
  await expect(sheet.getByRole("insertion")).toHaveText(/^Mine\. The last words\./);
});

test("recovered text is offered until the author has decided", async ({ setDesk, startProgram }, info) => {
  const desk = await setDesk();
  const second = await leaveUndecided(startProgram, desk, "Twice");
  await second.kill();

  const { page } = await startProgram(desk);
  const sheet = page.getByRole("alertdialog", { name: "Unsaved text was found" });
  await expect(sheet).toContainText("Twice");
  expect(await faultsOfWindow(page)).toEqual([]);
  await page.screenshot({ path: info.outputPath("found.png") });
  await sheet.getByRole("button", { name: "Discard" }).click();
  expect(await faultsOfWindow(page)).toEqual([]);
  await sheet.getByRole("button", { name: "Discard permanently" }).click();
  await expect(sheet).toBeHidden();
});

test("after the engine is killed, editor and preview continue", async ({ setDesk, startProgram }) => {
  const { page, app } = await startProgram(await setDesk());
  await focusEditor(page);
  const killed = await app.evaluate(({ app: electron }) => {
    const engine = electron.getAppMetrics().find((process) => process.name === "Hitofude engine");
    if (!engine) return false;
    process.kill(engine.pid, "SIGKILL");
    return true;
  });
  expect(killed).toBe(true);
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("\nStill here.");
  await expect(previewArticle(page)).toContainText("Still here.");
  await expect(page.locator(".status-save")).toHaveText("Saved");
});

test("recovered text stays available while the author types into the same post before deciding", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk();
  const second = await leaveUndecided(startProgram, desk, "Undecided");
  await second.page.keyboard.insertText("Something else.");
  await saved(second.page);
  await second.kill();

  const { page } = await startProgram(desk);
  const sheet = page.getByRole("alertdialog", { name: "Unsaved text was found" });
  // The end of the text, with the words that are not in the file, wherever the typing ended.
  await expect(sheet).toContainText("words must not be lost");
  await sheet.getByRole("button", { name: "Restore" }).click();
  await expect.poll(() => shownText(page)).toContain("These words must not be lost.");
  await saved(page);
});

test("a window that crashes repeatedly reports it, and is restored on request", async ({
  setDesk,
  startProgram,
}) => {
  const { app } = await startProgram(await setDesk());
  const asked = await app.evaluate(async ({ BrowserWindow, dialog }) => {
    const questions: string[] = [];
    dialog.showMessageBox = async (...given: unknown[]) => {
      questions.push(JSON.stringify(given.at(-1)));
      return { response: 0, checkboxChecked: false };
    };
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (!contents) return questions;
    const isUp = (): Promise<boolean> =>
      contents.executeJavaScript("document.querySelector('.monaco-editor') !== null").catch(() => false);
    for (let crash = 0; crash < 4; crash += 1) {
      while (!(await isUp())) await new Promise((resolve) => setTimeout(resolve, 100));
      const gone = new Promise((resolve) => contents.once("render-process-gone", resolve));
      contents.forcefullyCrashRenderer();
      await gone;
      await new Promise<void>((resolve) => contents.once("did-finish-load", () => resolve()));
    }
    while (!(await isUp())) await new Promise((resolve) => setTimeout(resolve, 100));
    return questions;
  });
  expect(asked).toHaveLength(1);
  expect(asked[0]).toContain("The window has crashed several times in a row");
  expect(asked[0]).toContain("Load again");
});

/**
 * Kills the program while a post with this title is typed, and starts it again.
 * Leaves the recovered text undecided.
 */
async function leaveUndecided(
  startProgram: (desk: Desk) => Promise<RunningProgram>,
  desk: Desk,
  title: string,
): Promise<RunningProgram> {
  const first = await startProgram(desk);
  await newPost(first.page, title);
  const typing = first.page.keyboard.type(sentence.repeat(60), { delay: 8 }).catch(() => undefined);
  await expect.poll(async () => (await shownText(first.page)).length).toBeGreaterThan(100);
  await journalled(desk, await shownText(first.page));
  await first.kill();
  await typing;
  const second = await startProgram(desk);
  await second.page.getByRole("button", { name: "Decide later" }).click();
  await focusEditor(second.page);
  return second;
}
