import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import { postContaining } from "#tests/support/blogs/blog-files.ts";
import { focusEditor, openPost, pressEscapeIn, ready, saved } from "#tests/support/program/editing.ts";
import { composeText } from "#tests/support/program/input-method.ts";
import type { Desk, RunningProgram } from "#tests/support/program/program.ts";
import { test, withProgram } from "#tests/support/program/program-test.ts";
import { closePublished, expectPublished, publishedSite } from "#tests/support/program/publishing-window.ts";

/** Returns the text of a page of the site as readers see it, without tags. */
async function wordsOf(url: string): Promise<string> {
  const html = await (await fetch(url)).text();
  return html.replace(/<(script|style)[\s\S]*?<\/\1>/g, "").replace(/<[^>]+>/g, "");
}

async function publishByKey(page: Page): Promise<void> {
  await page.keyboard.press("ControlOrMeta+Shift+P");
  await expectPublished(page);
}

/** Changes a file of the blog as another program. */
async function edit(desk: Desk, path: string, change: (text: string) => string): Promise<void> {
  const file = join(desk.blog, path);
  await writeFile(file, change(await readFile(file, "utf8")));
}

/** Types words, selects them and pastes a URL over them. */
async function pasteOver(page: Page, words: string, address: string): Promise<void> {
  await page.keyboard.insertText(words);
  for (const _ of words) await page.keyboard.press("Shift+ArrowLeft");
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(paste);
  }, address);
}

async function start(
  setDesk: (options: { blog: string }) => Promise<Desk>,
  startProgram: (desk: Desk) => Promise<RunningProgram>,
  settings: string,
): Promise<RunningProgram & { readonly desk: Desk }> {
  const desk = await setDesk({ blog: await makeBlog(3, settings) });
  const program = await startProgram(desk);
  await ready(program.page);
  return { ...program, desk };
}

test("an addendum gets a date and an entry in the revision log, and appears as news only when announced", async ({
  setDesk,
  startProgram,
}) => {
  const settings = `${practiceSettings}theme: hitokoto\nfront: { posts: 1, recentUpdates: 1 }\n`;
  const { page, app, desk, close } = await start(setDesk, startProgram, settings);
  await openPost(page, "第1回の話");
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+Shift+A");
  await page.keyboard.insertText("誤字を直した");
  // No other command replaces the sheet and discards the note.
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.press("ControlOrMeta+N");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("radio", { name: "Do not notify" })).toBeChecked();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await composeText(page, "あ", "あめ", "雨");
  await page.keyboard.type("の話を足した。");
  await saved(page);
  await publishByKey(page);
  const source = await readFile(join(desk.blog, "posts/diary/001.md"), "utf8");
  expect(source).toMatch(/\n\n\*\*【追記 \d{4}\/\d+\/\d+ \d+:\d\d】\*\*\n雨の話を足した。\n$/);
  expect(source).toMatch(/revisions:\n {2}- \{ date: \d{4}-\d\d-\d\d, note: 誤字を直した \}\n/);
  expect(source).not.toContain("updated:");
  const site = await publishedSite(page, app);
  expect(await wordsOf(`${site}20250401-0801.html`)).toMatch(
    /【追記 .*】\s*雨の話を足した。[\s\S]*誤字を直した/,
  );
  expect((await wordsOf(site)).split("最近の更新")[1]).not.toContain("第1回の話");

  await closePublished(page);
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+Shift+A");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.insertText("お知らせする話。");
  await publishByKey(page);
  // The Enter that accepted the sheet is not in the text.
  expect(await readFile(join(desk.blog, "posts/diary/001.md"), "utf8")).toMatch(
    /】\*\*\nお知らせする話。\n$/,
  );
  expect((await wordsOf(site)).split("最近の更新")[1]).toContain("第1回の話");
  expect(await (await fetch(`${site}atom.xml`)).text()).toMatch(/<updated>20(?!25)/);
  // The text is undone step by step; the author has to change the revision log by hand.
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+Z");
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(page.locator(".monaco-editor .view-lines").first()).not.toContainText("お知らせする話");
  await close();
});

