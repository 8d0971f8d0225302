import { expect, type Page } from "@playwright/test";
import { focusEditor, pasteText } from "./editing.ts";

/** Every view that a key opens, and the way to close it. */
export const views = [
  { name: "properties", open: "Alt+Enter", close: "Alt+Enter" },
  { name: "palette", open: "ControlOrMeta+K", close: "Escape" },
  { name: "settings", open: "ControlOrMeta+,", close: "Escape" },
  { name: "blog-settings", open: "ControlOrMeta+Shift+S", close: "Escape" },
  { name: "rename", open: "F2", close: "Escape" },
  { name: "history", open: "ControlOrMeta+Shift+Y", close: "Escape" },
  { name: "outline", open: "ControlOrMeta+J", close: "Escape" },
  { name: "fix", open: "ControlOrMeta+.", close: "Escape" },
  { name: "table", open: "ControlOrMeta+Alt+T", close: "Escape" },
  { name: "snippet", open: "ControlOrMeta+Alt+S", close: "Escape" },
  { name: "search", open: "ControlOrMeta+Shift+F", close: "Escape" },
  { name: "replace", open: "ControlOrMeta+Shift+H", close: "Escape" },
  { name: "checks", open: "ControlOrMeta+Shift+M", close: "Escape" },
  { name: "help", open: "F1", close: "Escape" },
  { name: "quick post", open: "ControlOrMeta+Shift+N", close: "Escape" },
  { name: "addendum", open: "ControlOrMeta+Shift+A", close: "Escape" },
  { name: "comment reply", open: "ControlOrMeta+Shift+R", close: "Escape" },
  { name: "link to a post", open: "ControlOrMeta+Shift+K", close: "Escape" },
  { name: "relate", open: "ControlOrMeta+Alt+R", close: "Escape" },
  { name: "images", open: "ControlOrMeta+Shift+I", close: "Escape" },
  { name: "export", open: "ControlOrMeta+Alt+E", close: "Escape" },
  { name: "notices", open: "ControlOrMeta+Shift+B", close: "Escape" },
] as const;

/** Views that have no key. The commands that open these views are found by their ids, in either language. */
export const keylessViews = [
  "keys",
  "snippets",
  "targets",
  "put-online",
  "change-posts",
  "move-to-section",
  "trash",
  "terms",
  "new-from-template",
  "insert-from-library",
  "move-in",
  "compare-live",
] as const;

/**
 * Opens each of these views in turn, and calls `look` for each view.
 * Before and after each view, the focus is in the window and no view is open.
 */
export async function visitViews(page: Page, look: (view: string) => Promise<void>): Promise<void> {
  for (const { name: view, open, close } of views) {
    await page.keyboard.press(open);
    await expect(page.locator(view === "properties" ? ".properties-form" : ".sheet-dialog")).toBeVisible();
    await look(view);
    await page.keyboard.press(close);
    await expect(page.locator(".sheet-dialog")).toHaveCount(0);
  }
  for (const command of keylessViews) {
    await openByCommand(page, command);
    await look(command);
    await page.keyboard.press("Escape");
    await expect(page.locator(".sheet-dialog")).toHaveCount(0);
    await expect(page.locator(".editor-monaco .monaco-editor").first(), command).toHaveClass(/focused/);
  }
}

/** Opens the view of a command. Finds the command by its id, in either language. */
export async function openByCommand(page: Page, command: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.insertText(command);
  await page.locator(`[data-key="${command}"]`).click();
  await expect(page.locator(`[data-key="${command}"]`)).toHaveCount(0);
  await expect(page.locator(".sheet-dialog")).toBeVisible();
}

/**
 * Opens views that other views lead to, and the question about a pasted address.
 * Calls `look` for each.
 * The blog must have an image.
 * Before and after each view, the focus is in the text and no view is open.
 */
export async function visitInnerViews(page: Page, look: (view: string) => Promise<void>): Promise<void> {
  const sheets = page.locator(".sheet-dialog");
  await page.keyboard.press("Alt+Enter");
  await page.locator(".properties-form .icon-button").first().click();
  await expect(page.locator(".date-picker")).toBeVisible();
  await look("date picker");
  await page.keyboard.press("Escape");
  await expect(page.locator(".date-picker")).toHaveCount(0);
  await page.locator(".picture-field .button").first().click();
  await expect(sheets.locator(".picture-tile").first()).toBeVisible();
  await look("picture picker");
  await page.keyboard.press("Escape");
  await expect(sheets).toHaveCount(0);
  await page.keyboard.press("Alt+Enter");

  await page.keyboard.press("ControlOrMeta+Shift+I");
  await sheets.getByRole("option").first().click();
  await sheets.locator(".sheet-actions .button").nth(1).click();
  await expect(page.locator(".crop-area")).toBeVisible();
  await look("crop-image");
  await page.keyboard.press("Escape");
  await expect(sheets).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(sheets).toHaveCount(0);

  await openByCommand(page, "targets");
  await sheets.locator(".sheet-actions .button-primary").click();
  await sheets.locator(".select-button").first().click();
  await page.locator('[role=option][data-key="ftps"]').click();
  await expect(page.getByRole("option")).toHaveCount(0);
  await look("form for FTPS");
  await page.keyboard.press("Escape");
  await expect(sheets).toHaveCount(0);

  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText("\n\n");
  await pasteText(page, "https://tides.example/");
  await expect(page.locator(".notice")).toContainText("tides.example");
  await look("question about cards");
  await page.locator(".notice .icon-button").click();
  await expect(page.locator(".notice")).toHaveCount(0);
  await focusEditor(page);
}
