import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { focusEditor, previewArticle, previewFrame } from "#tests/support/editing.ts";
import { test } from "#tests/support/program-test.ts";

type AxeResults = Awaited<ReturnType<AxeBuilder["analyze"]>>;

/** Every view that a key opens, and how it is closed again. */
const views = [
  { name: "properties", open: "Alt+Enter", close: "Alt+Enter" },
  { name: "palette", open: "Control+K", close: "Escape" },
  { name: "settings", open: "Control+,", close: "Escape" },
  { name: "rename", open: "F2", close: "Escape" },
  { name: "checks", open: "Control+Shift+M", close: "Escape" },
  { name: "help", open: "F1", close: "Escape" },
] as const;

for (const language of ["ja", "en"] as const) {
  for (const colours of ["light", "dark"] as const) {
    test(`axe finds nothing in any view: ${language}, ${colours}`, async ({ setDesk, startProgram }) => {
      const { page } = await startProgram(await setDesk({ preferences: { language, colours } }));
      await focusEditor(page);
      await expect(previewArticle(page)).toBeVisible();
      expect(await violations(page), "main window").toEqual([]);
      for (const { name, open, close } of views) {
        await page.keyboard.press(open);
        await expect(
          page.locator(name === "properties" ? ".properties-form" : ".sheet-dialog"),
        ).toBeVisible();
        // Colours on their way are not those of the view.
        await settled(page);
        expect(await violations(page), name).toEqual([]);
        await page.keyboard.press(close);
        await expect(page.locator(".sheet-dialog")).toHaveCount(0);
      }
      await page.keyboard.press("Control+Shift+P");
      await expect(page.getByRole("button", { name: /^(View site|サイトを見る)$/ })).toBeVisible();
      await settled(page);
      expect(await violations(page), "after publishing").toEqual([]);
    });
  }
}

/** What axe finds in the window, and in the preview's page, which is of another origin and has to be asked by itself. */
async function violations(page: Page): Promise<string[]> {
  const results = await new AxeBuilder({ page }).setLegacyMode(true).exclude("iframe").analyze();
  const inPage = await previewFrame(page)
    .locator(":root")
    .evaluate(async (): Promise<AxeResults> => Reflect.get(globalThis, "axe").run());
  return [...results.violations, ...inPage.violations].map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target}: ${node.html}`).join(" | ")}`,
  );
}

async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
  });
}
