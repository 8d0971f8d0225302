import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import {
  focusEditor,
  openPost,
  previewArticle,
  previewFrame,
  ready,
  saved,
  shownText,
} from "#tests/support/program/editing.ts";
import { answerDialog, handOver } from "#tests/support/give-files.ts";
import { test } from "#tests/support/program/program-test.ts";
import { publish, publishedSite } from "#tests/support/program/publishing-window.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";
import {
  blue,
  exif,
  green,
  jpeg,
  png,
  quarters,
  red,
  white,
} from "#tests/unit/engine/site/media/images/test-images.ts";

const colours = [red, green, blue, white];

/**
 * Creates a blog of three posts and an unused image.
 * The first post shows an image, the second has it as its cover, and the third shows a missing image.
 */
async function blogWithImages(): Promise<string> {
  const blog = await makeBlog(3, practiceSettings);
  await mkdir(join(blog, "media/2024"), { recursive: true });
  await writeFile(join(blog, "media/2024/photo.png"), png(quarters(60, 40, colours)));
  await writeFile(join(blog, "media/2024/old.png"), png(quarters(20, 20, colours)));
  const [first, second] = [join(blog, "posts/diary/001.md"), join(blog, "posts/diary/002.md")];
  await writeFile(first, `${await readFile(first, "utf8")}\n![四色](../../media/2024/photo.png)\n`);
  const third = join(blog, "posts/diary/003.md");
  await writeFile(third, `${await readFile(third, "utf8")}\n![失くした絵](../../media/lost.png)\n`);
  const text = await readFile(second, "utf8");
  await writeFile(second, text.replace("status:", "cover: media/2024/photo.png\nstatus:"));
  return blog;
}

/** Opens the sheet by its key, and waits for the images. */
async function openImages(page: Page) {
  await page.keyboard.press("ControlOrMeta+Shift+I");
  const sheet = page.getByRole("dialog", { name: "Images", exact: true });
  await expect(sheet.getByRole("searchbox")).toBeFocused();
  await expect(sheet.getByRole("option").first()).toBeVisible();
  return sheet;
}

