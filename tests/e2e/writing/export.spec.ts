import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import { focusEditor, openPost } from "#tests/support/program/editing.ts";
import { test } from "#tests/support/program/program-test.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";
import { readZip } from "#tests/support/read-zip.ts";

test("posts are exported as an e-book and as a PDF, and a theme as a zip", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await makeBlog(3, practiceSettings) });
  const { page, app } = await startProgram(desk);
  await app.evaluate(({ dialog }, folder) => {
    dialog.showSaveDialog = async (_window: unknown, options?: { defaultPath?: string }) => {
      const filePath = `${folder}/${options?.defaultPath?.replace(/^.*\./, "out.")}`;
      return { canceled: false, filePath, bookmark: "" };
    };
  }, desk.home);
  await openPost(page, "第1回の話");
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText("まだ保存していない言葉");

  await page.keyboard.press("ControlOrMeta+Alt+E");
  await page.getByText("Vertical text").click();
  await page.getByRole("button", { name: "Export…" }).click();
  await expect(page.locator(".export-form")).toContainText("1 post was exported");
  expect(await faultsOfWindow(page)).toEqual([]);
  const book = readZip(join(desk.home, "out.epub"));
  expect(book.get("EPUB/chapter-1.xhtml")?.toString()).toContain("まだ保存していない言葉");
  expect(book.get("EPUB/package.opf")?.toString()).toContain('page-progression-direction="rtl"');

  await page.getByRole("button", { name: "Export again" }).click();
  await page.getByText("PDF", { exact: true }).click();
  await page.getByText("The whole blog").click();
  await page.getByRole("button", { name: "Export…" }).click();
  await expect(page.locator(".export-form")).toContainText("3 posts were exported");
  const pdf = await readFile(join(desk.home, "out.pdf"), "latin1");
  expect(pdf).toMatch(/^%PDF-/);
  // A title page with the list of posts, and each post on a page of its own
  expect(pdf.match(/\/Type \/Page\b/g)?.length).toBe(4);

  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+Shift+S");
  const sheet = page.getByRole("dialog", { name: "Blog settings" });
  await sheet.getByRole("option", { name: "Look" }).click();
  await sheet.getByRole("button", { name: "Export as zip" }).click();
  await expect(sheet).toContainText("was exported");
  expect(readZip(join(desk.home, "out.zip")).has("templates/post.liquid")).toBe(true);
});
