import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { articleIn, articleOnScreen } from "#tests/support/blogs/articles.ts";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import {
  evaluateInPage,
  newPost,
  openPost,
  previewArticle,
  previewFrame,
  ready,
  saved,
  shownText,
} from "#tests/support/program/editing.ts";
import { beginComposition } from "#tests/support/program/input-method.ts";
import { test, withProgram } from "#tests/support/program/program-test.ts";
import { stillPanes } from "#tests/support/program/scrolling.ts";
import { publish, publishedSite } from "#tests/support/program/publishing-window.ts";

const paragraph = (number: number): string =>
  `第${number}段。${"雨の日に聞く静けさのことを、短く書いておきます。".repeat(6)}`;

test("the preview's article equals the published one, for every post and page of the sample blog", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk();
  const { page, app } = await startProgram(desk);
  await publish(page);
  const site = await publishedSite(page, app);
  const compared: string[] = [];
  for (const folder of ["posts/futakoto", "posts/hitokoto", "pages"]) {
    for (const name of await readdir(join(desk.blog, folder))) {
      const source = await readFile(join(desk.blog, folder, name), "utf8");
      const address =
        /^permalink: (.*)$/m.exec(source)?.[1] ?? (folder === "pages" ? name.replace("md", "html") : "");
      // Drafts and scheduled posts have no address.
      if (address === "") continue;
      const title =
        /^title: (.*)$/m.exec(source)?.[1] ?? /^---$[\s\S]*?^---\n+(.{10})/m.exec(source)?.[1] ?? "";
      await show(page, title, `${folder}/${name}`);
      const published = await (await fetch(site + address)).text();
      const article = await articleIn(page, published);
      expect(article.length, name).toBeGreaterThan(40);
      await expect.poll(() => articleOnScreen(page), name).toBe(article);
      compared.push(name);
    }
  }
  expect(compared).toHaveLength(18);
});

test.describe("in new posts", () => {
  const program = withProgram(async () => ({ blog: await makeBlog(1, practiceSettings) }));

  test("typing changes only the typed block: opened details, other blocks and the page itself stay", async () => {
    const { page } = program;
    await newPost(page, "長い記事");
    const details = "<details>\n<summary>くわしく</summary>\n\n中身です。\n\n</details>";
    const long = Array.from({ length: 40 }, (_, index) => (index === 20 ? details : paragraph(index)));
    await page.keyboard.insertText(long.join("\n\n"));
    const article = previewArticle(page);
    await expect(article).toContainText("第39段。");
    await titleShown(page, "長い記事");
    const opened = article.locator("details[open]");
    // The page may still be scrolling to the end of the inserted text, and a click would then miss its target
    await expect(async () => {
      if ((await opened.count()) === 0) await article.locator("summary").click();
      await expect(opened).toHaveCount(1, { timeout: 1_000 });
    }).toPass();
    const read = article.locator("p", { hasText: "第25段。" });
    await read.scrollIntoViewIfNeeded();
    await read.evaluate((element) => Reflect.set(element, "wasHere", true));

    // Types at the beginning of the text, far above the paragraph that is being read.
    // The keys of the window also work while the page has the focus.
    await page.keyboard.press("ControlOrMeta+2");
    await expect(page.locator(".monaco-editor").first()).toHaveClass(/focused/);
    await page.keyboard.press("ControlOrMeta+Home");
    await page.keyboard.type("A new beginning, which makes one more line of it. ".repeat(3));
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await expect(article).toContainText("A new beginning");
    await expect(opened).toHaveCount(1);
    expect(await read.evaluate((element) => Reflect.get(element, "wasHere"))).toBe(true);
    await saved(page);
  });

  test("the page scrolls with the text, and the text with the page", async () => {
    const { page } = program;
    await newPost(page, "もっと長い記事");
    await page.keyboard.insertText(Array.from({ length: 60 }, (_, index) => paragraph(index)).join("\n\n"));
    const article = previewArticle(page);
    await expect(article).toContainText("第59段。");
    await titleShown(page, "もっと長い記事");
    const shows = (number: number) => article.locator("p", { hasText: `第${number}段。` });

    await page.keyboard.press("ControlOrMeta+Home");
    await expect(shows(0)).toBeInViewport();
    await page.keyboard.press("ControlOrMeta+End");
    await expect.poll(() => shownText(page)).toContain("第59段。");
    await expect(shows(59)).toBeInViewport();

    await page.locator("iframe[data-front]").hover();
    await page.mouse.wheel(0, -100_000);
    await expect.poll(() => shownText(page)).toContain("第0段。");

    // A click on words of the page moves the caret to them in the text.
    await shows(1).scrollIntoViewIfNeeded();
    await shows(1).click({ position: { x: 5, y: 5 } });
    await expect(page.locator(".monaco-editor").first()).toHaveClass(/focused/);
    await page.keyboard.press("Home");
    await page.keyboard.insertText("ここ。");
    await expect(shows(1)).toHaveText(/^ここ。第1段。/);
  });

  test("nothing is redrawn or scrolled during an IME composition", async () => {
    const { page } = program;
    await newPost(page, "変換");
    await page.keyboard.insertText("はじめ。");
    await saved(page);
    await titleShown(page, "変換");
    const article = previewArticle(page);
    await expect(article).toContainText("はじめ。");
    await article.evaluate((element) => {
      const seen: string[] = [];
      Reflect.set(globalThis, "mutations", seen);
      const note = (records: MutationRecord[]): void => void seen.push(...records.map(({ type }) => type));
      new MutationObserver(note).observe(element, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
    });
    const mutations = () => article.evaluate(() => [...Reflect.get(globalThis, "mutations")]);

    const composition = await beginComposition(page);
    for (const text of ["s", "し", "しず", "しずけさ", "静けさ"]) await composition.show(text);
    await expect.poll(() => shownText(page)).toContain("静けさ");
    await page.waitForTimeout(2_500);
    expect(await mutations()).toEqual([]);
    // The text is not saved either: the author has not confirmed the words yet.
    await expect(page.locator(".status-save")).not.toHaveText("Saved");
    await composition.commit("静けさ");
    await expect(article).toContainText("はじめ。静けさ");
    expect(await mutations()).not.toEqual([]);
    await saved(page);
  });
});

test("the visible text stays in place when another program changes the text above it", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await makeBlog(1, practiceSettings) });
  const file = join(desk.blog, "posts/diary/001.md");
  await writeFile(
    file,
    `${await readFile(file, "utf8")}\n${Array.from({ length: 40 }, (_, index) => paragraph(index)).join("\n\n")}\n`,
  );
  const { page } = await startProgram(desk);
  await ready(page);
  await expect(previewArticle(page)).toContainText("第39段。");
  await page.locator("iframe[data-front]").hover();
  await page.mouse.wheel(0, 3_000);
  const read = previewArticle(page).locator("p", { hasText: "第12段。" });
  await expect(read).toBeInViewport();
  await expect.poll(() => shownText(page)).not.toContain("第0段。");
  await stillPanes(page);
  const before = await read.boundingBox();
  await writeFile(file, (await readFile(file, "utf8")).replace("第0段。", `${paragraph(100)}\n\n第0段。`));
  await expect(previewArticle(page)).toContainText("第100段。");
  await expect(page.locator("iframe")).toHaveCount(1);
  await stillPanes(page);
  expect(Math.abs(((await read.boundingBox())?.y ?? 0) - (before?.y ?? 0))).toBeLessThan(2);
});

