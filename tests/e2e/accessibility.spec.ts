import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { focusEditor, motionEnds, previewArticle, previewFrame } from "#tests/support/editing.ts";
import { test } from "#tests/support/program-test.ts";

type AxeResults = Awaited<ReturnType<AxeBuilder["analyze"]>>;

/** Every view that a key opens, and how it is closed again. */
const views = [
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
  { name: "notices", open: "Control+Shift+B", close: "Escape" },
] as const;

/** Every view that has no key: it is found by the id of its command, in either language. */
const keyless = ["keys", "snippets"] as const;

/** Both languages and both schemes; contrast does not depend on the language, so they need not be crossed. */
const looks = [
  { language: "ja", colours: "light", review: "内容を確かめて公開する" },
  { language: "en", colours: "dark", review: "Review and publish" },
] as const;

for (const { language, colours, review } of looks) {
  test(`axe finds nothing in any view: ${language}, ${colours}`, async ({ setDesk, startProgram }) => {
    const { page } = await startProgram(await setDesk({ preferences: { language, colours } }));
    await focusEditor(page);
    await expect(previewArticle(page)).toBeVisible();
    const look = async (view: string): Promise<void> => {
      // Colours on their way are not those of the view.
      await motionEnds(page);
      expect(await faultsOfWindow(page), view).toEqual([]);
    };
    await look("main window");
    expect(await faultsOfPage(page), "page").toEqual([]);
    for (const { name, open, close } of views) {
      await page.keyboard.press(open);
      await expect(page.locator(name === "properties" ? ".properties-form" : ".sheet-dialog")).toBeVisible();
      await look(name);
      await page.keyboard.press(close);
      await expect(page.locator(".sheet-dialog")).toHaveCount(0);
    }
    for (const command of keyless) {
      await page.keyboard.press("Control+K");
      await page.keyboard.insertText(command);
      await page.locator(`[data-key="${command}"]`).click();
      await expect(page.locator(".sheet-title")).toBeVisible();
      await look(command);
      await page.keyboard.press("Escape");
      await expect(page.locator(".sheet-dialog")).toHaveCount(0);
    }
    await page.keyboard.press("Control+K");
    await page.keyboard.insertText(review);
    await page.getByRole("option", { name: review }).click();
    await expect(page.locator(".plan-group").first()).toBeVisible();
    await look("publish plan");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("progressbar")).toHaveCount(0);
    await page.keyboard.press("Control+Shift+P");
    await expect(page.locator(".notice-good")).toBeVisible();
    await look("after publishing");
  });
}

/** What axe finds in the window. */
async function faultsOfWindow(page: Page): Promise<string[]> {
  return faultsIn(await new AxeBuilder({ page }).setLegacyMode(true).exclude("iframe").analyze());
}

/** What axe finds in the preview's page, which is of another origin and has to be asked by itself; axe is there already. */
async function faultsOfPage(page: Page): Promise<string[]> {
  const root = previewFrame(page).locator(":root");
  return faultsIn(await root.evaluate((): Promise<AxeResults> => Reflect.get(globalThis, "axe").run()));
}

function faultsIn({ violations }: AxeResults): string[] {
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target}: ${node.html}`).join(" | ")}`,
  );
}
