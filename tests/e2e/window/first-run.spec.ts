import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import { saved } from "#tests/support/program/editing.ts";
import { type Desk, newWindow, type RunningProgram } from "#tests/support/program/program.ts";
import { test } from "#tests/support/program/program-test.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";
import { expectPublished, publishedSite } from "#tests/support/program/publishing-window.ts";

interface Programs {
  setDesk(options?: { preferences?: Record<string, unknown> }): Promise<Desk>;
  startProgram(desk: Desk, given?: readonly string[]): Promise<RunningProgram>;
}

/** Starts the program as for a new user: without a blog, and with the language as the only preference. */
async function firstStart(
  { setDesk, startProgram }: Programs,
  language: "ja" | "en" | "system" = "en",
  given: readonly string[] = [],
) {
  const desk = await setDesk({ preferences: { language } });
  await rm(desk.blog, { recursive: true });
  return { ...(await startProgram(desk, given)), desk };
}

test("a start as by `npm start` opens the sample blog at once", async ({ setDesk, startProgram }) => {
  const { page, app } = await firstStart({ setDesk, startProgram }, "en", ["--sample"]);
  await expect(page.getByRole("button", { name: "Menu of “The Window Seat”" })).toBeVisible();
  expect(existsSync(join(await blogsOf(app), "sample-blog-en", "blog.yaml"))).toBe(true);
});

test("a new user creates and publishes the sample blog by keyboard alone", async ({
  setDesk,
  startProgram,
}) => {
  const { page: first, app } = await firstStart({ setDesk, startProgram });
  await expect(first.getByRole("button", { name: "Start with the sample blog" })).toBeFocused();
  const page = await nextWindow(app, () => first.keyboard.press("Enter"));
  await expect(page.getByRole("button", { name: "Menu of “The Window Seat”" })).toBeVisible();
  expect(existsSync(join(await blogsOf(app), "sample-blog-en", "blog.yaml"))).toBe(true);
  await expect.poll(() => app.windows()).toHaveLength(1);
  await publishQuickly(page, "The first words of all.");
  expect(await siteText(page, app, "rss.xml")).toContain("The first words of all.");
});

test("a new user creates and publishes an own blog by keyboard alone", async ({ setDesk, startProgram }) => {
  const { page: first, app } = await firstStart({ setDesk, startProgram });
  await expect(first.getByRole("button", { name: "Start with the sample blog" })).toBeFocused();
  await first.keyboard.press("Tab");
  await expect(first.getByRole("button", { name: "Make a blog" })).toBeFocused();
  await first.keyboard.press("Enter");
  const name = first.getByRole("textbox", { name: "Name of the blog" });
  await expect(name).toBeFocused();
  await first.keyboard.press("Escape");
  await expect(name).toHaveCount(0);
  await expect(first.getByRole("button", { name: "Make a blog" })).toBeFocused();
  await first.keyboard.press("Enter");
  await expect(name).toBeFocused();
  await first.keyboard.insertText('山の"日記": 2/3');
  await expect(first.getByText(/山の 日記 2 3$/)).toBeVisible();
  const page = await nextWindow(app, () => first.keyboard.press("Enter"));
  await expect(page.getByRole("button", { name: 'Menu of “山の"日記": 2/3”' })).toBeVisible();
  await expect(page.locator(".pane-text").getByRole("button", { name: "New post" })).toBeFocused();
  await page.keyboard.press("Enter");
  const title = page.getByRole("textbox", { name: "Title", exact: true });
  await expect(title).toBeFocused();
  await page.keyboard.type("Up");
  await page.keyboard.press("Enter");
  await expect(page.locator(".monaco-editor").first()).toHaveClass(/focused/);
  await page.keyboard.type("We went up.");
  await saved(page);
  // A question that the palette has led to returns to the text, where the author came from.
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.insertText("Review and publish");
  await page.getByRole("option", { name: "Review and publish" }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("alertdialog").waitFor();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await expect(page.locator(".monaco-editor").first()).toHaveClass(/focused/);
  await publishQuickly(page, "And down.");
  const settings = await readFile(join(await blogsOf(app), "山の 日記 2 3", "blog.yaml"), "utf8");
  expect(settings).toContain("language: en");
  expect(settings).toContain("theme: fude");
  const text = await siteText(page, app, "rss.xml");
  expect(text).toContain("And down.");
  // The site does not contain the draft.
  expect(text).not.toContain("We went up.");
});

test("a new user opens a folder that is already a blog", async ({ setDesk, startProgram }) => {
  const { page: first, app } = await firstStart({ setDesk, startProgram });
  const blog = await makeBlog(1, practiceSettings);
  await app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
  }, blog);
  const page = await nextWindow(app, () =>
    first.getByRole("button", { name: "Open a folder" }).press("Enter"),
  );
  await expect(page.getByRole("button", { name: "Menu of “日々の話”" })).toBeVisible();
  await rm(blog, { recursive: true });
});