test("an image is renamed and replaced by keyboard, up to the published page, and both are undone", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await blogWithImages() });
  const text = (name: string): Promise<string> => readFile(join(desk.blog, "posts/diary", name), "utf8");
  const media = async (): Promise<string[]> => (await readdir(join(desk.blog, "media/2024"))).sort();
  const { page, app } = await startProgram(desk);
  await ready(page);
  await openPost(page, "第1回の話");
  await focusEditor(page);
  // Types a link that is not saved yet when the links are updated. It must be updated, too.
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("![again](/media/2024/photo.png)");
  const sheet = await openImages(page);
  await expect(sheet.getByRole("status")).toHaveText(/^2 images, /);
  await page.keyboard.type("photo");
  await expect(sheet.getByRole("status")).toHaveText(/^One image, /);
  await page.keyboard.press("ArrowDown");
  const row = sheet.getByRole("option", { name: /photo\.png.*60 × 40 pixels.*Used in 2 places/ });
  await expect(row).toBeFocused();
  await expect(row.locator("img")).toHaveJSProperty("naturalWidth", 60);
  await expect(sheet.getByRole("region", { name: "Used in" })).toHaveText(
    /第1回の話.*第2回の話 \(cover image\)/,
  );
  await expect(sheet.getByRole("button", { name: "Move to trash" })).toBeDisabled();
  expect(await faultsOfWindow(page)).toEqual([]);

  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Name in media/2024/" })).toBeFocused();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText("四色 の写真");
  await page.keyboard.press("Enter");
  const notice = page.getByRole("status").filter({ hasText: "is now called" });
  await expect(notice).toHaveText(/“photo.png” is now called “四色 の写真.png”\.Updated 2 posts\./);
  // A notice under the pointer does not leave by itself.
  await notice.hover();
  expect(await media()).toEqual(["old.png", "四色 の写真.png"]);
  expect(await text("001.md")).toContain("![四色](../../media/2024/四色%20の写真.png)");
  expect(await text("001.md")).toContain("![again](/media/2024/四色%20の写真.png)");
  expect(await text("002.md")).toContain("\ncover: media/2024/四色 の写真.png\n");

  const inList = page.locator(".post-row-thumbnail");
  await expect(inList).toHaveCount(2);
  for (const image of await inList.all()) await expect(image).toHaveJSProperty("naturalWidth", 60);

  await notice.getByRole("button", { name: "Undo" }).click();
  await expect.poll(media).toEqual(["old.png", "photo.png"]);
  await expect.poll(() => text("002.md")).toContain("\ncover: media/2024/photo.png\n");
  expect(await text("001.md")).toContain("![again](/media/2024/photo.png)");

  await answerDialog(app, join(desk.home, "camera"), [
    { name: "IMG_1.JPG", type: "image/jpeg", bytes: await jpeg(quarters(80, 50, colours), [exif(6)]) },
  ]);
  await sheet.getByRole("option", { name: /photo\.png/ }).click();
  await sheet.getByRole("button", { name: "Replace…" }).click();
  await expect(sheet.getByRole("status").first()).toHaveText(
    /“photo.png” is now “photo.jpg”, with another image\./,
  );
  await expect(sheet.getByRole("option", { name: /photo\.jpg.*50 × 80 pixels/ })).toBeVisible();
  await sheet.getByRole("button", { name: "Crop and rotate…" }).press("Enter");
  const crop = page.getByRole("dialog", { name: "Crop and rotate" });
  await crop.getByRole("button", { name: "Rotate right" }).press("Enter");
  await crop.getByRole("slider", { name: "Left side" }).focus();
  for (let pixel = 0; pixel < 10; pixel += 1) await page.keyboard.press("Shift+ArrowRight");
  await expect(crop.getByRole("status")).toHaveText("70 × 50 pixels");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(sheet.getByRole("status").first()).toHaveText(/“photo.jpg” has been changed\./);
  await expect(sheet.getByRole("option", { name: /photo\.jpg.*70 × 50 pixels/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await expect.poll(() => shownText(page)).toContain("![四色](../../media/2024/photo.jpg)");
  await expect(previewArticle(page).locator("img").first()).toHaveJSProperty("naturalWidth", 70);
  for (const image of await inList.all()) await expect(image).toHaveJSProperty("naturalWidth", 70);

  await publish(page);
  const site = await publishedSite(page, app);
  const feed = await (await fetch(`${site}20250401-0801.html`)).text();
  expect(feed).toContain("media/2024/photo.jpg");
  const image = Buffer.from(await (await fetch(`${site}media/2024/photo.jpg`)).arrayBuffer());
  expect(image.length).toBeGreaterThan(100);
  expect(image.includes("GPS 35.68N")).toBe(false);
});

test("renaming an image updates blog.yaml, first lists theme files that keep the old name, and can be undone", async ({
  setDesk,
  startProgram,
}) => {
  const blog = await blogWithImages();
  const settings = `${practiceSettings}# media/2024/*.png\nheader: "![四色](media/2024/photo.png)" # 上\n`;
  await writeFile(join(blog, "blog.yaml"), settings);
  await mkdir(join(blog, "theme"));
  await writeFile(join(blog, "theme/style.css"), "h1 { background: url(../media/2024/photo.png) }");
  const desk = await setDesk({ blog });
  const written = (): Promise<string> => readFile(join(desk.blog, "blog.yaml"), "utf8");
  const { page } = await startProgram(desk);
  await ready(page);
  await openPost(page, "第1回の話");
  const inHeader = previewFrame(page).locator('img[alt="四色"]').first();
  const sheet = await openImages(page);
  await sheet.getByRole("option", { name: /photo\.png/ }).click();
  await sheet.getByRole("button", { name: "Rename…" }).click();
  const field = page.getByRole("textbox", { name: "Name in media/2024/" });
  await expect(field).toHaveAccessibleDescription(
    /and in blog\.yaml are updated\. These files keep the old name.*: theme\/style\.css\./,
  );
  expect(await faultsOfWindow(page)).toEqual([]);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText("colours");
  await page.keyboard.press("Enter");
  const notice = page.getByRole("status").filter({ hasText: "is now called" });
  await expect(notice).toHaveText(
    /Updated 2 posts\. blog\.yaml was updated, too\. These still have the old name.*: theme\/style\.css\./,
  );
  expect(await written()).toBe(settings.replace("photo", "colours"));
  await expect(inHeader).toHaveAttribute("src", /media\/2024\/colours\.png/);

  await notice.getByRole("button", { name: "Undo" }).click();
  await expect.poll(written).toBe(settings);
  await expect(inHeader).toHaveAttribute("src", /media\/2024\/photo\.png/);
});

test("the filter lists only unused images, which can be moved to the trash and restored; typed ones are not moved", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await blogWithImages() });
  const media = async (): Promise<string[]> => (await readdir(join(desk.blog, "media/2024"))).sort();
  const { page } = await startProgram(desk);
  await ready(page);
  await openPost(page, "第2回の話");
  const sheet = await openImages(page);
  await sheet.getByText("Only unused ones").click();
  const row = sheet.getByRole("option");
  await expect(row).toHaveCount(1);
  await expect(row).toHaveAccessibleName(/old\.png.*Not used/);
  await row.click();
  await page.keyboard.press("Delete");
  await expect(sheet.getByText("“old.png” is in the trash.")).toBeVisible();
  await expect(sheet.getByText("Every image is used")).toBeVisible();
  expect(await media()).toEqual(["photo.png"]);
  const [at = ""] = await readdir(join(desk.blog, ".hitofude/trash"));
  expect(await readdir(join(desk.blog, ".hitofude/trash", at, "media/2024"))).toEqual(["old.png"]);
  await sheet.getByRole("button", { name: "Undo" }).click();
  await expect.poll(media).toEqual(["old.png", "photo.png"]);
  await expect(row).toHaveCount(1);
  // After the message has left, the trash restores the image.
  await row.click();
  await page.keyboard.press("Delete");
  await expect.poll(media).toEqual(["photo.png"]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.insertText("trash");
  await page.getByRole("option", { name: /^Trash/ }).click();
  await page.getByRole("button", { name: "Restore “old.png”" }).press("Enter");
  await expect(page.getByText("“old.png” is back among the images of the blog.")).toBeVisible();
  expect(await media()).toEqual(["old.png", "photo.png"]);

  // The list also counts uses in text that is not saved yet.
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("![old](/media/2024/old.png)");
  await openImages(page);
  await expect(sheet.getByRole("option", { name: /old\.png.*Used in 第2回の話/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await saved(page);
});

test("a cover and the author's picture are chosen, pasted and cleared, and images of the blog are inserted", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await blogWithImages() });
  const post = join(desk.blog, "posts/diary/001.md");
  const written = (): Promise<string> => readFile(post, "utf8");
  const { page, app } = await startProgram(desk);
  await ready(page);
  await openPost(page, "第1回の話");
  await page.keyboard.press("Alt+Enter");
  const field = page.locator(".picture-field");
  await field.getByRole("button", { name: "Choose: Cover image" }).press("Enter");
  const picker = page.getByRole("dialog", { name: "Cover image: choose an image" });
  await expect(picker.getByRole("option")).toHaveCount(2);
  await page.keyboard.type("photo");
  await expect(picker.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(picker).toHaveCount(0);
  await expect(field.locator("img")).toHaveJSProperty("naturalWidth", 60);
  await saved(page);
  expect(await written()).toContain("\ncover: media/2024/photo.png\n");

  await field.getByRole("textbox").focus();
  const pasted = { name: "sea.png", type: "image/png", bytes: png(quarters(90, 60, colours)) };
  await handOver(page, "paste", [pasted]);
  await expect(field.locator("img")).toHaveJSProperty("naturalWidth", 90);
  await saved(page);
  const [, stored = ""] = /\ncover: (media\/.*\/001-.*\.png)\n/.exec(await written()) ?? [];
  expect((await readFile(join(desk.blog, stored))).length).toBeGreaterThan(0);
  await field.getByRole("button", { name: "Clear: Cover image" }).click();
  await saved(page);
  expect(await written()).not.toContain("cover:");
  await page.keyboard.press("Alt+Enter");

  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.insertText("Insert images of the blog");
  await page.keyboard.press("Enter");
  const library = page.getByRole("dialog", { name: "Insert images of the blog" });
  await library.getByRole("option", { name: "old.png" }).click();
  await library.getByRole("option", { name: "photo.png" }).click();
  await library.getByRole("button", { name: "Insert 2 images" }).click();
  await expect
    .poll(written)
    .toMatch(/\n\n!\[\]\(\.\.\/\.\.\/media\/2024\/old\.png\)\n!\[\]\(\.\.\/\.\.\/media\/2024\/photo\.png\)$/);
  await expect(previewArticle(page).locator("img").last()).toHaveJSProperty("naturalWidth", 60);

  // An image that is pasted twice is stored once. It was pasted as a cover before.
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+End");
  const pastedLinks = async (): Promise<number> => (await written()).split(`](../../${stored})`).length - 1;
  for (const count of [1, 2]) {
    await handOver(page, "paste", [pasted]);
    await expect.poll(pastedLinks).toBe(count);
  }
  expect(await readdir(join(desk.blog, dirname(stored)))).toEqual([basename(stored)]);

  await page.keyboard.press("ControlOrMeta+Home");
  for (let line = 0; line < 3; line += 1) await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("button", { name: "Image: size, caption, position…" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Alt+G");
  const panel = page.getByRole("region", { name: "Image at the caret" });
  await expect(panel.getByRole("textbox", { name: "Description" })).toHaveValue("四色");
  expect(await faultsOfWindow(page)).toEqual([]);
  await page.keyboard.press("Tab");
  await page.keyboard.insertText("海の色");
  await panel.getByText("Half", { exact: true }).click();
  await panel.getByText("Right", { exact: true }).click();
  await expect(previewArticle(page).locator("figure.picture.half.right figcaption")).toHaveText("海の色");
  await page.keyboard.press("Escape");
  await expect(panel).toHaveCount(0);
  await saved(page);
  expect(await written()).toContain('\n![四色](../../media/2024/photo.png "海の色"){.half .right}\n');
  await page.keyboard.press("ControlOrMeta+z");
  await saved(page);
  expect(await written()).toContain("\n![四色](../../media/2024/photo.png)\n");

  await page.keyboard.press("ControlOrMeta+Shift+S");
  await answerDialog(app, join(desk.home, "camera"), [{ ...pasted, name: "Me at sea.PNG" }]);
  await page.getByRole("button", { name: "Choose: Image", exact: true }).click();
  await page
    .getByRole("dialog", { name: "Image: choose an image" })
    .getByRole("button", { name: "From files…" })
    .click();
  await expect(page.getByRole("textbox", { name: "Image", exact: true })).toHaveValue(
    /^media\/.*\/me-at-sea-.*\.png$/,
  );
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect
    .poll(() => readFile(join(desk.blog, "blog.yaml"), "utf8"))
    .toMatch(/picture: media\/.*me-at-sea/);
});
