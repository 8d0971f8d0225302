import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ElectronApplication, expect, type Page } from "@playwright/test";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import { focusEditor, previewArticle, ready, saved } from "#tests/support/program/editing.ts";
import { newWindow } from "#tests/support/program/program.ts";
import { test } from "#tests/support/program/program-test.ts";
import { startAgain } from "#tests/support/program/start-again.ts";

const titleOf = (page: Page) => page.getByRole("textbox", { name: "Title", exact: true });

test("a start with a post shows it in the window of its blog", async ({ setDesk, startProgram }) => {
  const desk = await setDesk({ blog: await makeBlog(3, practiceSettings) });
  const { page, app } = await startProgram(desk, [join(desk.blog, "posts/diary/002.md")]);
  await expect(titleOf(page)).toHaveValue("第2回の話");
  // A post that is passed to a second start opens in the first program.
  expect(await startAgain(desk, [join(desk.blog, "posts/diary/001.md")])).toBe(0);
  await expect(titleOf(page)).toHaveValue("第1回の話");
  expect(app.windows()).toHaveLength(1);
  // As on macOS, the program continues without a window. Its menu then offers the commands that open one.
  await asOnMac(app);
  await page.evaluate(() => window.close());
  await expect.poll(() => app.windows()).toHaveLength(0);
  const isEnabled = (id: string): Promise<boolean | undefined> =>
    app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.enabled, id);
  await expect.poll(() => isEnabled("publish")).toBe(false);
  expect(await isEnabled("new-post")).toBe(true);
  const opened = newWindow(app);
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById("new-post")?.click());
  const second = await opened;
  await expect(titleOf(second)).toHaveValue("");
  await expect(titleOf(second)).toBeFocused();
  expect(app.windows()).toHaveLength(1);
});

test("the blog’s menu lists blogs that were opened recently", async ({ setDesk, startProgram }) => {
  const other = await makeBlog(1, practiceSettings.replace("日々の話", "もう一つ"));
  const desk = await setDesk({ preferences: { recentBlogs: [other] } });
  const { page, app } = await startProgram(desk);
  await ready(page);
  await page.getByRole("button", { name: "Menu of “ひとこと日記”" }).press("Enter");
  // Arrow Up moves from the first item to the last.
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("menuitem").last()).toBeFocused();
  const opened = newWindow(app);
  await page.keyboard.press("Enter");
  const second = await opened;
  await expect(second.getByRole("button", { name: "Menu of “もう一つ”" })).toBeVisible();
  await rm(other, { recursive: true });
});

test("two blogs have two windows, and neither can show the other's files", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await makeBlog(1, practiceSettings) });
  const other = await makeBlog(1, practiceSettings.replace("日々の話", "もう一つ"));
  const { page, app } = await startProgram(desk);
  await ready(page);
  const [second] = await Promise.all([newWindow(app), startAgain(desk, [other])]);
  await expect(second.getByRole("button", { name: "Menu of “もう一つ”" })).toBeVisible();
  await expect(previewArticle(second)).toBeVisible();
  await expect(previewArticle(page)).toBeVisible();
  const origin = (of: Page): Promise<string> =>
    of.locator("iframe[data-front]").evaluate((frame) => new URL((frame as HTMLIFrameElement).src).origin);
  expect(await origin(page)).not.toBe(await origin(second));

  // Closing one window does not affect the other.
  await second.evaluate(() => window.close());
  await expect.poll(() => app.windows()).toHaveLength(1);
  await focusEditor(page);
  await page.keyboard.insertText("続けて書けます。");
  await saved(page);
  await rm(other, { recursive: true });
});

test("for a folder that is no blog, or is missing, a message offers a way to continue", async ({
  setDesk,
  startProgram,
}) => {
  const empty = await mkdtemp(join(tmpdir(), "hitofude-empty-"));
  // A folder that was never opened is asked about instead (first-run.spec.ts)
  const desk = await setDesk({ preferences: { recentBlogs: [empty] } });
  await writeFile(join(empty, "notes.txt"), "no blog");
  const { page } = await startProgram(desk, [empty]);
  await expect(page.getByText(`${empty} has none of a blog’s files (blog.yaml, posts).`)).toBeVisible();
  await expect(page.getByRole("button", { name: /Open blog/ }).first()).toBeVisible();
  await rm(empty, { recursive: true });
});

test("the author can write although the preferences cannot be read", async ({ setDesk, startProgram }) => {
  const desk = await setDesk();
  await writeFile(join(desk.home, "user-data", "preferences.json"), '{"language": "en", "editorFontSize": "');
  await writeFile(join(desk.home, "user-data", "windows.json"), "[[[");
  const { page } = await startProgram(desk);
  await focusEditor(page);
  await page.keyboard.type("Still here.");
  await expect(previewArticle(page)).toContainText("Still here.");
});

/** Makes our code in the main process believe that it runs on macOS. Electron's own code is not deceived. */
async function asOnMac(app: ElectronApplication): Promise<void> {
  await app.evaluate(() => {
    const { platform } = process;
    Object.defineProperty(process, "platform", {
      get: () => (new Error().stack?.split("\n")[2]?.includes("/out/main/") ? "darwin" : platform),
    });
  });
}
