import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type ElectronApplication, expect, type Page } from "@playwright/test";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import {
  focusEditor,
  newPost,
  openPost,
  pageHasFocus,
  previewArticle,
  previewFrame,
  ready,
  saved,
} from "#tests/support/program/editing.ts";
import { handOver } from "#tests/support/give-files.ts";
import { type Desk, storedPreferences } from "#tests/support/program/program.ts";
import { test, withProgram } from "#tests/support/program/program-test.ts";
import { expectPublished } from "#tests/support/program/publishing-window.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";
import { resizeWindow } from "#tests/support/program/window-size.ts";

test.describe("in a blog with one post", () => {
  const program = withProgram(async () => ({ blog: await makeBlog(1, practiceSettings) }));

  test("a date that is typed and saved by key without leaving its field is in the file", async () => {
    const { page, desk } = program;
    await ready(page);
    await page.keyboard.press("Alt+Enter");
    await page.getByRole("textbox", { name: /^Date and time/ }).fill("2024-02-29 12:34");
    await page.keyboard.press("ControlOrMeta+S");
    const file = join(desk.blog, "posts", "diary", "001.md");
    await expect.poll(() => readFile(file, "utf8")).toMatch(/^date: "?2024-02-29 12:34"?$/m);

    // Chooses the date from the calendar with keys.
    await page.getByRole("button", { name: "Choose from a calendar" }).press("Enter");
    await expect(page.getByRole("table", { name: "February 2024" })).toBeVisible();
    expect(await faultsOfWindow(page)).toEqual([]);
    await expect(page.getByRole("button", { name: "Thursday, February 29, 2024" })).toBeFocused();
    for (const key of ["ArrowRight", "Enter", "Tab"]) await page.keyboard.press(key);
    await page.keyboard.type("9:00");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("button", { name: "Choose from a calendar" })).toBeFocused();
    await expect(page.getByRole("textbox", { name: /^Date and time/ })).toHaveValue("2024-03-01 09:00");
    await expect.poll(() => readFile(file, "utf8")).toMatch(/^date: "?2024-03-01 09:00"?$/m);
    await page.keyboard.press("Alt+Enter");
    await expect(page.getByRole("textbox", { name: /^Date and time/ })).toBeHidden();
  });

  test("an author writes and publishes without a mouse", async () => {
    const { page } = program;
    await ready(page);
    await page.keyboard.press("ControlOrMeta+N");
    await expect(page.getByRole("textbox", { name: "Title", exact: true })).toBeFocused();
    await page.keyboard.type("By keys alone");
    await page.keyboard.press("Enter");
    await expect(page.locator(".monaco-editor").first()).toHaveClass(/focused/);
    await page.keyboard.type("Not once a mouse.");
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.press("ControlOrMeta+Shift+ArrowRight");
    await page.keyboard.press("ControlOrMeta+B");
    await expect(previewArticle(page).locator("strong")).toHaveText("Not");

    await page.keyboard.press("Alt+Enter");
    const draft = page.getByRole("radio", { name: "Draft" });
    await expect(draft).toBeVisible();
    await tabTo(page, () => draft.evaluate((element) => element === document.activeElement));
    await page.keyboard.press("ArrowRight");
    await expect(page.getByRole("radio", { name: "Waiting to be published" })).toBeChecked();
    await page.keyboard.press("Alt+Enter");
    await expect(draft).toBeHidden();
    await page.keyboard.press("ControlOrMeta+Shift+P");
    await expectPublished(page);
    // Tab inserts a character into the text, so F6 leaves it.
    await page.keyboard.press("Shift+F6");
    await tabTo(
      page,
      () => page.evaluate(() => document.activeElement?.textContent === "View post"),
      "Shift+Tab",
    );
  });
});