test.describe("in one program", () => {
  const program = withProgram(async () => ({ blog: await makeBlog(3, practiceSettings) }));

  test("readers' messages become a post with replies, and the original links to it", async () => {
    const { app, desk, page } = program;
    await openPost(page, "第2回の話");
    await page.keyboard.press("ControlOrMeta+Shift+R");
    const dialog = page.getByRole("dialog", { name: "Answer comments" });
    await expect(dialog.getByRole("textbox")).toBeFocused();
    await page.keyboard.insertText(
      "From: 山田 <yamada@example.com>\nDate: Fri, 06 May 2022 10:11:12 +0900\nSubject: 感想\n\nなるほど<script>alert(1)</script>です。\n\n花子\n@hanako · 2022年5月7日\n同感です。",
    );
    await expect(dialog.getByRole("listitem")).toHaveCount(2);
    await expect(dialog.getByRole("listitem").last()).toContainText("X · 2022/5/7");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect(page.getByRole("textbox", { name: "Title", exact: true })).toHaveValue(
      "「第2回の話」へのコメント返し",
    );
    await expect(page.locator(".monaco-editor").first()).toHaveClass(/focused/);
    await page.keyboard.insertText("ありがとうございます。");
    await page.keyboard.press("Alt+Enter");
    await page.getByRole("radio", { name: "Draft" }).press("ArrowRight");
    await page.keyboard.press("Alt+Enter");
    await saved(page);
    await publishByKey(page);

    const source = await readFile(await postContaining(desk.blog, "コメント返し"), "utf8");
    expect(source).toContain("relations:\n  - { kind: reply, to: posts/diary/002.md }\n");
    const site = await publishedSite(page, app);
    const original = await (await fetch(`${site}20250401-0802.html`)).text();
    const address = /href="([^"]+)">➡コメント返し/.exec(original)?.[1] ?? "";
    expect(address).toMatch(/^\d{8}-\d{4}\.html$/);
    const answers = await (await fetch(site + address)).text();
    expect(answers).toMatch(/<h2 id="comment-1"[^>]*>.*1\. メール 2022\/5\/6/);
    expect(answers).toMatch(/<h2 id="comment-2"[^>]*>.*2\. X 2022\/5\/7/);
    expect(answers).toContain("なるほど&lt;script&gt;alert(1)&lt;/script&gt;です。");
    expect(answers).not.toContain("山田");
    expect(answers).toMatch(/お返事：<\/strong>ありがとうございます。/);
    expect(answers).toContain("20250401-0802.html");

    // The replies go into the open post, where the numbers continue.
    await closePublished(page);
    await page.keyboard.press("ControlOrMeta+Shift+R");
    await expect(dialog.getByRole("textbox")).toBeFocused();
    await page.keyboard.insertText("もう一通。");
    await page.keyboard.press("Tab");
    await expect(dialog.getByRole("radio", { name: "A new post" })).toBeFocused();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await publishByKey(page);
    expect(await (await fetch(site + address)).text()).toMatch(
      /<h2 id="comment-3"[^>]*>.*3\. メール<|3\. メール</,
    );
    await closePublished(page);
  });

  test("a link to an own post is found by kana, contains the title, and follows a change of address", async () => {
    const { app, desk, page } = program;
    await edit(desk, "posts/diary/001.md", (text) => text.replace("第1回の話", "カメラと[雨]の「話」"));
    await expect(
      page.getByRole("treeitem").or(page.getByRole("row")).filter({ hasText: "カメラと[雨]" }).first(),
    ).toBeVisible();
    await openPost(page, "第3回の話");
    await focusEditor(page);
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.press("ControlOrMeta+Shift+K");
    await composeText(page, "k", "か", "かめら");
    await expect(page.getByRole("option")).toHaveCount(1);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    await page.keyboard.type(" と");
    // A URL that is pasted over selected words becomes a link, too.
    await pasteOver(page, "案内", "https://example.com/a_(b)");
    await saved(page);
    await publishByKey(page);
    const source = await readFile(join(desk.blog, "posts/diary/003.md"), "utf8");
    expect(source).toContain("[カメラと\\[雨\\]の「話」](001.md) と[案内](<https://example.com/a_(b)>)");
    const site = await publishedSite(page, app);
    const linked = async (): Promise<string | undefined> =>
      /<a href="([^"]+)"[^>]*>カメラと\[雨\]の「話」<\/a>/.exec(
        (await (await fetch(`${site}20250401-0803.html`)).text()).split("e-content")[1] ?? "",
      )?.[1];
    expect(await linked()).toBe("20250401-0801.html");

    // The public URL of an own post becomes a path to its file, so that renaming updates this link as well.
    await focusEditor(page);
    await page.keyboard.press("ControlOrMeta+End");
    await pasteOver(page, "続き", `${site}20250401-0802.html`);
    await saved(page);
    expect(await readFile(join(desk.blog, "posts/diary/003.md"), "utf8")).toContain("[続き](002.md)");

    await closePublished(page);
    await edit(desk, "posts/diary/001.md", (text) =>
      text.replace(/^permalink: .*$/m, "permalink: kamera.html\naliases: [20250401-0801.html]"),
    );
    await expect(page.getByRole("banner").getByRole("button", { name: /^Publish 2/ })).toBeVisible();
    await publishByKey(page);
    expect(await linked()).toBe("kamera.html");
    expect((await fetch(`${site}kamera.html`)).ok).toBe(true);
  });
});

