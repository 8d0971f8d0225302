import { expect, type Page } from "@playwright/test";

/** The editor's text field, ready for keys. */
export async function focusEditor(page: Page): Promise<void> {
  await page.locator(".monaco-editor .view-lines").first().waitFor();
  await page.locator(".monaco-editor .view-lines").first().click();
  await expect(page.locator(".monaco-editor").first()).toHaveClass(/focused/);
}

/** Types through the input method: a composition that changes a few times, then its result. */
export async function composeText(page: Page, steps: readonly string[], result: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const text of steps) {
    await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  }
  await session.send("Input.insertText", { text: result });
  await session.detach();
}

/** The preview's document. */
export function previewFrame(page: Page) {
  return page.frameLocator("iframe");
}
