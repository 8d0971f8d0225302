import { expect } from "@playwright/test";
import { newPost, shownText } from "#tests/support/program/editing.ts";
import { test, withProgram } from "#tests/support/program/program-test.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";

const program = withProgram();

test("the table at the caret is edited in a grid by keys, and written back as one undo step", async () => {
  const { page } = program;
  await newPost(page, "Table");
  await page.keyboard.insertText("前\n\n| 名 | 数 |\n|-|-|\n| 雨 | 1 |\n\n後");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ControlOrMeta+Alt+T");
  await expect(page.getByRole("dialog", { name: "Table" })).toBeVisible();
  const cell = (name: string) => page.getByRole("textbox", { name, exact: true });
  await expect(cell("Head of column 1")).toBeFocused();
  expect(await faultsOfWindow(page)).toEqual([]);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(cell("Row 1, 名")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(cell("Row 2, 名")).toBeFocused();
  await page.keyboard.insertText("a|b");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.insertText("1,234");
  // A command would replace the sheet, and the cells would be lost.
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.press("ControlOrMeta+N");
  // The new row moves up, and the column of numbers is aligned right.
  await page.keyboard.press("Alt+ArrowUp");
  await expect(cell("Row 1, 数")).toHaveValue("1,234");
  await expect(cell("Row 1, 数")).toBeFocused();
  await page.getByRole("button", { name: "Flush right" }).click();
  await page.getByRole("button", { name: "Add a column to the right" }).click();
  await cell("Head of column 3").fill("備考");
  // Pasted cells of a spreadsheet overwrite cells from the current cell on.
  // Missing rows and columns are added.
  await cell("Row 2, 備考").focus();
  await page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "春\t3\n夏\t4\n");
    document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  });
  await expect(cell("Row 2, 備考")).toHaveValue("春");
  await expect(cell("Row 3, 4")).toHaveValue("4");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.locator(".sheet-dialog")).toHaveCount(0);
  const written =
    "| 名 | 数 | 備考 | | | ---- | ----: | ---- | --- | | a\\|b | 1,234 | | | | 雨 | 1 | 春 | 3 | | | | 夏 | 4 |";
  await expect.poll(() => shownText(page)).toBe(`前 ${written} 後`);
  await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(() => shownText(page)).toBe("前 | 名 | 数 | |-|-| | 雨 | 1 | 後");
});

test("without a table at the caret, a new one is created; Cancel leaves the text unchanged", async () => {
  const { page } = program;
  await newPost(page, "New table");
  await page.keyboard.insertText("words");
  await page.keyboard.press("ControlOrMeta+Alt+T");
  await page.keyboard.insertText("a");
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(page.locator(".sheet-dialog")).toHaveCount(0);
  expect(await shownText(page)).toBe("words");
  await page.keyboard.press("ControlOrMeta+Alt+T");
  await page.keyboard.insertText("a");
  await page.getByRole("button", { name: "Remove the column" }).click();
  await page.getByRole("textbox", { name: "Head of column 1" }).fill("b");
  // Escape keeps the changes.
  await page.keyboard.press("Escape");
  await expect.poll(() => shownText(page)).toBe("words | b | | | --- | --- |");
});
