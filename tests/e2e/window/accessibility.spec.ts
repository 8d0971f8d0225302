import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { focusEditor, motionEnds, previewArticle } from "#tests/support/program/editing.ts";
import { colourRules } from "#tests/support/axe.ts";
import { handOver } from "#tests/support/give-files.ts";
import { test } from "#tests/support/program/program-test.ts";
import { faultsOfPreview, faultsOfWindow, weakTextOfWindow } from "#tests/support/program/window-faults.ts";
import {
  keylessViews,
  openByCommand,
  views,
  visitInnerViews,
  visitViews,
} from "#tests/support/program/window-views.ts";

/** Maps the name of a view to the name of its sheet, if these differ. */
const sheetOf: Readonly<Record<string, string>> = {
  "quick post": "quick-post",
  "comment reply": "comment-reply",
  "link to a post": "link-to-post",
  table: "edit-table",
  snippet: "insert-snippet",
  "put-online": "new-target",
  "new-from-template": "templates",
};

/**
 * The cases cover both languages and both schemes, each in the program's colours, with high contrast,
 * and in colours that the system forces on all programs.
 * Only colours differ between these, so that a view opens once for them, and rules about its elements run once.
 */
const looks = [
  { language: "ja", colours: "light", forced: "dark" },
  { language: "en", colours: "dark", forced: "light" },
] as const;

const reviewCommand = { ja: "内容を確かめて公開する", en: "Review and publish" } as const;

test("axe checks every sheet of the window", async () => {
  const frame = await readFile(new URL("../../../renderer/views/frame/frame.tsx", import.meta.url), "utf8");
  const table = /const sheets[^{]*\{([^}]*)\}/.exec(frame)?.[1] ?? "";
  const sheets = Array.from(table.matchAll(/^ {2}"?([a-z-]+)"?:/gm), ([, name]) => name);
  const seen: readonly string[] = [
    ...[...views.map(({ name }) => name), ...keylessViews].map((name) => sheetOf[name] ?? name),
    "undo",
    // The view needs another program's change, and is checked in `bad-input.spec.ts`.
    "conflict",
    // The view is opened from the sheet of images.
    "crop-image",
    // The view needs a draft, and is checked in `post-actions.spec.ts`.
    "share-draft",
  ];
  expect(sheets.length).toBeGreaterThan(20);
  expect(sheets.filter((name) => !seen.includes(name ?? ""))).toEqual([]);
});

