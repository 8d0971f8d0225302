import { faultsOfWindow } from "#tests/support/program/window-faults.ts";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";
import encoding from "encoding-japanese";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import {
  focusEditor,
  newPost,
  openPost,
  previewArticle,
  saved,
  shownText,
} from "#tests/support/program/editing.ts";
import { type Desk, storedPreferences } from "#tests/support/program/program.ts";
import { test, withProgram } from "#tests/support/program/program-test.ts";
import { closePublished, publish, publishButton } from "#tests/support/program/publishing-window.ts";
import { makeReadOnly } from "#tests/support/disks/read-only-folder.ts";

const brokenYaml = "---\ntitle: [雨\ndate: 2025-04-02 08:00:00\n---\n\n残る言葉。\n";

test.describe("in one window", () => {
  const program = withProgram(async () => ({ blog: await makeBlog(2, practiceSettings) }));
  test.beforeEach(() => closePublished(program.page));

  test("two posts with the same address are both named, and block publishing", async () => {
    const { page, desk } = program;
    const same = "---\ntitle: 同じ時刻\ndate: 2025-04-01 08:01:00\n---\n\n同じ分に書きました。\n";
    await putPost(desk.blog, "same.md", same);
    await expect(page.getByRole("row", { name: /^同じ時刻/ })).toBeVisible();
    await publishButton(page).click();
    const blocked = alert(page, "1 problem to fix before publishing");
    await expect(blocked).toBeVisible();
    await blocked.getByRole("button", { name: "Show problems" }).click();
    const found = page
      .getByRole("dialog")
      .getByText(/posts\/diary\/001\.md and posts\/diary\/same\.md|same\.md and .*001\.md/);
    await expect(found.first()).toContainText("would have the same address, 20250401-0801.html.");
    await page.keyboard.press("Escape");

    await openPost(page, "同じ時刻");
    await page.getByRole("button", { name: /^Properties/ }).click();
    const date = page.getByRole("textbox", { name: /^Date and time/ });
    await date.fill("2025-04-01 08:30");
    await date.press("Enter");
    await saved(page);
    await page.getByRole("button", { name: /^Properties/ }).click();
    await publish(page);
  });

  test("with invalid YAML in front matter, the text stays editable, and a link leads to the faulty line", async () => {
    const { page, desk } = program;
    const file = await putPost(desk.blog, "broken.md", brokenYaml);
    await page.getByRole("row", { name: "[雨, Draft, No date" }).click();
    const notice = alert(page, "The front matter of posts/diary/broken.md cannot be read");
    await expect(notice).toContainText("Please correct the front matter. The text is all there.");
    await expect(previewArticle(page)).toContainText("残る言葉。");

    // The text is written into the file; every byte of the unreadable part stays.
    await focusEditor(page);
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.insertText("続き。");
    await saved(page);
    expect(await readFile(file, "utf8")).toBe(`${brokenYaml}続き。`);

    // The file is not published, and the notice names it.
    await publishButton(page).click();
    await expect(leftOut(page, "1 post was not published")).toContainText("posts/diary/broken.md");
    await closePublished(page);

    await notice.getByRole("button", { name: "Edit as YAML" }).click();
    const yaml = page.getByRole("textbox", { name: "Front matter (YAML)" });
    await yaml.fill((await yaml.inputValue()).replace("[雨", "雨"));
    await expect(notice).toBeHidden();
    await saved(page);
    await expect(page.getByRole("textbox", { name: "Title", exact: true })).toHaveValue("雨");
    await publish(page);
  });

  test("a post that is not UTF-8 is shown, and never rewritten as a side effect", async () => {
    const { page, desk } = program;
    const text = "---\ntitle: 昔の記事\ndate: 2025-04-03 08:00:00\n---\n\n昔の言葉が、ここにあります。\n";
    const bytes = Buffer.from(
      encoding.convert(Buffer.from(text), { from: "UTF8", to: "SJIS", type: "array" }),
    );
    const file = await putPost(desk.blog, "old.md", bytes);
    const words = "---\ntitle: Cafe\ndate: 2025-04-02 09:00\n---\n\nVoilà, le café de l'été.\n";
    const french = await putPost(desk.blog, "cafe.md", Buffer.from(words, "latin1"));
    await openPost(page, "昔の記事");
    await expect(previewArticle(page)).toContainText("昔の言葉が、ここにあります。");
    await focusEditor(page);
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type("new words");
    const notice = page
      .getByRole("status")
      .filter({ hasText: "This post is not UTF-8 (more likely Shift_JIS)" });
    await expect(notice).toContainText("The file as it is now stays in the history.");
    const title = page.getByRole("textbox", { name: "Title", exact: true });
    await expect(title).not.toBeEditable();
    await publishButton(page).click();
    await expect(leftOut(page, "2 posts were not published")).toContainText("the encoding is not UTF-8");
    await page.keyboard.press("ControlOrMeta+S");
    expect(await shownText(page)).not.toContain("new words");
    expect(await readFile(file)).toEqual(bytes);

    await notice.getByRole("button", { name: "Convert to UTF-8" }).click();
    await expect(notice).toBeHidden();
    expect(await readFile(file, "utf8")).toBe(text);
    await focusEditor(page);
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.insertText("新しい言葉。");
    await saved(page);
    expect(await readFile(file, "utf8")).toBe(`${text}新しい言葉。`);

    // An encoding that is not recognized is chosen by how the text reads
    await openPost(page, "Cafe");
    const question = page.getByRole("status").filter({ hasText: "This post is not UTF-8" });
    await question.getByRole("button", { name: "Encoding" }).click();
    await page.getByRole("option", { name: "Windows-1252: Voilà, le café de l'été." }).click();
    await question.getByRole("button", { name: "Convert to UTF-8" }).click();
    await expect(question).toBeHidden();
    expect(await readFile(french, "utf8")).toBe(words);
  });

  test("changes by another program are merged or asked about, and never overwritten", async () => {
    const { page, desk } = program;
    const file = join(desk.blog, "posts/diary/002.md");
    await openPost(page, "第2回の話");
    await focusEditor(page);
    const before = await readFile(file, "utf8");
    await writeFile(file, before.replace("話」**です", "話」**でした"));
    await expect.poll(() => shownText(page)).toContain("でした");

    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.insertText("私の言葉。");
    await writeFile(file, before.replace("話」**です", "話」**だそうです"));
    await expect.poll(() => shownText(page)).toContain("だそうです");
    expect(await shownText(page)).toContain("私の言葉。");
    const merged = page.getByRole("status").filter({ hasText: "Both changes are now in the text" });
    await expect(merged).toBeVisible();
    expect(await faultsOfWindow(page)).toEqual([]);
    await saved(page);
    const both = await readFile(file, "utf8");
    expect(both).toContain("だそうです");
    expect(both).toContain("私の言葉。");

    await page.keyboard.press("Backspace");
    await page.keyboard.insertText("です。");
    await expect(merged).toBeVisible();
    await merged.getByRole("button", { name: "Close" }).click();
    await expect(merged).toBeHidden();
    // The program would not ask about text that it has saved meanwhile.
    await page.keyboard.press("Backspace");
    await page.keyboard.insertText("よ。");
    await writeFile(file, both.replace("私の言葉。", "彼は笑った。"));
    const question = page.getByRole("status").filter({ hasText: "Another program changed this post, too" });
    await question.getByRole("button", { name: "Compare" }).click();
    const marked = page.frameLocator(".history-frame");
    await expect(marked.locator("del").first()).toContainText("彼");
    await expect(marked.locator("ins").filter({ hasText: "私" }).first()).toBeVisible();
    expect(await faultsOfWindow(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(page.locator(".sheet-dialog")).toHaveCount(0);
    await question.getByRole("button", { name: "Compare" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Use the changed file" }).click();
    await expect(page.locator(".sheet-dialog")).toHaveCount(0);
    await expect.poll(() => shownText(page)).toContain("彼は笑った。");
    await expect.poll(() => shownText(page)).not.toContain("私の言葉");
  });

  test("with invalid YAML in the settings, the last valid ones apply, and the author sees a message", async () => {
    const { page, desk } = program;
    await openPost(page, "第2回の話");
    await writeFile(
      join(desk.blog, "blog.yaml"),
      practiceSettings.replace("title: 日々の話", "title: [日々の話"),
    );
    await expect(alert(page, "blog.yaml cannot be read")).toBeVisible();
    await expect(page.getByRole("button", { name: "Menu of “日々の話”" })).toBeVisible();
    await focusEditor(page);
    await page.keyboard.insertText("まだ書けます。");
    await saved(page);
    await writeFile(join(desk.blog, "blog.yaml"), practiceSettings.replace("日々の話", "雨の日記"));
    await expect(page.getByRole("button", { name: "Menu of “雨の日記”" })).toBeVisible();
    await expect(alert(page, "blog.yaml cannot be read")).toBeHidden();
  });
});

test("with a read-only blog folder, the text stays on screen and is saved once the folder is writable", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await makeBlog(2, practiceSettings) });
  const giveBack = makeReadOnly(desk.blog);
  try {
    const { page } = await startProgram(desk);
    await openPost(page, "第2回の話");
    await focusEditor(page);
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.insertText("消えない言葉。");
    const notice = alert(page, "posts/diary/002.md is read-only and cannot be written.");
    await expect(notice).toContainText("Please make the file writable, then try again.");
    await expect(previewArticle(page)).toContainText("消えない言葉。");

    await page.getByRole("button", { name: "New post", exact: true }).first().click();
    await expect(alert(page, "is read-only and cannot be written.").nth(1)).toBeVisible();
    await expect.poll(() => shownText(page)).toContain("消えない言葉。");

    // The program saves the text without a command as soon as this is possible.
    giveBack();
    await saved(page);
    await expect(notice).toBeHidden();
    await expect(page.getByText("Saving works again.")).toBeVisible();
    expect(await readFile(join(desk.blog, "posts/diary/002.md"), "utf8")).toContain("消えない言葉。");
    await newPost(page, "Writable again");
  } finally {
    giveBack();
  }
});

test("a blog folder that is moved while it is open: nothing is made at its old place, and writing goes on", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await makeBlog(1, practiceSettings) });
  await mkdir(join(desk.home, "Documents"));
  // The program creates this folder itself if the folder is missing. It must not create a moved folder again.
  const { page, app } = await startProgram(desk, ["--sample"]);
  await newPost(page, "Moved");
  await saved(page);
  const { folder, path } = await lastPostOf(desk);
  const moved = `${folder}-moved`;
  await rename(folder, moved);
  const notice = alert(page, "is no longer there");
  await expect(notice).toContainText("What you write is kept");
  await page.keyboard.insertText("留守の言葉。");
  await expect(page.getByText("Cannot save")).toBeVisible();
  await app.evaluate(({ app: electron }) => {
    const engine = electron.getAppMetrics().find((process) => process.name === "Hitofude engine");
    if (engine) process.kill(engine.pid, "SIGKILL");
  });

  const choose = async (chosen: string): Promise<void> => {
    await app.evaluate(({ dialog }, given) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [given] });
    }, chosen);
    await notice.getByRole("button", { name: "Find the folder…" }).click();
  };
  await choose(desk.blog);
  await expect(alert(page, "is not the folder of this blog.")).toBeVisible();
  await choose(moved);
  await expect(notice).toBeHidden();
  await saved(page);
  await expect(page.getByText("Saving works again.")).toBeVisible();
  const file = join(moved, path);
  expect(await readFile(file, "utf8")).toContain("留守の言葉。");
  await page.keyboard.insertText("続き。");
  await expect.poll(() => readFile(file, "utf8")).toContain("留守の言葉。続き。");
  expect(existsSync(folder)).toBe(false);
  await expect.poll(async () => (await storedPreferences(desk)).recentBlogs).toEqual([moved]);
});

/** Returns the notice that a publish has ended, if it contains this text. */
function leftOut(page: Page, text: string): Locator {
  return page.locator(".notices [role=status], .notices .notice").filter({ hasText: text }).first();
}

function alert(page: Page, text: string): Locator {
  return page.getByRole("alert").filter({ hasText: text });
}

/** Returns the folder and the last post of the blog that the program opened without an argument. */
async function lastPostOf(desk: Desk): Promise<{ readonly folder: string; readonly path: string }> {
  let found: [folder: string, path: string][] = [];
  await expect
    .poll(async () => {
      const { lastPost } = (await storedPreferences(desk)) as { lastPost?: Record<string, string> };
      found = Object.entries(lastPost ?? {});
      return found;
    })
    .toHaveLength(1);
  const [[folder, path] = ["", ""]] = found;
  return { folder, path };
}

async function putPost(blog: string, name: string, content: string | Uint8Array): Promise<string> {
  const folder = join(blog, "posts", "diary");
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, name), content);
  return join(folder, name);
}
