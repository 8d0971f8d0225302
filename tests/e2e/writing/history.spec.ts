import { expect, type Page } from "@playwright/test";
import { focusEditor, newPost, pressEscapeIn, saved, shownText } from "#tests/support/program/editing.ts";
import { test, withProgram } from "#tests/support/program/program-test.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";

test("the author views an earlier version, restores it, and undoes that: ja", async ({
  setDesk,
  startProgram,
}) => {
  const { page } = await startProgram(await setDesk({ preferences: { language: "ja" } }));
  await restoreAndUndo(page, "この版に戻す", "元に戻す");
});

test.describe("in English", () => {
  const program = withProgram();

  test("the undo key in the text reverts a restored version, too", async () => {
    const { page } = program;
    const title = page.getByRole("textbox", { name: "Title", exact: true });
    await newPost(page, "履歴");
    await page.keyboard.insertText("一つ目。");
    await page.keyboard.press("ControlOrMeta+S");
    await saved(page);
    await focusEditor(page);
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.insertText("二つ目。");
    await title.fill("別の題");
    await page.keyboard.press("ControlOrMeta+Shift+Y");
    await expect(page.frameLocator(".history-frame").locator("del")).toContainText("一");
    await page.getByRole("button", { name: "Restore this version" }).click();
    await expect.poll(() => shownText(page)).toBe("一つ目。");
    await expect(title).toHaveValue("履歴");
    await focusEditor(page);
    await page.keyboard.press("ControlOrMeta+Z");
    await expect.poll(() => shownText(page)).toBe("二つ目。");
    await expect(title).toHaveValue("別の題");
    await expect(page.getByRole("button", { name: "Undo" })).toBeHidden();
  });

  test("the comparison scrolls to a difference at the end of a long text", async () => {
    const { page } = program;
    await newPost(page, "Long");
    await page.keyboard.insertText("A line of the text.\n\n".repeat(40));
    await page.keyboard.press("ControlOrMeta+S");
    await saved(page);
    await page.keyboard.insertText("The last line.\n");
    await page.keyboard.press("ControlOrMeta+Shift+Y");
    const last = page.frameLocator(".history-frame").getByText("The last line.", { exact: true });
    await expect(last).toBeInViewport();
  });

  test("the author views an earlier version, restores it, and undoes that: en", () =>
    restoreAndUndo(program.page, "Restore this version", "Undo"));
});

/** Restores an earlier version of a new post, and undoes that. */
async function restoreAndUndo(page: Page, back: string, undo: string): Promise<void> {
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+N");
  await expect(page.locator(".title-field")).toHaveValue("");
  await focusEditor(page);
  await page.keyboard.insertText("静かな雨の朝です。");
  await page.keyboard.press("ControlOrMeta+S");
  await expect(page.locator(".status-saved")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText("静かな雪の朝です。");
  await page.keyboard.press("ControlOrMeta+Shift+Y");
  const frame = page.frameLocator(".history-frame");
  await expect(frame.locator("del")).toHaveText("雨");
  await expect(frame.locator("ins")).toHaveText("雪");
  expect(await faultsOfWindow(page)).toEqual([]);
  // Keys scroll the page, and Escape leaves it, too.
  await pressEscapeIn(frame);
  await expect(page.locator(".sheet-dialog")).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+Shift+Y");
  await expect(frame.locator("ins")).toHaveText("雪");
  await page.getByRole("button", { name: back }).click();
  await expect(page.locator(".sheet-dialog")).toHaveCount(0);
  await expect(page.locator(".monaco-editor .view-lines").first()).toContainText("静かな雨の朝です。");
  await page.getByRole("button", { name: undo }).click();
  await expect(page.locator(".monaco-editor .view-lines").first()).toContainText("静かな雪の朝です。");
}
