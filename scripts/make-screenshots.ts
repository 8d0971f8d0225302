/**
 * Takes the pictures of the README and of the guide from the real program, in Japanese and English.
 * Run `node scripts/make-screenshots.ts [part …]` with a display, after a build.
 * Without parts, it takes all pictures.
 * The program contains the guide's pictures, so it has to be built again afterwards.
 */
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { previewArticle } from "../tests/support/program/editing.ts";
import { type RunningProgram, setDesk, startProgram } from "../tests/support/program/program.ts";

const folder = fileURLToPath(new URL("../docs/images/", import.meta.url));

const languages = ["ja", "en"] as const;
type Language = (typeof languages)[number];

/**
 * The texts that the script looks for, in each language.
 * `shown` is a post of the sample blog with most features of a page, and `withTable` is a post with a table.
 * All other texts are texts of the interface, such as titles of commands that have no key.
 */
const words = {
  ja: {
    sample: "sample-blog",
    shown: "お茶の時間割",
    withTable: "明朝とゴシックのあいだで",
    review: "内容を確かめて公開する",
    targets: "公開先を設定",
    add: "公開先を加える",
    keys: "キーの割り当て",
    newBlog: "ブログを作る",
    name: "ブログの名前",
    ownName: "海辺の手帖",
    author: "著者名",
    ownAuthor: "しおり",
    settings: "ブログの設定",
    look: "見た目",
    menu: "メニューと部品",
    ownMenu: "自分でメニューを作る",
  },
  en: {
    sample: "sample-blog-en",
    shown: "A timetable for tea",
    withTable: "A timetable for tea",
    review: "Review and publish",
    targets: "Set up targets",
    add: "Add a target",
    keys: "Keyboard shortcuts…",
    newBlog: "Make a blog",
    name: "Name of the blog",
    ownName: "Notes from the shore",
    author: "Author",
    ownAuthor: "Robin",
    settings: "Blog settings",
    look: "Look",
    menu: "Menu and parts",
    ownMenu: "Make my own menu",
  },
} as const;

const parts: Readonly<Record<string, (language: Language) => Promise<void>>> = {
  first: takeFirstPage,
  main: takeMain,
  guide: takeGuide,
  table: takeTable,
  settings: takeSettings,
};
const chosen = process.argv.slice(2);
for (const language of languages) {
  await mkdir(`${folder}guide/${language}`, { recursive: true });
  for (const [name, take] of Object.entries(parts)) {
    if (chosen.length === 0 || chosen.includes(name)) await take(language);
  }
}

/** Takes the large screenshot for the README. */
async function takeMain(language: Language): Promise<void> {
  const { page, close } = await open(language, 1280, 800);
  const file = language === "en" ? "main-window.png" : "main-window-ja.png";
  await page.screenshot({ path: folder + file });
  await close();
}

async function takeFirstPage(language: Language): Promise<void> {
  const desk = await setDesk({ preferences: { language, colours: "light" } });
  await rm(desk.blog, { recursive: true });
  const program = await startProgram(desk, []);
  await program.page.locator(".first-way").first().waitFor();
  await program.page.mouse.move(2, 2);
  await takeSmall(program, language, "first-page");
  await program.page.locator(".first-way", { hasText: words[language].newBlog }).click();
  await program.page.getByLabel(words[language].name, { exact: true }).fill(words[language].ownName);
  await program.page.getByLabel(words[language].author, { exact: true }).fill(words[language].ownAuthor);
  await program.page.mouse.move(2, 2);
  await takeSmall(program, language, "new-blog");
  await program.kill();
}

/**
 * Takes three pictures of the blog's settings: the first section, the gallery of themes, the editor of menus.
 */
async function takeSettings(language: Language): Promise<void> {
  const program = await open(language, 1040, 680);
  const { page } = program;
  const { settings, look, menu, ownMenu } = words[language];
  await page.keyboard.press("Control+Shift+S");
  const sheet = page.getByRole("dialog", { name: settings });
  await page.frameLocator(".settings-frame iframe:not(.frame-loading)").locator("h1").first().waitFor();
  await takeSmall(program, language, "settings");
  await sheet.getByRole("option", { name: look, exact: true }).click();
  await page.waitForTimeout(4_000);
  await takeSmall(program, language, "themes");
  await sheet.getByRole("option", { name: menu, exact: true }).click();
  await sheet.getByRole("button", { name: ownMenu }).click();
  await page.mouse.move(2, 2);
  await page.waitForTimeout(2_000);
  await takeSmall(program, language, "menu");
  await program.kill();
}

async function takeGuide(language: Language): Promise<void> {
  const program = await open(language, 1040, 680);
  const { page } = program;
  await takeSmall(program, language, "main");
  const dialog = page.locator(".sheet-dialog");
  const take = async (name: string, key: string): Promise<void> => {
    await page.keyboard.press(key);
    await dialog.waitFor();
    await takeSmall(program, language, name);
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  };
  await take("palette", "Control+K");
  await take("quick-post", "Control+Shift+N");
  await page.keyboard.press("Alt+Enter");
  await page.locator(".properties-form").waitFor();
  await takeSmall(program, language, "properties");
  await page.keyboard.press("Alt+Enter");
  await runByName(page, words[language].keys);
  await dialog.waitFor();
  await takeSmall(program, language, "keys");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await runByName(page, words[language].targets);
  await dialog.getByRole("button", { name: words[language].add }).click();
  await takeSmall(program, language, "targets");
  await page.keyboard.press("Escape");
  if (await dialog.isVisible()) await page.keyboard.press("Escape");
  await runByName(page, words[language].review);
  await page.locator(".plan-group").first().waitFor();
  await takeSmall(program, language, "plan");
  await program.kill();
}

async function takeTable(language: Language): Promise<void> {
  const program = await open(language, 1040, 680);
  const { page } = program;
  await runByName(page, words[language].withTable);
  await previewArticle(page).locator("td").first().click({ timeout: 20_000 });
  await page.keyboard.press("Control+Alt+T");
  await page.locator(".table-grid").waitFor();
  await takeSmall(program, language, "table");
  await program.kill();
}

async function runByName(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Control+K");
  await page.keyboard.insertText(name);
  await page.getByRole("option", { name }).first().click();
}

/** Starts the program with its sample blog, showing a post. */
async function open(language: Language, width: number, height: number): Promise<RunningProgram> {
  const blog = join(await mkdtemp(join(tmpdir(), "hitofude-")), "blog");
  await cp(fileURLToPath(new URL(`../resources/${words[language].sample}`, import.meta.url)), blog, {
    recursive: true,
  });
  const desk = await setDesk({ blog, preferences: { language, colours: "light" } });
  const program = await startProgram(desk);
  const { page, app } = program;
  await app.evaluate(
    ({ BrowserWindow }, [wide, high]) => BrowserWindow.getAllWindows()[0]?.setContentSize(wide, high),
    [width, height] as const,
  );
  await page.getByText(words[language].shown).first().click();
  await page.locator(".monaco-editor .view-lines").first().waitFor();
  await page.waitForTimeout(2_500);
  return program;
}

/** Takes a small picture as WebP, which Chromium encodes itself through its debugging protocol. */
async function takeSmall({ page }: RunningProgram, language: Language, name: string): Promise<void> {
  await page.waitForTimeout(800);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "webp", quality: 72 });
  await writeFile(`${folder}guide/${language}/${name}.webp`, Buffer.from(data, "base64"));
  await session.detach();
}
