import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import {
  focusEditor,
  openPost,
  previewArticle,
  previewFrame,
  saved,
  shownText,
} from "#tests/support/program/editing.ts";
import { test, withProgram } from "#tests/support/program/program-test.ts";
import { closePublished, publish, publishedSite } from "#tests/support/program/publishing-window.ts";

test.describe("in one program", () => {
  // Each test has posts of its own: 1 and 2, 3 and 4, and 5 to 7
  const program = withProgram(async () => ({ blog: await makeBlog(7, practiceSettings) }));

  test("a post is renamed by keyboard, links in other posts follow, and one key press undoes it", async () => {
    const { desk, page } = program;
    const at = (name: string): string => join(desk.blog, "posts/diary", name);
    const text = await readFile(at("002.md"), "utf8");
    await writeFile(at("002.md"), `${text}\n[前の話](001.md)の続き。\n`);
    await openPost(page, "第2回の話");
    await focusEditor(page);
    // Types a link that is not saved yet when the links are updated. It must be updated, too.
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type("[もう一度](001.md)");
    await openPost(page, "第1回の話");
    await focusEditor(page);
    await page.keyboard.press("F2");
    const name = page.getByRole("textbox", { name: /^Name in/ });
    await expect(name).toBeFocused();
    await name.fill("最初の話");
    await page.keyboard.press("Enter");
    const notice = page.getByRole("status").filter({ hasText: "is now called" });
    await expect(notice).toContainText("“001.md” is now called “最初の話.md”.Links in one post lead there.");
    // A notice under the pointer does not leave by itself.
    await notice.hover();
    const renamed = await readFile(at("002.md"), "utf8");
    expect(renamed).toContain("[前の話](最初の話.md)の続き。");
    expect(renamed).toContain("[もう一度](最初の話.md)");
    expect(await readFile(at("最初の話.md"), "utf8")).toContain("第1回の話");
    await expect(readFile(at("001.md"))).rejects.toThrow();

    await openPost(page, "第2回の話");
    await notice.hover();
    await expect(previewArticle(page).getByRole("link", { name: "前の話" })).toHaveAttribute("href", /html$/);
    await notice.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => readFile(at("002.md"), "utf8")).toContain("[もう一度](001.md)");
    expect(await readFile(at("002.md"), "utf8")).toContain("[前の話](001.md)の続き。");
    expect(await readFile(at("001.md"), "utf8")).toContain("第1回の話");
  });

  test("when another program renames a file, the open text keeps caret, undo history and new input", async () => {
    const { desk, page } = program;
    const folder = join(desk.blog, "posts/diary");
    await openPost(page, "第3回の話");
    await focusEditor(page);
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.type("Before");
    await rename(join(folder, "003.md"), join(folder, "third.md"));
    // The renamed file also gets text that was typed before the window knew of the renaming.
    await page.keyboard.type(", then");
    await expect.poll(async () => readFile(join(folder, "third.md"), "utf8")).toContain("Before, then");
    await saved(page);
    await page.keyboard.type(" on.");
    await expect.poll(() => shownText(page)).toContain("Before, then on. 3つ目の");
    for (let words = 0; words < 3; words += 1) await page.keyboard.press("ControlOrMeta+Z");
    await expect.poll(() => shownText(page)).toBe("3つ目の**「話」**です。");
    await openPost(page, "第4回の話");
    // The program saves the previous post after another post was opened.
    await expect
      .poll(() => readFile(join(folder, "third.md"), "utf8"))
      .toMatch(/\n\n3つ目の\*\*「話」\*\*です。\n$/);
    expect(await readdir(folder)).not.toContain("003.md");
    await openPost(page, "第3回の話");
    await expect(previewArticle(page)).toContainText("3つ目の");
  });

  test("a file that another program removed stays removed unless the author saves the text on screen", async () => {
    const { desk, page } = program;
    const folder = join(desk.blog, "posts/diary");
    const left = async (): Promise<string[]> =>
      (await readdir(folder)).filter((name) => /^00[567]/.test(name)).sort();
    const gone = page.getByText("Another program removed this post’s file");
    await openPost(page, "第5回の話");
    await rm(join(folder, "005.md"));
    await expect(gone).toBeVisible();
    // The author switches to another window, opens another post, and publishes.
    await page.evaluate(() => window.dispatchEvent(new Event("blur")));
    await openPost(page, "第6回の話");
    await publish(page);
    expect(await left()).toEqual(["006.md", "007.md"]);
    await closePublished(page);

    await rm(join(folder, "006.md"));
    await expect(gone).toBeVisible();
    await focusEditor(page);
    await page.keyboard.type("Typed on. ");
    await page.evaluate(() => window.dispatchEvent(new Event("blur")));
    await openPost(page, "第7回の話");
    const notice = page.getByRole("status").filter({ hasText: "“第6回の話” has text that is not saved" });
    await notice.getByRole("button", { name: "Show it" }).click();
    await expect(gone).toBeVisible();
    expect(await left()).toEqual(["007.md"]);
    await focusEditor(page);
    await page.keyboard.press("ControlOrMeta+S");
    await saved(page);
    await expect(gone).toBeHidden();
    expect(await readFile(join(folder, "006.md"), "utf8")).toMatch(/6つ目の[\s\S]*Typed on\. /);

    await rm(join(folder, "006.md"));
    await page.getByRole("button", { name: "Leave it removed" }).click();
    await expect(gone).toBeHidden();
    await openPost(page, "第7回の話");
    expect(await left()).toEqual(["007.md"]);
  });
});

test("the old address of a published post leads to the post after a change of address", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await makeBlog(1, practiceSettings) });
  const { page, app } = await startProgram(desk);
  await focusEditor(page);
  await publish(page);
  const site = await publishedSite(page, app);
  await page.keyboard.press("Alt+Enter");
  const address = page.getByRole("textbox", { name: "Address" });
  const old = await address.inputValue();
  expect(old).toMatch(/\.html$/);
  await page.getByRole("button", { name: "Change…" }).click();
  await expect(page.getByText(`Links to ${old} go on working`)).toBeVisible();
  await address.fill("first.html");
  await address.press("Tab");
  await saved(page);
  await expect
    .poll(() => readFile(join(desk.blog, "posts/diary/001.md"), "utf8"))
    .toMatch(new RegExp(`permalink: first.html\n[\\s\\S]*aliases: .*${old}`));
  await publish(page);
  expect(await (await fetch(`${site}first.html`)).text()).toContain("第1回の話");
  expect(await (await fetch(site + old)).text()).toContain("first.html");
  await expect(previewFrame(page).getByRole("heading", { level: 1 })).toBeVisible();
});
