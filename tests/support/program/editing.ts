import { expect, type FrameLocator, type Locator, type Page } from "@playwright/test";

/** Waits until the window can be used. */
export async function ready(page: Page): Promise<void> {
  await expect(page.locator(".monaco-editor .view-lines").first()).toBeVisible();
}

/** Moves the focus to the text, with a click in the middle of the editor. */
export async function focusEditor(page: Page): Promise<void> {
  const editor = page.locator(".monaco-editor").first();
  // Before a second attempt, `click` scrolls the element into view. Monaco then scrolls past the end of the text.
  await expect(async () => {
    const { x, y, width, height } = (await editor.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
    await page.mouse.click(x + width / 2, y + height / 2);
    await expect(editor).toHaveClass(/focused/, { timeout: 2_000 });
  }).toPass();
}

/** Returns the visible part of the text in the editor, with wrapped lines and ordinary spaces. */
export async function shownText(page: Page): Promise<string> {
  return (await shownLines(page)).join("\n").replace(/\s+/g, " ").trim();
}

/** Returns the visible text in the editor line by line. */
export async function shownLines(page: Page): Promise<string[]> {
  const lines = await page.locator(".monaco-editor .view-lines .view-line").evaluateAll((all) =>
    all
      .map((line) => ({
        top: Number.parseFloat((line as HTMLElement).style.top),
        text: line.textContent ?? "",
      }))
      // Monaco appends line elements in the order of their creation, so they have to be sorted
      .sort((one, other) => one.top - other.top)
      .map(({ text }) => text),
  );
  return lines.map((line) => line.replaceAll("\u00A0", " "));
}

/** Returns the document of the visible preview page, not of a page that is still loading behind it. */
export function previewFrame(page: Page): FrameLocator {
  return page.frameLocator("iframe[data-front]");
}

/** Returns the article in the preview. */
export function previewArticle(page: Page): Locator {
  return previewFrame(page).locator(".e-content");
}

/** Evaluates a function with an element of a page. Evaluates it again if the page is replaced meanwhile. */
export async function evaluateInPage<Value, Given = void>(
  element: Locator,
  read: (element: HTMLElement | SVGElement, given: Given) => Value | Promise<Value>,
  given: Given = undefined as Given,
): Promise<Value> {
  for (;;) {
    try {
      return await element.evaluate(
        read as (element: HTMLElement | SVGElement, given: unknown) => Value,
        given,
      );
    } catch (error) {
      if (!/Frame was detached|Execution context was destroyed/.test(String(error))) throw error;
    }
  }
}

/** Waits until keys reach a page. The window shows the focus there earlier than the page has it. */
export async function pageHasFocus(frame: FrameLocator): Promise<void> {
  await expect.poll(() => evaluateInPage(frame.locator(":root"), () => document.hasFocus())).toBe(true);
}

/** Creates a post with a title, and moves the focus to its text. */
export async function newPost(page: Page, title: string): Promise<void> {
  await page.getByRole("button", { name: "New post", exact: true }).first().click();
  const field = page.getByRole("textbox", { name: "Title", exact: true });
  await expect(field).toHaveValue("");
  await field.fill(title);
  await focusEditor(page);
}

/** Opens a post or page through the palette. */
export async function openPost(page: Page, title: string): Promise<void> {
  await page.getByRole("button", { name: "New post", exact: true }).first().waitFor();
  await page.keyboard.press("ControlOrMeta+K");
  await page.getByRole("combobox", { name: "Find commands and posts" }).fill(title);
  await page.getByRole("option", { name: title }).first().click();
  await expect(page.getByRole("textbox", { name: "Title", exact: true })).toHaveValue(title);
}

/** Marks the open draft as ready to be published. */
export async function makeReady(page: Page): Promise<void> {
  const properties = page.getByRole("button", { name: /^Properties/ });
  await properties.click();
  await page.locator("label.choice-option", { hasText: "Waiting to be published" }).click();
  await expect(page.getByRole("radio", { name: "Waiting to be published" })).toBeChecked();
  await properties.click();
}

/** Waits until the program has saved all text in files. */
export async function saved(page: Page): Promise<void> {
  await expect(page.locator(".status-save")).toHaveText("Saved");
}

/** Pastes plain text from the desktop's clipboard into the focused element. */
export function pasteText(page: Page, text: string): Promise<void> {
  return page.evaluate((plain) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", plain);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  }, text);
}

/** Pastes pictures from the desktop's clipboard. */
export async function pasteImage(page: Page, ...pictures: readonly string[]): Promise<void> {
  await page.evaluate((all) => {
    const transfer = new DataTransfer();
    for (const data of all) {
      const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
      transfer.items.add(new File([bytes], "image.png", { type: "image/png" }));
    }
    const event = new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  }, pictures);
}

/**
 * Presses Escape in a page that disappears as a result.
 * The key event is delayed, because Playwright gets no answer from a page that disappears during the call.
 */
export async function pressEscapeIn(page: FrameLocator): Promise<void> {
  await page.locator("body").evaluate((body) => {
    const press = new KeyboardEvent("keydown", { key: "Escape", code: "Escape", bubbles: true });
    setTimeout(() => body.dispatchEvent(press), 50);
  });
}

/**
 * Waits until no element on screen moves.
 * Does not await `finished`, because Chromium would keep the elements of animations that never finish.
 */
export async function motionEnds(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const moves = (): boolean =>
      document
        .getAnimations()
        .some(({ playState, pending, effect }) =>
          effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY
            ? false
            : pending || playState === "running",
        );
    while (moves()) await new Promise((next) => setTimeout(next, 20));
  });
}
