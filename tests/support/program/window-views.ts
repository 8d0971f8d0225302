import { expect, type Page } from "@playwright/test";

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

/** Every view that has no key: it is found by the id of its command, in either language. */
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
 * Opens each of these views in turn and calls `look`. Before and after, the focus is in the window and no
 * view is open.
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
    await page.keyboard.press("ControlOrMeta+K");
    await page.keyboard.insertText(command);
    await page.locator(`[data-key="${command}"]`).click();
    await expect(page.locator(`[data-key="${command}"]`)).toHaveCount(0);
    await expect(page.locator(".sheet-dialog")).toBeVisible();
    await look(command);
    await page.keyboard.press("Escape");
    await expect(page.locator(".sheet-dialog")).toHaveCount(0);
  }
}
