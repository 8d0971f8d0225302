import { expect, type Page } from "@playwright/test";

/** Every view that a key opens, and the way to close it. */
export const views = [
  { name: "properties", open: "Alt+Enter", close: "Alt+Enter" },
  { name: "palette", open: "Control+K", close: "Escape" },
  { name: "settings", open: "Control+,", close: "Escape" },
  { name: "rename", open: "F2", close: "Escape" },
  { name: "history", open: "Control+Shift+Y", close: "Escape" },
  { name: "outline", open: "Control+J", close: "Escape" },
  { name: "fix", open: "Control+.", close: "Escape" },
  { name: "table", open: "Control+Alt+T", close: "Escape" },
  { name: "snippet", open: "Control+Alt+S", close: "Escape" },
  { name: "search", open: "Control+Shift+F", close: "Escape" },
  { name: "replace", open: "Control+Shift+H", close: "Escape" },
  { name: "checks", open: "Control+Shift+M", close: "Escape" },
  { name: "help", open: "F1", close: "Escape" },
  { name: "quick post", open: "Control+Shift+N", close: "Escape" },
  { name: "addendum", open: "Control+Shift+A", close: "Escape" },
  { name: "comment reply", open: "Control+Shift+R", close: "Escape" },
  { name: "link to a post", open: "Control+Shift+K", close: "Escape" },
  { name: "relate", open: "Control+Alt+R", close: "Escape" },
  { name: "images", open: "Control+Shift+I", close: "Escape" },
  { name: "notices", open: "Control+Shift+B", close: "Escape" },
] as const;

/** Every view without a key; it is opened by the id of its command, in either language. */
export const keylessViews = ["keys", "snippets", "targets"] as const;

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
    await page.keyboard.press("Control+K");
    await page.keyboard.insertText(command);
    await page.locator(`[data-key="${command}"]`).click();
    await expect(page.locator(".sheet-title")).toBeVisible();
    await look(command);
    await page.keyboard.press("Escape");
    await expect(page.locator(".sheet-dialog")).toHaveCount(0);
  }
}
