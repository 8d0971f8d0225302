import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import { motionEnds, previewArticle } from "#tests/support/program/editing.ts";
import { test } from "#tests/support/program/program-test.ts";
import { resizeWindow } from "#tests/support/program/window-size.ts";

const looks = [
  { language: "ja", colours: "light", review: "内容を確かめて公開する" },
  { language: "en", colours: "dark", review: "Review and publish" },
] as const;

/** A post with a date long ago, so that the screenshots do not depend on the day of the test. */
const shown = "お茶の時間割";

for (const { language, colours, review } of looks) {
  const suffix = `${language}-${colours}`;

  test(`the main views look as in the stored screenshots: ${suffix}`, async ({ setDesk, startProgram }) => {
    const { page, app } = await startProgram(await setDesk({ preferences: { language, colours } }));
    await resizeWindow(app, 1100, 720);
    await openByPalette(page, shown);
    await expect(page.locator(".title-field")).toHaveValue(shown);
    await expect(previewArticle(page)).toContainText("煎茶");
    await page.keyboard.press("ControlOrMeta+2");
    await look(page, `main-${suffix}`);
    await page.keyboard.press("Alt+Enter");
    await expect(page.locator(".properties-form")).toBeVisible();
    await look(page, `properties-${suffix}`);
    await page.keyboard.press("Alt+Enter");
    for (const [view, key] of [
      ["palette", "ControlOrMeta+K"],
      ["settings", "ControlOrMeta+,"],
      ["help", "F1"],
    ] as const) {
      await page.keyboard.press(key);
      await expect(page.locator(".sheet-dialog")).toBeVisible();
      // Leaves out the guide's pictures, which are screenshots of the program themselves.
      await look(page, `${view}-${suffix}`, [".guide-text img"]);
      await page.keyboard.press("Escape");
      await expect(page.locator(".sheet-dialog")).toHaveCount(0);
    }
    await openByPalette(page, review);
    await expect(page.locator(".plan-group").first()).toBeVisible();
    // Leaves out the number of files, which changes with the generator.
    await look(page, `plan-${suffix}`, [".sheet-body > p:nth-of-type(2)"]);
  });

  test(`views without a post or a blog look as in the stored screenshots: ${suffix}`, async ({
    setDesk,
    startProgram,
  }) => {
    const desk = await setDesk({ preferences: { language, colours } });
    const blog = join(desk.home, "empty");
    await mkdir(join(blog, "posts"), { recursive: true });
    await writeFile(join(blog, "blog.yaml"), practiceSettings);
    const empty = await startProgram(desk, [blog]);
    await resizeWindow(empty.app, 1100, 720);
    await expect(empty.page.locator(".empty-title").first()).toBeVisible();
    await look(empty.page, `empty-${suffix}`);
    await empty.kill();

    await rm(blog, { recursive: true });
    await mkdir(blog);
    const failed = await startProgram(desk, [blog]);
    await resizeWindow(failed.app, 1100, 720);
    await expect(failed.page.locator(".blog-failed")).toBeVisible();
    await look(failed.page, `failed-${suffix}`, [".blog-failed h2"]);
  });

  test(`the first page looks as in the stored screenshots: ${suffix}`, async ({ setDesk, startProgram }) => {
    const desk = await setDesk({ preferences: { language, colours } });
    await rm(desk.blog, { recursive: true });
    const { page, app } = await startProgram(desk, []);
    await resizeWindow(app, 720, 600);
    await expect(page.locator(".first-way").first()).toBeFocused();
    await look(page, `first-${suffix}`);
  });
}

async function look(page: Page, name: string, masked: readonly string[] = []): Promise<void> {
  // Moves the pointer away from all controls.
  await page.mouse.move(0, 0);
  await motionEnds(page);
  await expect(page).toHaveScreenshot(`${name}.png`, {
    mask: masked.map((selector) => page.locator(selector)),
  });
}

async function openByPalette(page: Page, name: string): Promise<void> {
  await expect(page.locator(".monaco-editor .view-lines").first()).toBeVisible();
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.insertText(name);
  await page.getByRole("option", { name }).first().click();
}