test("the page is shown in a phone's width, and follows changes of blog.yaml and the theme folder", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk();
  const { page } = await startProgram(desk);
  await openPost(page, "お茶の時間割");
  const root = previewFrame(page).locator(":root");
  await page.getByRole("button", { name: "Page at the width of a phone" }).click();
  await expect.poll(() => evaluateInPage(root, () => innerWidth)).toBe(390);
  await page.getByRole("button", { name: "Page at the width of a tablet" }).click();
  await expect.poll(() => evaluateInPage(root, () => innerWidth)).toBe(820);

  const settings = join(desk.blog, "blog.yaml");
  const before = await readFile(settings, "utf8");
  await writeFile(settings, before.replace("title: ひとこと日記", "title: 静かな日記"));
  await expect(previewFrame(page).locator("body")).toContainText("静かな日記");
  const body = previewFrame(page).locator("body");
  const fude = await body.evaluate((element) => getComputedStyle(element).fontFamily);
  await writeFile(settings, before.replace("theme: fude", "theme: hitokoto"));
  await expect(body).not.toHaveCSS("font-family", fude);

  // One file of each kind in the theme: a template, a word, the style sheet
  const put = async (path: string, text: string): Promise<void> => {
    const file = join(desk.blog, "theme", path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  };
  await put("templates/partials/site-footer.liquid", "<footer>足もとの言葉 {{ 'rss' | t }}</footer>");
  await expect(body).toContainText("足もとの言葉 RSS配信中");
  await put("locales/ja.yaml", "rss: 配信しています");
  await expect(body).toContainText("足もとの言葉 配信しています");
  await put("assets/style.css", "body { color: rgb(1, 2, 3) }");
  await expect(body).toHaveCSS("color", "rgb(1, 2, 3)");
  // The notice names the position of a mistake, and disappears when the mistake is corrected
  await put("templates/post.liquid", "{% if %}");
  await expect(page.getByText("templates/post.liquid")).toBeVisible();
});

/** A new title loads the page again: waits until that is done. */
async function titleShown(page: Page, title: string): Promise<void> {
  await expect(previewFrame(page).getByRole("heading", { name: title })).toBeVisible();
  await expect(page.locator("iframe")).toHaveCount(1);
}

/** Opens a post by its title or first words in the palette, and waits for its page. */
async function show(page: Page, words: string, path: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+K");
  await page.getByRole("combobox", { name: "Find commands and posts" }).fill(words);
  await page.getByRole("option", { name: words }).first().click();
  const address = encodeURIComponent(path);
  await expect(page.locator("iframe[data-front]")).toHaveAttribute("src", new RegExp(`preview=${address}$`));
  await expect(previewArticle(page)).toBeVisible();
}
