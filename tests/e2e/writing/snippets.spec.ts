import { expect } from "@playwright/test";
import { focusEditor, newPost, shownText } from "#tests/support/program/editing.ts";
import { storedPreferences } from "#tests/support/program/program.ts";
import { test } from "#tests/support/program/program-test.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";

test("a snippet is created, inserted at the caret as one undo step, and filled in with Tab", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk();
  const { page } = await startProgram(desk);
  await newPost(page, "Books");
  await page.keyboard.press("ControlOrMeta+Alt+S");
  await page.getByRole("option", { name: "Edit snippets…" }).click();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  const sheet = page.getByRole("dialog", { name: "Snippets" });
  await sheet.getByRole("textbox", { name: "Name" }).fill("読書");
  await sheet.getByRole("textbox", { name: "Text" }).fill("「{{題}}」{{人}}、$5。{{}}（{{選択}}）");
  expect(await faultsOfWindow(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect
    .poll(async () => (await storedPreferences(desk)).snippets)
    .toEqual([{ name: "読書", text: "「{{題}}」{{人}}、$5。{{}}（{{選択}}）" }]);

  await focusEditor(page);
  await page.keyboard.insertText("メモ");
  const insert = async (query: string): Promise<void> => {
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.press("ControlOrMeta+Alt+S");
    await expect(page.getByRole("option", { name: "読書" })).toBeVisible();
    if (query !== "") await page.keyboard.insertText(query);
    await page.keyboard.press("Enter");
    await expect.poll(() => shownText(page)).toBe("「題」人、$5。（メモ）");
  };
  await insert("読書");
  await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(() => shownText(page)).toBe("メモ");
  await insert("");
  await page.keyboard.insertText("草枕");
  await page.keyboard.press("Tab");
  await page.keyboard.insertText("漱石");
  await page.keyboard.press("Tab");
  await page.keyboard.insertText("良");
  await expect.poll(() => shownText(page)).toBe("「草枕」漱石、$5。良（メモ）");

  // In the palette, each snippet is a separate entry.
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.insertText("読書");
  await expect(page.getByRole("option", { name: "読書" })).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => shownText(page)).toBe("「題」人、$5。（「草枕」漱石、$5。良（メモ））");
});
