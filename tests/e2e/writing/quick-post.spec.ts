import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { postContaining } from "#tests/support/blogs/blog-files.ts";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import { pasteImage, ready } from "#tests/support/program/editing.ts";
import { composeText } from "#tests/support/program/input-method.ts";
import { journalled } from "#tests/support/journalled.ts";
import { storedPreferences } from "#tests/support/program/program.ts";
import { test } from "#tests/support/program/program-test.ts";
import { closePublished, expectPublished, publishedSite } from "#tests/support/program/publishing-window.ts";

const twoSections = practiceSettings.replace(
  "defaultTarget",
  '  hitokoto:\n    title: ひとこと\n    path: hitokoto\n    address: "{yyyy}{MM}{dd}-{HH}{mm}.html"\ndefaultTarget',
);
const png =
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg==";

function box(page: Page) {
  return page.getByRole("dialog", { name: "Quick post" }).getByRole("textbox", { name: "Text" });
}

async function openSheet(page: Page): Promise<void> {
  await page.keyboard.press("ControlOrMeta+Shift+N");
  await expect(box(page)).toBeFocused();
}

test("quick posts are written by keyboard, with an image, and published; the second keeps the section", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await makeBlog(3, twoSections) });
  const { page, app, close } = await startProgram(desk);
  await ready(page);

  await openSheet(page);
  await composeText(page, "あ", "あめ", "雨");
  await page.keyboard.type("が上がった。");
  await page.keyboard.press("Enter");
  await pasteImage(page, png);
  await expect(box(page)).toHaveValue(/!\[\]\(\.\.\/\.\.\/media\//);
  await page.keyboard.type("二つの点");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  await page.getByRole("option", { name: "ひとこと" }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expectPublished(page);

  const file = await postContaining(desk.blog, "雨が上がった。");
  expect(file).toContain(join("posts", "hitokoto"));
  const source = await readFile(file, "utf8");
  expect(source).toMatch(/^---\ndate: .*\nstatus: ready\npermalink: hitokoto\/\d{8}-\d{4}\.html\n/);
  expect(source).toMatch(/\n雨が上がった。\n!\[二つの点\]\(\.\.\/\.\.\/media\/.*\.png\)\n$/);
  const site = await publishedSite(page, app);
  const address = /^permalink: (.*)$/m.exec(source)?.[1] ?? "";
  const html = await (await fetch(site + address)).text();
  expect(html).toContain("雨が上がった。");
  expect(html).toMatch(/<img[^>]*alt="二つの点"/);

  // The second post of the same minute gets a different address, and the chosen section.
  await closePublished(page);
  await openSheet(page);
  await page.keyboard.insertText("また降りだした。");
  const started = performance.now();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expectPublished(page);
  console.log(`quick post: ${Math.round(performance.now() - started)} ms from the key to "Published."`);
  const second = await readFile(await postContaining(desk.blog, "また降りだした。"), "utf8");
  const secondAddress = /^permalink: (.*)$/m.exec(second)?.[1] ?? "";
  expect(secondAddress).toMatch(/^hitokoto\//);
  expect(secondAddress).not.toBe(address);
  expect(await (await fetch(site + secondAddress)).text()).toContain("また降りだした。");
  expect(await storedPreferences(desk)).toMatchObject({ quickSection: { [desk.blog]: "hitokoto" } });
  await close();
});

test("the text of a quick post survives closing the sheet, a failed write, and a power cut", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await makeBlog(2, practiceSettings) });
  await mkdir(join(desk.blog, "media"));
  await writeFile(join(desk.blog, "media/dot.png"), Buffer.from(png, "base64"));
  const first = await startProgram(desk);
  await ready(first.page);
  await openSheet(first.page);
  // Two pictures are inserted on separate lines, and the first description is selected.
  await pasteImage(first.page, png, png);
  await expect(box(first.page)).toHaveValue(/^!\[\]\([^()]+\)\n!\[\]\([^()]+\)$/);
  await first.page.keyboard.insertText("点");
  await expect(box(first.page)).toHaveValue(/^!\[点\]/);
  await first.page.getByRole("button", { name: "One below the other" }).click();
  await expect(box(first.page)).toHaveValue(/^!\[点\]\([^()]+\)\n\n!\[\]\([^()]+\)$/);
  // A gallery from the library is a paragraph of its own.
  await first.page.keyboard.press("ControlOrMeta+A");
  await first.page.keyboard.insertText("海へ行った。");
  await first.page.getByRole("button", { name: "Images…" }).click();
  await expect(first.page.getByRole("option")).toHaveCount(2);
  for (const picture of await first.page.getByRole("option").all()) await picture.click();
  await first.page.getByRole("button", { name: "Insert 2 images" }).click();
  await expect(box(first.page)).toHaveValue(/^海へ行った。\n\n!\[\]\([^()]+\)\n!\[\]\([^()]+\)$/);
  await first.page.keyboard.press("ControlOrMeta+A");
  await first.page.keyboard.insertText("消えてはいけない言葉");
  await first.page.keyboard.press("Escape");
  await expect(first.page.getByRole("dialog")).toHaveCount(0);
  await openSheet(first.page);
  await expect(box(first.page)).toHaveValue("消えてはいけない言葉");

  // The folder cannot be created, because a file has its name
  await rename(join(desk.blog, "posts"), join(desk.blog, "posts-aside"));
  await writeFile(join(desk.blog, "posts"), "");
  await first.page.keyboard.press("ControlOrMeta+Enter");
  await expect(first.page.getByRole("dialog").getByRole("alert")).toBeVisible();
  await expect(box(first.page)).toHaveValue("消えてはいけない言葉");
  await rm(join(desk.blog, "posts"));
  await rename(join(desk.blog, "posts-aside"), join(desk.blog, "posts"));

  await box(first.page).focus();
  await first.page.keyboard.press("ControlOrMeta+End");
  await first.page.keyboard.insertText("、あと少し");
  await journalled(desk, "消えてはいけない言葉、あと少し");
  await first.kill();
  const { page } = await startProgram(desk);
  await expect(page.getByRole("alertdialog")).toContainText("消えてはいけない言葉、あと少し");
  await page.getByRole("button", { name: "Restore" }).click();
  await expect(page.locator(".monaco-editor .view-lines").first()).toContainText("消えてはいけない言葉");
});
