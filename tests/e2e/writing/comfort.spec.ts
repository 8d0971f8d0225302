import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import {
  focusEditor,
  makeReady,
  newPost,
  previewArticle,
  saved,
  shownLines,
  shownText,
} from "#tests/support/program/editing.ts";
import { storedPreferences } from "#tests/support/program/program.ts";
import { test, withProgram } from "#tests/support/program/program-test.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";

const program = withProgram();

test("the outline finds a heading by its words and moves to it by key", async () => {
  const { page } = program;
  await newPost(page, "Headings");
  await page.keyboard.press("ControlOrMeta+J");
  // The sheet says only once that there are no headings, and how to write one.
  await expect(page.locator(".sheet-dialog")).toHaveText(
    "No headings yet. A line that begins with “# ” is one.",
  );
  await page.keyboard.press("Escape");
  await expect(page.locator(".sheet-dialog")).toHaveCount(0);
  await focusEditor(page);
  await page.keyboard.insertText("# First\n\nwords\n\n## 二つ目の見出し\n\nmore");
  await page.keyboard.press("ControlOrMeta+J");
  await expect(page.getByRole("option")).toHaveText(["First", "二つ目の見出し"]);
  expect(await faultsOfWindow(page)).toEqual([]);
  await page.keyboard.insertText("二つ目");
  await expect(page.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("Enter");
  await expect(page.locator(".sheet-dialog")).toHaveCount(0);
  await page.keyboard.press("Home");
  await page.keyboard.insertText("#");
  await expect.poll(() => shownText(page)).toContain("### 二つ目の見出し");
});

test("a misspelt English word is marked and fixed by keys; a name is added to the dictionary", async () => {
  const { page, desk } = program;
  await newPost(page, "Spelling");
  await page.keyboard.insertText("日本語はそのまま。We recieve Hitofudes");
  const marks = page.locator(".squiggly-info");
  await expect(marks).toHaveCount(2);
  await page.keyboard.press("ControlOrMeta+.");
  await page.keyboard.insertText("add");
  await page.getByRole("option", { name: /Add “Hitofudes”/ }).waitFor();
  expect(await faultsOfWindow(page)).toEqual([]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(marks).toHaveCount(1);
  expect(await readFile(join(desk.home, "user-data", "dictionary.txt"), "utf8")).toBe("Hitofudes\n");
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("ControlOrMeta+.");
  await page.getByRole("option", { name: "receive", exact: true }).click();
  await expect.poll(() => shownText(page)).toBe("日本語はそのまま。We receive Hitofudes");
  await expect(marks).toHaveCount(0);
  // If there is nothing to fix, a message says so once.
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+.");
  await expect(page.getByRole("dialog")).toHaveText("Nothing is marked in this line.");
});

test("typewriter mode keeps the caret's line in the middle, and focus mode dims other paragraphs", async () => {
  const { page, desk } = program;
  await newPost(page, "Modes");
  await page.keyboard.insertText(Array.from({ length: 60 }, (_, index) => `段落 ${index}`).join("\n\n"));
  const caret = async (): Promise<number> => {
    const box = await page.locator(".monaco-editor .cursors-layer .cursor").first().boundingBox();
    const pane = await page.locator(".editor-monaco").boundingBox();
    return box && pane ? (box.y - pane.y) / pane.height : -1;
  };
  await expect.poll(caret).toBeGreaterThan(0.7);
  await page.keyboard.press("ControlOrMeta+Shift+T");
  await expect.poll(caret).toBeLessThan(0.6);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect.poll(caret).toBeLessThan(0.6);
  expect(await caret()).toBeGreaterThan(0.35);
  await expect(page.locator(".prose-dim")).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+Shift+G");
  await expect(page.locator(".prose-dim").first()).toBeVisible();
  await expect(page.locator(".view-line", { hasText: "段落 58" }).locator(".prose-dim")).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+Shift+G");
  await expect(page.locator(".prose-dim")).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+Shift+T");
  await expect.poll(async () => (await storedPreferences(desk)).typewriter).toBe(false);
});

test("problems are marked in the text, and fixed from the list", async () => {
  const { page } = program;
  await newPost(page, "Paths");
  await page.keyboard.insertText("道は C:\\*.txt です。\n\n[メモ]: readme.txt\n\n終わり");
  await expect(page.locator(".squiggly-warning")).toHaveCount(2);
  // The list contains problems of posts to be published; in drafts, problems are only marked.
  await makeReady(page);
  await page.keyboard.press("ControlOrMeta+S");
  await saved(page);
  await page.keyboard.press("ControlOrMeta+Shift+M");
  const fix = page.getByRole("option", { name: "Put a backslash before the bracket", exact: true });
  await fix.waitFor();
  expect(await faultsOfWindow(page)).toEqual([]);
  await fix.click();
  await expect.poll(() => shownText(page)).toContain("\\[メモ]: readme.txt");
  await expect(page.locator(".squiggly-warning")).toHaveCount(1);
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("ControlOrMeta+.");
  await page.getByRole("option", { name: "Make it code, between backticks" }).click();
  await expect.poll(() => shownText(page)).toContain("道は `C:\\*.txt` です。");
  await expect(page.locator(".squiggly-warning")).toHaveCount(0);
  // The key for undo takes the last fix back.
  await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(() => shownText(page)).toContain("道は C:\\*.txt です。");
});

test("cells of a spreadsheet are pasted as a table and parts of a page as Markdown, each as one undo step", async () => {
  const { page } = program;
  const paste = (data: Readonly<Record<string, string>>): Promise<void> =>
    page.evaluate((entries) => {
      const clipboardData = new DataTransfer();
      for (const [type, text] of Object.entries(entries)) clipboardData.setData(type, text);
      const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
      document.activeElement?.dispatchEvent(event);
    }, data);
  await newPost(page, "Paste");
  await paste({ "text/plain": "名\t数\n雨\t12\n", "text/html": "<table><tr><td>名</td></tr></table>" });
  await expect.poll(() => shownText(page)).toBe("| 名 | 数 | | --- | ---: | | 雨 | 12 |");
  await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(() => shownText(page)).toBe("");
  await paste({ "text/plain": "題 太い", "text/html": "<h2>題</h2><p><b>太い</b></p><script>x()</script>" });
  await expect.poll(() => shownText(page)).toBe("## 題 **太い**");
  await page.keyboard.press("ControlOrMeta+Z");
  // A pasted word in bold keeps its markup. After a pasted list, the text behind the caret gets its own line.
  await page.keyboard.insertText("前後");
  await page.keyboard.press("ArrowLeft");
  await paste({ "text/plain": "太い", "text/html": "<b>太い</b>" });
  await expect.poll(() => shownText(page)).toBe("前**太い**後");
  await paste({ "text/plain": "一", "text/html": "<ul><li>一</li></ul>" });
  await expect.poll(() => shownText(page)).toContain("- 一");
  await page.keyboard.insertText("、二");
  await expect.poll(() => shownLines(page)).toEqual(["前**太い**", "", "- 一、二", "", "後"]);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("Delete");
  // A pasted list replaces the empty item at the caret.
  await page.keyboard.insertText("- 前");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await paste({ "text/plain": "一\n二", "text/html": "<ul><li>一</li><li>二</li></ul>" });
  await expect.poll(() => shownLines(page)).toEqual(["- 前", "  - 一", "  - 二"]);
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("Delete");
  // Inside code, text is pasted unchanged.
  await page.keyboard.insertText("```\n");
  await page.keyboard.press("ControlOrMeta+End");
  await paste({ "text/plain": "a\tb\nc\td", "text/html": "<b>a</b>" });
  await expect.poll(() => shownText(page)).not.toContain("|");
});

test("Enter and Tab continue, number and leave a list; the text after it does not belong to it", async () => {
  const { page } = program;
  await newPost(page, "Lists");
  await page.keyboard.type("1. a\nb\n");
  await page.keyboard.press("Tab");
  await page.keyboard.type("b1\n\nc\n\nend\n> words\n\nout");
  const written = ["1. a", "2. b", "   1. b1", "3. c", "", "end", "> words", "", "out"];
  await expect.poll(() => shownLines(page)).toEqual(written);
  await expect(previewArticle(page).locator(":scope > p")).toHaveText(["end", "out"]);
  // A new item between two items increases the numbers of later items. One undo takes all this back.
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await expect
    .poll(() => shownLines(page))
    .toEqual(["1. a", "2. ", "3. b", "   1. b1", "4. c", ...written.slice(4)]);
  await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(() => shownLines(page)).toEqual(written);
});
