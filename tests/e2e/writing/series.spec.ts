import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { postContaining } from "#tests/support/blogs/blog-files.ts";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import { focusEditor, openPost, saved } from "#tests/support/program/editing.ts";
import { test, withProgram } from "#tests/support/program/program-test.ts";
import { closePublished, expectPublished, publishedSite } from "#tests/support/program/publishing-window.ts";

// The first three posts belong to one test, the others to the other
const program = withProgram(async () => {
  const blog = await makeBlog(6, practiceSettings);
  for (const name of ["001", "002"]) {
    const file = join(blog, "posts/diary", `${name}.md`);
    await writeFile(file, (await readFile(file, "utf8")).replace("status:", "series: 冬の旅\nstatus:"));
  }
  return { blog };
});

test("the next part of a series is written and published by keyboard; the parts link to each other", async () => {
  const { app, desk, page } = program;
  // A post outside any series has no next part.
  await openPost(page, "第3回の話");
  await page.keyboard.press("ControlOrMeta+Alt+n");
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.insertText("next-part");
  await expect(page.locator('[data-key="next-part"]')).toHaveCount(0);
  await page.keyboard.press("Escape");

  // The list of names shows the posts of a series, as it shows those of a tag.
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.insertText("tags");
  await page.locator('[data-key="terms"]').click();
  await page.getByRole("radio", { name: "Tags" }).focus();
  await page.keyboard.press("ArrowLeft");
  await page.getByRole("option", { name: "冬の旅, 2 posts" }).click();
  await page.getByRole("button", { name: "Show posts" }).click();
  await expect(page.locator(".filter-chips .tag")).toHaveText("Series: 冬の旅");
  await expect(page.locator(".post-tree .post-row")).toHaveText([/第2回の話/, /第1回の話/]);

  await openPost(page, "第1回の話");
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+Alt+n");
  const title = page.getByRole("textbox", { name: "Title", exact: true });
  await expect(title).toHaveValue("第3回の話");
  await expect(title).toBeFocused();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText("旅の終わり");
  await page.keyboard.press("Enter");
  await expect(page.locator(".monaco-editor").first()).toHaveClass(/focused/);
  await page.keyboard.insertText("雪の町に着いた。");
  await saved(page);
  const source = await readFile(await postContaining(desk.blog, "雪の町に着いた。"), "utf8");
  expect(source).toContain("status: draft\nseries: 冬の旅\nrelations:\n");
  expect(source).toContain("{ kind: follow-up, to: posts/diary/002.md }");
  // Publishes the post with keys.
  await page.keyboard.press("Alt+Enter");
  await page.getByRole("radio", { name: "Draft" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "Waiting to be published" })).toBeChecked();
  await page.keyboard.press("Alt+Enter");
  await page.keyboard.press("ControlOrMeta+Shift+P");
  await expectPublished(page);

  const site = await publishedSite(page, app);
  const source2 = await readFile(await postContaining(desk.blog, "雪の町に着いた。"), "utf8");
  const address = /^permalink: (.*)$/m.exec(source2)?.[1] ?? "";
  const after = await (await fetch(site + address)).text();
  expect(after).toMatch(/冬の旅<\/a>\s*3\/3/);
  expect(after).toMatch(/前の記事[\s\S]*第2回の話/);
  const before = await (await fetch(`${site}20250401-0802.html`)).text();
  expect(before).toMatch(/冬の旅<\/a>\s*2\/3/);
  expect(before).toMatch(/続き[\s\S]*旅の終わり/);
  await closePublished(page);
});

test("a relation between posts is added by keys, shown on both pages, and removed", async () => {
  const { app, desk, page } = program;
  await openPost(page, "第6回の話");
  await focusEditor(page);
  const relate = async (kind: string, title: string): Promise<void> => {
    await page.keyboard.press("ControlOrMeta+Alt+r");
    await expect(page.getByRole("dialog", { name: "This post…" }).getByRole("combobox")).toBeFocused();
    await page.keyboard.insertText(kind);
    await expect(page.getByRole("option")).toHaveCount(1);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: /: which one\?$/ }).getByRole("combobox")).toBeFocused();
    await page.keyboard.insertText(title);
    await expect(page.getByRole("option")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(page.locator(".notice")).toContainText(`: “${title}”.`);
    await expect(page.locator(".monaco-editor").first()).toHaveClass(/focused/);
  };
  const file = join(desk.blog, "posts/diary/006.md");
  const before = await readFile(file, "utf8");
  await relate("long", "第4回の話");
  const long = "relations:\n  - { kind: long-version, to: posts/diary/004.md }\n";
  const once = await readFile(file, "utf8");
  expect(once).toBe(before.replace("\n---\n\n", `\n${long}---\n\n`));
  await relate("related", "第5回の話");
  expect(await readFile(file, "utf8")).toContain(`${long}  - { kind: see-also, to: posts/diary/005.md }\n`);

  // The undo button is four key presses away, and restores the previous state.
  await page.keyboard.press("Shift+F6");
  await page.keyboard.press("Shift+F6");
  await page.keyboard.press("Shift+F6");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Undo" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect.poll(() => readFile(file, "utf8")).toBe(once);
  await page.keyboard.press("ControlOrMeta+Shift+P");
  await expectPublished(page);
  const site = await publishedSite(page, app);
  const pageOf = async (part: number): Promise<string> =>
    (await fetch(`${site}20250401-080${part}.html`)).text();
  expect(await pageOf(4)).toMatch(/詳しい記事[\s\S]*第6回の話/);
  expect(await pageOf(6)).toMatch(/短い記事[\s\S]*第4回の話/);
  expect(await pageOf(5)).not.toContain("関連記事");
});