for (const { language, colours, forced } of looks) {
  test(`axe finds no fault in any view: ${language}, ${colours}, with high contrast, ${forced} forced by the system`, async ({
    setDesk,
    startProgram,
  }) => {
    const desk = await setDesk({ preferences: { language, colours } });
    const trash = join(desk.blog, ".hitofude", "trash", "001700000000000", "posts", "hitokoto");
    await mkdir(trash, { recursive: true });
    await writeFile(join(trash, "old.md"), "---\ntitle: 消した記事\n---\n\n雨。\n");
    const { page } = await startProgram(desk);
    // Turns animations off, so that hundreds of checks do not wait for them
    await page.emulateMedia({ reducedMotion: "reduce" });
    const review = reviewCommand[language];
    await focusEditor(page);
    await expect(previewArticle(page)).toBeVisible();
    const look = async (view: string): Promise<void> => {
      if (view === "trash") await expect(page.locator(".trash-row")).toHaveCount(1);
      expect(await faultsOfWindow(page), view).toEqual([]);
      await page.emulateMedia({ contrast: "more" });
      await expect(page.locator("html[data-contrast]")).toHaveCount(1);
      expect(await weakTextOfWindow(page), `${view}, high contrast`).toEqual([]);
      await page.emulateMedia({ contrast: null, forcedColors: "active", colorScheme: forced });
      await expect(page.locator("html[data-contrast]")).toHaveCount(0);
      expect(await faultsOfWindow(page, colourRules), `${view}, ${forced} forced`).toEqual([]);
      if (view === "main window") expect(await faultsOfPreview(page), `page, ${forced} forced`).toEqual([]);
      await page.emulateMedia({ forcedColors: null, colorScheme: null });
    };
    expect(await faultsOfPreview(page), "page").toEqual([]);
    await look("main window");
    await visitViews(page, look);
    await visitInnerViews(page, look);
    await page.locator("header .icon-button").first().hover();
    await expect(page.getByRole("tooltip")).toBeVisible();
    await look("tooltip");
    await page.locator(".filter-button").click();
    await look("menu of filters");
    await page.locator('.menu-item[data-key="state"]').click();
    await page.locator(".facet-menu .menu-item").first().click();
    await look("a filter's values");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await expect(page.locator(".filter-menu")).toHaveCount(0);
    await look("filtered list");
    await page.locator(".post-row").first().click({ button: "right" });
    await expect(page.getByRole("menu")).toBeVisible();
    await look("menu of a post");
    await page.keyboard.press("Escape");
    await page.locator(".filter-chips button").click();
    await expect(page.locator(".filter-chips")).toHaveCount(0);
    await page.keyboard.press("ControlOrMeta+K");
    await page.keyboard.insertText(review);
    await page.getByRole("option", { name: review }).click();
    await expect(page.locator(".plan-sort").first()).toBeVisible();
    await look("publish plan");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("progressbar")).toHaveCount(0);
    await page.keyboard.press("ControlOrMeta+Shift+P");
    await expect(page.locator(".notice-good")).toBeVisible();
    await look("after publishing");
    await page.keyboard.press("ControlOrMeta+K");
    await page.keyboard.insertText("undo-publish");
    await page.locator('[data-key="undo-publish"]').click();
    await expect(page.locator(".sheet-title")).toBeVisible();
    await look("undo");
    await page.keyboard.press("Escape");
    await expect(page.locator(".sheet-dialog")).toHaveCount(0);
    await handOver(page, "drop", [{ name: "memo.md", type: "", bytes: Buffer.from("雨") }]);
    await expect(page.getByRole("alertdialog")).toBeVisible();
    await look("file in no blog");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("alertdialog")).toHaveCount(0);
    await page.keyboard.press("F2");
    await page.getByRole("textbox").last().fill("another-name");
    await page.keyboard.press("Enter");
    await expect(page.locator(".sheet-dialog")).toHaveCount(0);
    await look("after renaming");
  });
}

test("with forced colours, everything that a colour expresses is still visible", async ({
  setDesk,
  startProgram,
}) => {
  // The system's forced colours take precedence over the author's choice of a scheme.
  const { page } = await startProgram(await setDesk({ preferences: { colours: "light" } }));
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  await focusEditor(page);
  const colourOf = async (selector: string, property = "background-color"): Promise<string> => {
    await motionEnds(page);
    return page
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
  };
  const differ = async (one: string, other: string, property?: string): Promise<void> => {
    expect(await colourOf(one, property), `${one} and ${other}`).not.toBe(await colourOf(other, property));
  };
  await differ(".post-row[data-selected]", ".post-row:not([data-selected])");
  await differ(".icon-button[aria-pressed=true]", ".icon-button:not([aria-pressed=true])");
  await differ(".button-primary", ".list-foot .button");
  // Icons keep colours that the program sets.
  expect(await colourOf(".state-scheduled", "color")).toBe(await colourOf("body", "color"));
  await page.getByRole("textbox", { name: "Title", exact: true }).focus();
  expect(await colourOf(".title-field", "outline-style")).toBe("solid");
  await page.keyboard.press("ControlOrMeta+,");
  await differ(".switch:not([data-selected]) .switch-thumb", ".switch:not([data-selected]) .switch-track");
  await differ("[data-selected] .switch-track", ":not([data-selected]) > .switch-track");
  await page.keyboard.press("Escape");
  // The text of a selected row has the system's colour for selected text, so the row needs the background for it.
  await page.keyboard.press("ControlOrMeta+Shift+I");
  await page.locator(".image-row").first().click();
  await differ(".image-row[data-selected]", ".image-row:not([data-selected])");
  await page.keyboard.press("Escape");
  await openByCommand(page, "terms");
  await page.locator(".term-row").first().click();
  await differ(".term-row[data-selected]", ".term-row:not([data-selected])");
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+Shift+N");
  await differ(
    ".sheet-actions .button[data-disabled]",
    ".sheet-actions .button:not([data-disabled])",
    "color",
  );
});
