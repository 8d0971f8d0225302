import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { postContaining } from "#tests/support/blog-files.ts";
import { makeBlog, practiceSettings } from "#tests/support/blog-maker.ts";
import { focusEditor, openPost, saved } from "#tests/support/editing.ts";
import { test } from "#tests/support/program-test.ts";
import { expectPublished, publishedSite } from "#tests/support/publishing-window.ts";

test("the next part of a series is written and published by the keyboard alone; both parts show each other", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await makeBlog(3, practiceSettings) });
  for (const name of ["001", "002"]) {
    const file = join(desk.blog, "posts/diary", `${name}.md`);
    await writeFile(file, (await readFile(file, "utf8")).replace("status:", "series: 冬の旅\nstatus:"));
  }
  const { page, app } = await startProgram(desk);
  // In no series there is nothing to go on with.
  await openPost(page, "第3回の話");
  await page.keyboard.press("Control+Alt+n");
  await page.keyboard.press("Control+K");
  await page.keyboard.insertText("next-part");
  await expect(page.locator('[data-key="next-part"]')).toHaveCount(0);
  await page.keyboard.press("Escape");

  await openPost(page, "第1回の話");
  await focusEditor(page);
  await page.keyboard.press("Control+Alt+n");
  const title = page.getByRole("textbox", { name: "Title", exact: true });
  await expect(title).toHaveValue("第3回の話");
  await expect(title).toBeFocused();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText("旅の終わり");
  await page.keyboard.press("Enter");
  await expect(page.locator(".monaco-editor").first()).toHaveClass(/focused/);
  await page.keyboard.insertText("雪の町に着いた。");
  await saved(page);
  const source = await readFile(await postContaining(desk.blog, "雪の町に着いた。"), "utf8");
  expect(source).toContain("status: draft\nseries: 冬の旅\nrelations:\n");
  expect(source).toContain("{ kind: follow-up, to: posts/diary/002.md }");
  // Ready to publish, by the keyboard.
  await page.keyboard.press("Alt+Enter");
  await page.getByRole("radio", { name: "Draft" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "Ready to publish" })).toBeChecked();
  await page.keyboard.press("Alt+Enter");
  await page.keyboard.press("Control+Shift+P");
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
});