test("a folder that is not a blog becomes one, and later blogs are made and opened from any window", async ({
  setDesk,
  startProgram,
}) => {
  const { page: first, app, desk } = await firstStart({ setDesk, startProgram });
  const folder = join(desk.home, "walks");
  await mkdir(folder);
  await writeFile(join(folder, "letter.txt"), "mine");
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, folder);
  await first.getByRole("button", { name: "Open a folder" }).click();
  await expect(first.getByRole("heading", { name: "Make “walks” a blog?" })).toBeVisible();
  await expect(first.getByRole("button", { name: "Open as it is" })).toHaveCount(0);
  expect(existsSync(join(folder, "blog.yaml"))).toBe(false);
  const page = await nextWindow(app, () => first.getByRole("button", { name: "Make the blog" }).click());
  await expect(page.getByRole("button", { name: "Menu of “walks”" })).toBeVisible();
  expect(await readFile(join(folder, "letter.txt"), "utf8")).toBe("mine");
  expect(await readFile(join(folder, "blog.yaml"), "utf8")).toContain('title: "walks"');

  await page.getByRole("button", { name: /^Menu of/ }).click();
  const chooser = await nextWindow(app, () => page.getByRole("menuitem", { name: "New blog…" }).click());
  await chooser.getByRole("textbox", { name: "Name of the blog" }).fill("Second");
  const second = await nextWindow(app, () => chooser.keyboard.press("Enter"));
  await expect(second.getByRole("button", { name: "Menu of “Second”" })).toBeVisible();
  await expect.poll(() => app.windows()).toHaveLength(2);

  const titles = app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((w) => w.getTitle()));
  expect((await titles).sort()).toEqual(["Second", "walks"]);

  // Escape closes the palette at once, even with words in it. The palette also leads to the other window.
  await second.keyboard.press("ControlOrMeta+K");
  await second.keyboard.insertText("zebra");
  await second.keyboard.press("Escape");
  await expect(second.getByRole("dialog")).toHaveCount(0);
  await second.keyboard.press("ControlOrMeta+K");
  await second.keyboard.insertText("walks");
  await second.getByRole("option", { name: /walks/ }).click();
  await expect
    .poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.id))
    .toBe(await (await app.browserWindow(page)).evaluate(({ id }) => id));
  expect(app.windows()).toHaveLength(2);
});

test("the first page has the system’s language, which the user can change", async ({
  setDesk,
  startProgram,
}) => {
  const before = process.env.LANGUAGE;
  process.env.LANGUAGE = "ja";
  const { page: first, app } = await firstStart({ setDesk, startProgram }, "system");
  process.env.LANGUAGE = before ?? "";
  await expect(first.getByRole("button", { name: "見本のブログで始める" })).toBeVisible();
  await expect(first.locator("html")).toHaveAttribute("lang", "ja");
  await first.getByText("English", { exact: true }).click();
  await expect(first.getByRole("button", { name: "Start with the sample blog" })).toBeVisible();
  const page = await nextWindow(app, () =>
    first.getByRole("button", { name: "Start with the sample blog" }).click(),
  );
  await expect(page.getByRole("button", { name: "New post", exact: true }).first()).toBeVisible();
});

for (const colours of ["light", "dark"] as const) {
  test(`axe finds no fault on the first page: ${colours}`, async ({ setDesk, startProgram }) => {
    const desk = await setDesk({ preferences: { language: "ja", colours } });
    await rm(desk.blog, { recursive: true });
    const { page } = await startProgram(desk, []);
    await expect(page.getByRole("heading", { level: 2 })).toBeVisible();
    expect(await faultsOfWindow(page)).toEqual([]);
    await page.getByRole("button", { name: "ブログを作る" }).click();
    await expect(page.getByRole("textbox", { name: "ブログの名前" })).toBeFocused();
    expect(await faultsOfWindow(page)).toEqual([]);
  });
}

/** Returns the window that opens when an action in another window closes that window. */
async function nextWindow(app: RunningProgram["app"], act: () => Promise<void>): Promise<Page> {
  // Playwright reports a key or click as failed if its window disappears before the call returns.
  const [page] = await Promise.all([newWindow(app), act().catch(() => undefined)]);
  return page;
}

/** Returns the folder in which the program creates blogs. */
async function blogsOf(app: RunningProgram["app"]): Promise<string> {
  return join(await app.evaluate(({ app: electron }) => electron.getPath("home")), "Hitofude");
}

/** Writes a quick post and publishes it with everything else that is ready. */
async function publishQuickly(page: Page, words: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+Shift+N");
  await expect(page.getByRole("dialog", { name: "Quick post" })).toBeVisible();
  await page.keyboard.type(words);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expectPublished(page);
}

/** Returns a file of the site as a reader receives it. */
async function siteText(page: Page, app: RunningProgram["app"], file: string): Promise<string> {
  const answer = await fetch(new URL(file, await publishedSite(page, app)));
  expect(answer.status).toBe(200);
  return answer.text();
}
