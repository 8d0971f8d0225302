import { expect, type Locator, type Page, type ElectronApplication } from "@playwright/test";
import { focusEditor, newPost, ready, shownText } from "#tests/support/program/editing.ts";
import { storedPreferences } from "#tests/support/program/program.ts";
import { test, withProgram } from "#tests/support/program/program-test.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";

test.describe("with the usual keys", () => {
  const program = withProgram();

  test("a key that is changed by keyboard applies at once in text, palette, menu and help", async () => {
    const { page, app, desk } = program;
    await newPost(page, "Keys");
    await openKeys(page);
    await filter(page, "strike");
    await page.getByRole("button", { name: "Give “Strikethrough” a key" }).focus();
    await page.keyboard.press("Enter");
    // While a new key is recorded, a key that belongs to a command does not run the command.
    await page.keyboard.press("ControlOrMeta+B");
    await expect(page.getByText("Ctrl+B is the key of “Bold”")).toBeVisible();
    expect(await faultsOfWindow(page)).toEqual([]);
    await page.keyboard.press("Enter");
    await expect(
      page.getByRole("button", { name: "Change the key of “Strikethrough”, Ctrl+B" }),
    ).toBeFocused();
    await filter(page, "bold");
    await expect(page.getByRole("button", { name: "Give “Bold” a key" })).toBeVisible();
    await page.keyboard.press("Escape");

    await focusEditor(page);
    await page.keyboard.insertText("words");
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.press("ControlOrMeta+B");
    await expect.poll(() => shownText(page)).toBe("~~words~~");
    expect(await menuKey(app, "strike")).toBe("CmdOrCtrl+B");
    expect(await menuKey(app, "bold")).toBeNull();
    await page.keyboard.press("ControlOrMeta+K");
    await page.keyboard.insertText("Strikethrough");
    await expect(page.getByRole("option", { name: /Strikethrough/ })).toContainText("Ctrl+B");
    await page.keyboard.press("Escape");
    await page.keyboard.press("F1");
    await page.getByRole("option", { name: "Keys", exact: true }).click();
    await expect(page.locator(".key-table div", { hasText: "Strikethrough" })).toContainText("Ctrl+B");
    await page.keyboard.press("Escape");
    await expect
      .poll(async () => (await storedPreferences(desk)).keys)
      .toEqual({
        strike: "CmdOrCtrl+B",
        bold: null,
      });

    // Resets the command that lost its key, which also takes the key from the other. Then resets all keys.
    await openKeys(page);
    await filter(page, "bold");
    await page.getByRole("button", { name: "Reset “Bold” to Ctrl+B" }).click();
    await page.getByRole("button", { name: "Move it here" }).click();
    await expect(page.getByRole("button", { name: "Change the key of “Bold”, Ctrl+B" })).toBeVisible();
    await filter(page, "save");
    await record(page, page.getByRole("button", { name: "Change the key of “Save”, Ctrl+S" }), "F9");
    await expect.poll(async () => (await storedPreferences(desk)).keys).toEqual({ save: "F9" });
    await page.getByRole("button", { name: "Reset all keys" }).click();
    await page.getByRole("button", { name: "Reset all of them" }).click();
    await expect(page.getByRole("button", { name: "Change the key of “Save”, Ctrl+S" })).toBeVisible();
    await expect.poll(async () => (await storedPreferences(desk)).keys).toEqual({});
  });

  test("the interface follows a pointer that rested on the text, and receives keys outside of it", async () => {
    const { page } = program;
    await newPost(page, "Pointer");
    await focusEditor(page);
    const properties = page.locator(".properties-line");
    const rest = async (place: Locator): Promise<void> => {
      const box = await place.boundingBox();
      if (!box) throw new Error("nothing is there");
      // Moves the mouse in one step, like a fast hand, so that no event in between reports a position.
      await page.mouse.move(box.x + 20, box.y + 10);
    };
    for (const words of ["before", "after"]) {
      await rest(page.locator(".view-line").first());
      await expect(properties).not.toHaveAttribute("data-hovered");
      await page.keyboard.type(words);
      await rest(properties);
      await expect(properties).toHaveAttribute("data-hovered", "true");
      // Opens and closes a sheet, because React then has one more listener.
      await page.keyboard.press("F1");
      await expect(page.getByRole("dialog")).toBeVisible();
      await page.keyboard.press("Escape");
      await expect(page.getByRole("dialog")).toBeHidden();
    }
    await expect.poll(() => shownText(page)).toBe("beforeafter");
  });
});

test("keys that type, reserved keys and keys of input methods are distinguished", async ({
  setDesk,
  startProgram,
}) => {
  const preferences = { keys: { "find-in-text": "CmdOrCtrl+Alt+F", history: "Nonsense+K" } };
  const { page } = await startProgram(await setDesk({ preferences }));
  await focusEditor(page);
  // The command has a new key, so that the editor's own key for finding has no effect.
  await page.keyboard.press("ControlOrMeta+F");
  await page.keyboard.press("ControlOrMeta+Alt+F");
  await expect(page.locator(".find-widget.visible")).toHaveCount(1);
  await page.keyboard.press("Escape");
  await openKeys(page);
  await filter(page, "strike");
  const button = page.getByRole("button", { name: "Give “Strikethrough” a key" });
  await record(page, button, "a");
  await expect(page.getByText("This key types or moves about")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+C");
  await expect(page.getByText("Ctrl+C does the same in every program")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Space");
  await expect(page.getByText("Input methods may take Ctrl+Space")).toBeVisible();
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(button).toBeVisible();
  await button.click();
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();
});

async function openKeys(page: Page): Promise<void> {
  await ready(page);
  await page.keyboard.press("ControlOrMeta+,");
  await page.getByRole("button", { name: "Keyboard shortcuts…" }).click();
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
}

async function filter(page: Page, words: string): Promise<void> {
  await page.getByRole("textbox", { name: "Filter commands" }).fill(words);
}

async function record(page: Page, button: Locator, key: string): Promise<void> {
  await button.click();
  await expect(page.locator(".key-recorder")).toBeFocused();
  await page.keyboard.press(key);
}

function menuKey(app: ElectronApplication, id: string): Promise<string | null> {
  return app.evaluate(
    ({ Menu }, command) =>
      String(Menu.getApplicationMenu()?.getMenuItemById(command)?.accelerator ?? "") || null,
    id,
  );
}
