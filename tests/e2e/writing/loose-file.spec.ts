import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { postContaining } from "#tests/support/blogs/blog-files.ts";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import { focusEditor, previewArticle, ready } from "#tests/support/program/editing.ts";
import { handOver } from "#tests/support/give-files.ts";
import { type Desk, newWindow } from "#tests/support/program/program.ts";
import { test } from "#tests/support/program/program-test.ts";
import { startAgain } from "#tests/support/program/start-again.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";

const titleOf = (page: Page) => page.getByRole("textbox", { name: "Title", exact: true });
const question = (page: Page, name: string) =>
  page.getByRole("alertdialog", { name: `“${name}” is not in a blog yet` });

/** Creates a Markdown file on the desk, outside its blog. */
async function looseFile(desk: Desk, name: string, text: string): Promise<string> {
  const path = join(desk.home, "notes", name);
  await mkdir(join(desk.home, "notes"), { recursive: true });
  await writeFile(path, text);
  return path;
}

test("the program asks about a Markdown file outside all blogs, and a copy of it becomes a draft", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await makeBlog(1, practiceSettings) });
  const path = await looseFile(desk, "雨のメモ.md", "軒を打つ音。\n");
  const { page } = await startProgram(desk, [desk.blog]);
  await ready(page);
  expect(await startAgain(desk, [path])).toBe(0);
  await expect(question(page, "雨のメモ.md")).toContainText("軒を打つ音。");
  await expect(question(page, "雨のメモ.md").getByRole("button", { name: /^Add a copy/ })).toBeFocused();
  expect(await faultsOfWindow(page)).toEqual([]);
  await page.keyboard.press("Enter");
  await expect(titleOf(page)).toHaveValue("雨のメモ");
  await expect(previewArticle(page)).toContainText("軒を打つ音。");
  const copy = await readFile(await postContaining(desk.blog, "軒を打つ音。"), "utf8");
  expect(copy).toMatch(/^---\ntitle: 雨のメモ\ndate: .*\nstatus: draft\n---\n軒を打つ音。\n$/);
  expect(await readFile(path, "utf8")).toBe("軒を打つ音。\n");
});

test("started with such a file, the program opens the last blog and asks; Escape changes nothing", async ({
  setDesk,
  startProgram,
}) => {
  const blog = await makeBlog(1, practiceSettings);
  const desk = await setDesk({ blog });
  const path = await looseFile(desk, "memo.md", "---\ntitle: Memo\nstatus: ready\n---\n\nWords.\n");
  const first = await startProgram(desk);
  await ready(first.page);
  await first.close();
  const { page } = await startProgram(desk, [path]);
  await expect(question(page, "memo.md")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(question(page, "memo.md")).toHaveCount(0);
  await expect(titleOf(page)).toHaveValue("第1回の話");
  // The program asks only once, and not each time the page is loaded.
  await page.reload();
  await ready(page);
  await expect(question(page, "memo.md")).toHaveCount(0);
});

test("without any blog, the first page names the file, and the new blog asks about it", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk();
  await rm(desk.blog, { recursive: true });
  const path = await looseFile(desk, "memo.md", "Words.\n");
  const { page: first, app } = await startProgram(desk, [path]);
  await expect(first.getByText("“memo.md” is not in a blog yet.")).toBeVisible();
  const [page] = await Promise.all([
    newWindow(app),
    first
      .getByRole("button", { name: "Start with the sample blog" })
      .press("Enter")
      .catch(() => undefined),
  ]);
  await expect(question(page, "memo.md")).toBeVisible();
});

test("a file in a folder with the structure of a blog can be opened together with that blog", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await makeBlog(1, practiceSettings) });
  await mkdir(join(desk.home, "old-site/posts"), { recursive: true });
  const path = join(desk.home, "old-site/posts/1.md");
  await writeFile(path, "---\ntitle: From before\ndate: 2020-01-01\n---\n\nOld words.\n");
  const { page, app } = await startProgram(desk);
  await ready(page);
  expect(await startAgain(desk, [path])).toBe(0);
  const [second] = await Promise.all([
    newWindow(app),
    question(page, "1.md").getByRole("button", { name: "Open “old-site” as a blog" }).click(),
  ]);
  await expect(titleOf(second)).toHaveValue("From before");
});

test("dropping a Markdown file into the window asks about it instead of inserting an image", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await makeBlog(1, practiceSettings) });
  const { page } = await startProgram(desk);
  await focusEditor(page);
  const shiftJis = Buffer.from([0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea, 0x82, 0xcc, 0x83, 0x81, 0x83, 0x82]);
  await handOver(page, "drop", [{ name: "old.md", type: "text/markdown", bytes: shiftJis }]);
  await question(page, "old.md")
    .getByRole("button", { name: /^Add a copy/ })
    .click();
  await expect(titleOf(page)).toHaveValue("old");
  await expect(previewArticle(page)).toContainText("日本語のメモ");
});