test.describe("in the sample blog", () => {
  const program = withProgram();
  test.beforeEach(() => resizeWindow(program.app, 1280, 800));

  test("a notice moves no text, F6 moves the focus to the notice, and a key dismisses it", async () => {
    const { page } = program;
    await focusEditor(page);
    const notice = page.locator(".notice");
    const text = page.locator(".monaco-editor").first();
    const topOfText = async (): Promise<number | undefined> => (await text.boundingBox())?.y;
    const before = await topOfText();
    const film = { name: "film.mp4", type: "video/mp4", bytes: Buffer.from("") };
    for (const key of ["Escape", "Enter"]) {
      await handOver(page, "paste", [film]);
      await expect(notice).toContainText("film.mp4");
      // The author goes on writing while notices come and go.
      expect(await topOfText()).toBe(before);
      await page.keyboard.press("F6");
      await pageHasFocus(previewFrame(page));
      await page.keyboard.press("F6");
      await expect(notice).toBeFocused();
      expect(await faultsOfWindow(page)).toEqual([]);
      for (let step = 0; step < 3; step += 1) await page.keyboard.press("F6");
      await expect(text).toHaveClass(/focused/);
      for (let step = 0; step < 3; step += 1) await page.keyboard.press("Shift+F6");
      await expect(notice).toBeFocused();
      if (key === "Enter") await page.keyboard.press("Tab");
      await page.keyboard.press(key);
      await expect(notice).toHaveCount(0);
      await expect(page.locator('[data-bar="title-bar"] :focus')).toHaveCount(1);
      await page.keyboard.press("ControlOrMeta+2");
      await expect(text).toHaveClass(/focused/);
    }
  });

  test("F6 moves through the panes and the title bar, also with one pane, and out of the page", async () => {
    const { page, app } = program;
    await focusEditor(page);
    await expect(previewArticle(page)).toBeVisible();
    const pane = (): Promise<string | null | undefined> =>
      page.evaluate(() => {
        const place = document.activeElement?.closest("[data-pane], [data-bar]");
        return place?.getAttribute("data-bar") ?? place?.getAttribute("data-pane");
      });
    for (const expected of ["preview", "title-bar", "list", "editor", "preview"]) {
      await page.keyboard.press("F6");
      await expect.poll(pane).toBe(expected);
      await expect(page.locator(".preview-stage[data-marked]")).toHaveCount(expected === "preview" ? 1 : 0);
      if (expected === "preview") await pageHasFocus(previewFrame(page));
    }
    for (const expected of ["editor", "list", "title-bar", "preview"]) {
      await page.keyboard.press("Shift+F6");
      await expect.poll(pane).toBe(expected);
    }
    await pageHasFocus(previewFrame(page));
    // The palette opens from the page, too, and Escape steps back.
    await page.keyboard.press("ControlOrMeta+K");
    await expect(page.getByRole("combobox", { name: "Find commands and posts" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("combobox", { name: "Find commands and posts" })).toBeHidden();

    // With only the text in the window, F6 moves to the switch in the title bar.
    // The focus leaves the page first: a key in a page that disappears meanwhile never gets its answer.
    await focusEditor(page);
    await resizeWindow(app, 900, 600);
    await page.keyboard.press("ControlOrMeta+2");
    await expect(page.locator(".pane")).toHaveCount(1);
    await expect.poll(pane).toBe("editor");
    await page.keyboard.press("F6");
    await expect(page.getByRole("radio", { name: "Text" })).toBeFocused();
    await page.keyboard.press("F6");
    await expect.poll(pane).toBe("editor");
  });

  test("a narrow window shows two panes or one, and buttons for the others", async () => {
    const { page, app } = program;
    await ready(page);
    const panes = () =>
      page.locator("[data-pane]").evaluateAll((all) => all.map((pane) => pane.getAttribute("data-pane")));
    await expect.poll(panes).toEqual(["list", "editor", "preview"]);
    await resizeWindow(app, 900, 600);
    await expect.poll(panes).toEqual(["editor"]);
    const choice = page.getByRole("radiogroup", { name: "Pane to show" });
    await choice.getByRole("radio", { name: "Posts" }).click();
    await expect.poll(panes).toEqual(["list", "editor"]);
    expect(await faultsOfWindow(page)).toEqual([]);
    await page
      .getByRole("row", { name: /^窓ぎわの席/ })
      .first()
      .click();
    await choice.getByRole("radio", { name: "Page" }).click();
    await expect.poll(panes).toEqual(["editor", "preview"]);
    await resizeWindow(app, 600, 600);
    await expect.poll(panes).toEqual(["preview"]);
  });

  test("a change of the language applies at once to window, menu and texts", async () => {
    const { page, app, desk } = program;
    await openPost(page, "お茶の時間割");
    expect(await menuTitles(app)).toContain("Edit");
    await choose(page, "Show in Japanese (日本語)");
    await expect(page.getByRole("button", { name: "新しい記事", exact: true }).first()).toBeVisible();
    await expect(page.locator(":root")).toHaveAttribute("lang", "ja");
    await expect.poll(() => menuTitles(app)).toContain("編集");
    await expect(page.getByRole("textbox", { name: "題名", exact: true })).toHaveValue("お茶の時間割");
    // The context menu of the text is a menu of the system, in the new language, too.
    await app.evaluate(({ Menu }) => {
      Menu.prototype.popup = function (): void {
        Object.assign(globalThis, { shownMenu: this.items.map(({ label }) => label) });
      };
    });
    await page.locator(".monaco-editor .view-lines").first().click({ button: "right" });
    const shownMenu = (): Promise<unknown> => app.evaluate(() => Reflect.get(globalThis, "shownMenu"));
    await expect.poll(shownMenu).toEqual(["切り取り", "コピー", "貼り付け", "すべて選択"]);
    // No word of the other language is left on screen.
    const english = await page.evaluate(() =>
      document.querySelector(".frame")?.textContent?.match(/[A-Za-z]{6,}/g),
    );
    expect(english?.filter((word) => !isInPosts(word)) ?? []).toEqual([]);
    expect(await storedPreferences(desk)).toMatchObject({ language: "ja" });
  });
});

test("colours follow the author's choice, also in the page, and are stored", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ preferences: { colours: "light" } });
  const first = await startProgram(desk);
  await ready(first.page);
  const paper = (page: Page): Promise<string> =>
    page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper(first.page);
  await choose(first.page, "Colors: dark");
  await expect.poll(() => paper(first.page)).not.toBe(light);
  const isDark = (page: Page): Promise<boolean> =>
    previewFrame(page)
      .locator(":root")
      .evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  await expect.poll(() => isDark(first.page)).toBe(true);
  const dark = await paper(first.page);
  await first.close();

  const { page } = await startProgram(desk);
  await ready(page);
  expect(await paper(page)).toBe(dark);
  expect(await isDark(page)).toBe(true);
});