test("a notice is written and published by keyboard; comments and other keys of blog.yaml stay", async ({
  setDesk,
  startProgram,
}) => {
  const settings = `# わたしの設定\n${practiceSettings}notices:\n  - text: 引っ越しました。 # 残す\n  - text: 終わった話。\n    until: 2020-01-01\n# おわり\n`;
  const { page, app, desk, close } = await start(setDesk, startProgram, settings);
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+Shift+B");
  const dialog = page.getByRole("dialog", { name: "Notices on the site" });
  await expect(dialog.getByRole("textbox", { name: "Text (Markdown)" })).toHaveCount(2);
  await dialog.getByRole("button", { name: "Add a notice" }).press("Enter");
  await expect(dialog.getByRole("textbox", { name: "Text (Markdown)" }).last()).toBeFocused();
  await composeText(page, "し", "しばらく", "しばらく");
  await page.keyboard.type("**休み**ます。");
  const preview = page.frameLocator(".notice-preview iframe");
  await expect(preview.locator("strong", { hasText: "休み" })).toBeVisible();
  await expect(preview.locator("body")).toContainText(/\[\d{4}\/\d+\/\d+ \d+:\d\d\]/);
  await expect(preview.locator("body")).not.toContainText("終わった話");
  await dialog.getByRole("button", { name: "Choose from a calendar: shown until" }).last().press("Enter");
  for (const key of ["PageDown", "Enter", "Escape"]) await page.keyboard.press(key);
  await expect(dialog.getByRole("textbox", { name: "Shown until" }).last()).toHaveValue(/^\d{4}-\d\d-\d\d$/);

  // Closing and reopening the sheet loses nothing.
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+Shift+B");
  await expect(dialog.getByRole("textbox", { name: "Text (Markdown)" }).last()).toHaveValue(
    "しばらく**休み**ます。",
  );
  await expect(preview.locator("strong", { hasText: "休み" })).toBeVisible();
  await pressEscapeIn(preview);
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+Shift+B");
  await dialog.getByRole("button", { name: "Later" }).click();
  await expect(dialog).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+Shift+B");
  await expect(dialog.getByRole("textbox", { name: "Text (Markdown)" })).toHaveCount(3);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expectPublished(page);

  const yaml = await readFile(join(desk.blog, "blog.yaml"), "utf8");
  expect(yaml).toMatch(
    /^ {2}- text: しばらく\*\*休み\*\*ます。\n {4}at: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\n {4}until: \d{4}-\d\d-\d\d\n# おわり\n$/m,
  );
  expect(yaml.startsWith(settings.slice(0, settings.indexOf("# おわり")))).toBe(true);
  const site = await publishedSite(page, app);
  const words = await wordsOf(`${site}20250401-0801.html`);
  expect(words).toMatch(/しばらく休みます。\s*\[\d{4}\/\d+\/\d+ \d+:\d\d\]/);
  expect(words).toContain("引っ越しました。");
  expect(words).not.toContain("終わった話");
  await close();
});

const flows = [
  { id: "quick-post", label: "ひとことを書く…", sheet: "ひとことを書く" },
  { id: "addendum", label: "追記する…", sheet: "追記する" },
  { id: "comment-reply", label: "コメント返しを書く…", sheet: "コメント返しを書く" },
  { id: "link-to-post", label: "記事へのリンク…", sheet: "記事へのリンク…" },
  { id: "notices", label: "サイトのお知らせ…", sheet: "サイトのお知らせ" },
];

test("each of these commands is in the palette and in the menus, also in Japanese", async ({
  setDesk,
  startProgram,
}) => {
  const blog = await makeBlog(2, practiceSettings);
  const { page, app } = await startProgram(await setDesk({ blog, preferences: { language: "ja" } }));
  await ready(page);
  for (const { id, label, sheet } of flows) {
    await page.keyboard.press("ControlOrMeta+K");
    await page.getByRole("combobox").waitFor();
    await page.keyboard.insertText(label.replace("…", ""));
    await page.getByRole("option", { name: label }).waitFor();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: sheet, exact: true })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog")).toHaveCount(0);
    const item = await app.evaluate(({ Menu }, wanted) => {
      const found = Menu.getApplicationMenu()?.getMenuItemById(wanted);
      return { label: found?.label, enabled: found?.enabled };
    }, id);
    expect(item).toEqual({ label, enabled: true });
  }
});