test("closing the window saves all text, and the next start shows the same post", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await makeBlog(3, practiceSettings) });
  const first = await startProgram(desk);
  await openPost(first.page, "第2回の話");
  await focusEditor(first.page);
  await first.page.keyboard.press("ControlOrMeta+End");
  await first.page.keyboard.insertText("閉じる直前の言葉。");
  await first.close();
  expect(await readFile(join(desk.blog, "posts/diary/002.md"), "utf8")).toContain("閉じる直前の言葉。");

  const { page } = await startProgram(desk);
  await expect(page.getByRole("textbox", { name: "Title", exact: true })).toHaveValue("第2回の話");
  await expect(previewArticle(page)).toContainText("閉じる直前の言葉。");
  // No text is left that has to be recovered.
  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  expect(await journalOf(desk)).toEqual([]);
});

test("after the page crashes, it is loaded again with all text", async ({ setDesk, startProgram }) => {
  const desk = await setDesk({ blog: await makeBlog(1, practiceSettings) });
  const { page, app } = await startProgram(desk);
  await newPost(page, "Crash");
  await page.keyboard.type("Words in a page that dies.");
  await saved(page);
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  // Playwright considers the page crashed, so the main process reads its text.
  const shown = (): Promise<string> =>
    app.evaluate(({ BrowserWindow }) => {
      const text = BrowserWindow.getAllWindows()[0]
        ?.webContents.executeJavaScript("document.body.innerText")
        .catch(() => "");
      // There is no answer while the page is loading.
      return Promise.race([text, new Promise<string>((resolve) => setTimeout(() => resolve(""), 500))]);
    });
  // The editor shows spaces as non-breaking ones.
  await expect
    .poll(async () => (await shown()).replaceAll("\u00a0", " "))
    .toContain("Words in a page that dies.");
});

/** Runs a command through the palette. */
async function choose(page: Page, name: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+K");
  await page.getByRole("combobox", { name: "Find commands and posts" }).fill(name);
  await page.getByRole("option", { name }).click();
}

async function tabTo(page: Page, isThere: () => Promise<boolean>, key = "Tab"): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    if (await isThere()) return;
    await page.keyboard.press(key);
  }
  throw new Error(`cannot be reached by ${key}`);
}

/** The titles of the menus, without the letters that open them. */
async function menuTitles(app: ElectronApplication): Promise<string[]> {
  const titles = await app.evaluate(
    ({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? [],
  );
  return titles.map((title) => title.replace(/\(&.\)|&/, ""));
}

/** Whether a word occurs in the sample blog's English posts. */
function isInPosts(word: string): boolean {
  return /^(English|garden|script|Markdown|Hitofude)$/.test(word);
}

async function journalOf(desk: Desk): Promise<string[]> {
  const folder = join(desk.blog, ".hitofude", "journal");
  return (await readdir(folder).catch(() => [])).filter((name) => !name.startsWith("."));
}
