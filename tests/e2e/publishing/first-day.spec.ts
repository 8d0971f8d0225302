import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import { postContaining } from "#tests/support/blogs/blog-files.ts";
import { newPost, saved } from "#tests/support/program/editing.ts";
import { pastePhotographs, photograph } from "#tests/support/blogs/photographs.ts";
import { type Desk, newWindow, type RunningProgram } from "#tests/support/program/program.ts";
import { withLiveServer } from "#tests/support/servers/live-server.ts";
import { test } from "#tests/support/program/program-test.ts";
import {
  catchOutsideLinks,
  expectPublished,
  publishButton,
  publishedNotice,
  publishedSite,
} from "#tests/support/program/publishing-window.ts";
import { runFromPalette } from "#tests/support/program/run-from-palette.ts";
import { arrowTo, tabTo } from "#tests/support/program/tab-to.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";

/** The same steps in both languages: the elements to press, and the texts to expect. */
const words = {
  en: {
    make: "Make a blog",
    name: "Name of the blog",
    author: "Author",
    look: "Hitokoto",
    blog: "Paper boats",
    writer: "Ann O’Neil",
    design: 'class="side-search"',
    title: "Title",
    post: "The first one",
    text: "We folded two boats.",
    photos: ["A red boat", "A green boat"],
    insert: "Insert images",
    draft: /^Draft, 1 post/,
    line: /^Properties: Draft · /,
    ask: "Publish this draft?",
    draftNote: "“The first one” is a draft. Only you can read it until it is published.",
    yes: "Publish",
    done: "Published “The first one”.",
    files: /\d+ files were sent/,
    published: /^Published, 1 post/,
    after: /^Properties: Published · /,
    button: "Published",
    view: "View site",
  },
  ja: {
    make: "ブログを作る",
    name: "ブログの名前",
    author: "著者名",
    look: "筆（縦書き）",
    blog: "紙の舟",
    writer: "山田 芳子",
    design: 'class="serif vertical',
    title: "題名",
    post: "はじめまして",
    text: "舟を二つ折りました。",
    photos: ["赤い舟", "緑の舟"],
    insert: "画像を入れる",
    draft: /^下書き、1/,
    line: /^記事の設定：下書き · /,
    ask: "この下書きを公開しますか",
    draftNote: "「はじめまして」は下書きです。公開するまで、ほかの人には見えません。",
    yes: "公開",
    done: "「はじめまして」を公開しました。",
    files: /ページと RSS など \d+ 個のファイルを送信しました/,
    published: /^公開済み、1/,
    after: /^記事の設定：公開済み · /,
    button: "公開済み",
    view: "サイトを見る",
  },
} as const;

const texts = { en, ja } as const;
const host = withLiveServer();

for (const language of ["en", "ja"] as const) {
  const isByKeys = language === "ja";
  test(`a new author publishes and edits on the first day, ${isByKeys ? "by keys" : "by mouse"}: ${language}`, async ({
    setDesk,
    startProgram,
  }) => {
    const say = words[language];
    const text = texts[language];
    const colours = isByKeys ? "dark" : "light";
    const desk = await setDesk({ preferences: { language, colours } });
    await rm(desk.blog, { recursive: true });
    const picked = join(desk.home, "picked.jpg");
    await writeFile(picked, await photograph(1500));
    const { page: first, app } = await startProgram(desk, []);
    const press = (place: Locator): Promise<void> => (isByKeys ? place.press("Enter") : place.click());

    await press(first.getByRole("button", { name: say.make }));
    await first.getByRole("textbox", { name: say.name }).fill(say.blog);
    await first.getByRole("textbox", { name: say.author }).fill(say.writer);
    const look = first.getByRole("radio", { name: say.look });
    if (isByKeys) await first.getByRole("radio", { name: "筆（明朝）" }).press("ArrowLeft");
    else await first.getByText(say.look, { exact: true }).click();
    await expect(look).toBeChecked();
    expect(await faultsOfWindow(first)).toEqual([]);
    const [page] = await Promise.all([
      newWindow(app),
      first
        .getByRole("textbox", { name: say.name })
        .press("Enter")
        .catch(() => undefined),
    ]);
    await page.getByText(say.blog).first().waitFor();
    await page.keyboard.press("ControlOrMeta+N");
    await expect(page.getByRole("textbox", { name: say.title, exact: true })).toBeFocused();
    await page.keyboard.insertText(say.post);
    await page.keyboard.press("Enter");
    await expect(page.locator(".monaco-editor").first()).toHaveClass(/focused/);
    await page.keyboard.insertText(say.text);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await pastePhotographs(page, await photograph(1200));
    await expect(page.locator(".view-lines").first()).toContainText("media/");
    await page.keyboard.insertText(say.photos[0]);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await app.evaluate(({ dialog }, file) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [file] });
    }, picked);
    await page.keyboard.press("ControlOrMeta+K");
    await page.keyboard.insertText(say.insert);
    await press(page.getByRole("option", { name: say.insert }).first());
    await expect(page.locator(".view-lines").first()).toContainText(/media\/.*media\//);
    await page.keyboard.insertText(say.photos[1]);
    await expect(page.getByRole("row", { name: say.draft })).toBeVisible();
    await expect(page.getByRole("button", { name: say.line })).toBeVisible();

    await makeOwn(page, text, press, isByKeys);
    if (isByKeys) await page.keyboard.press("ControlOrMeta+Shift+P");
    else await page.getByRole("banner").getByRole("button", { name: "Publish", exact: true }).click();
    const ask = page.getByRole("alertdialog", { name: say.ask });
    await expect(ask).toContainText(say.draftNote);
    await expect(ask.getByRole("button", { name: say.yes, exact: true })).toBeFocused();
    expect(await faultsOfWindow(page)).toEqual([]);
    if (isByKeys) await page.keyboard.press("Enter");
    else await ask.getByRole("button", { name: say.yes, exact: true }).click();
    const notice = page.locator(".notices .notice-good");
    await expect(notice.locator(".notice-title")).toHaveText(say.done);
    await expect(notice).toContainText(say.files);
    await expect(page.getByRole("row", { name: say.published })).toBeVisible();
    await expect(page.getByRole("button", { name: say.after })).toBeVisible();
    await expect(
      page.getByRole("banner").getByRole("button", { name: say.button, exact: true }),
    ).toBeVisible();

    // What was impossible before the first publish is possible now
    await press(page.getByRole("banner").getByRole("button", { name: say.blog }));
    await expect(page.getByRole("menuitem", { name: say.view })).not.toHaveAttribute("aria-disabled");
    await page.keyboard.press("Escape");
    const opened = await catchOutsideLinks(app);
    await press(page.getByRole("button", { name: say.view }));
    await expect.poll(opened).toHaveLength(1);
    const [site = ""] = await opened();
    const front = await read(site);
    expect(front).toContain(say.post);
    // The site has the author's title, colours and menu.
    expect(front).toContain(say.blog);
    expect(front).toContain("https://boats.example/");
    const sheets = [...front.matchAll(/<link rel="stylesheet" href="([^"]+)">/g)].map(
      ([, href = ""]) => new URL(href, site).href,
    );
    expect(sheets).toContain(`${site}assets/own.css`);
    const styles = await read(`${site}assets/own.css`);
    expect(styles.endsWith(`${ownCss}\n`)).toBe(true);
    if (isByKeys) {
      expect(styles).toContain("#7a3e2b");
      expect(front).toContain(footer);
      expect(front).toContain('<link rel="icon" type="image/png"');
      expect(front).toMatch(/<header[^>]*>[\s\S]*<img[^>]*>[\s\S]*<\/header>/);
    }
    expect(await read(`${site}rss.xml`)).toContain(say.post);
    const file = await postContaining(join(desk.home, "Hitofude", say.blog), say.text);
    const source = await readFile(file, "utf8");
    const html = await read(`${site}${/^permalink: (.*)$/m.exec(source)?.[1]}`);
    expect(html).toContain(say.text);
    const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? "";
    const photos = [...main.matchAll(/<img[^>]* src="([^"]+)"[^>]*>/g)].filter(([tag]) =>
      tag.includes("media/"),
    );
    expect(photos.map(([tag]) => /alt="([^"]*)"/.exec(tag)?.[1])).toEqual([...say.photos]);
    for (const [, src = ""] of photos) {
      const answer = await fetch(new URL(src, site));
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/jpeg"]);
      expect(Buffer.from(await answer.arrayBuffer()).includes("GPS")).toBe(false);
    }
    expect(front).toContain(say.design);
    expect(await read(`${site}feed.json`)).toContain(say.writer);

    // The author moves from the practice site to a web host.
    await host.server.emptyFolder(host.server.documentRoot);
    await press(page.getByRole("button", { name: text["publish.done.online"] }));
    await setUpHost(page, text, isByKeys);
    await expect(
      page.getByText(text["targets.ready"].replace("{name}", text["targets.newName.live"])),
    ).toBeVisible();
    await press(page.getByRole("button", { name: text["targets.ready.publish"] }));
    const plan = page.getByRole("alertdialog", { name: text["plan.title"] });
    await press(plan.getByRole("button", { name: text["plan.accept"], exact: true }));
    await expect(notice.locator(".notice-title")).toContainText(say.post);
    expect(await read(host.web.url)).toContain(say.post);
    await expect(page.getByRole("button", { name: text["publish.done.online"] })).toHaveCount(0);
  });
}

const footer = "Folded by hand";
const ownCss = "body { background: #f4ead5; }";

/** Gives the blog colours of its own, and adds a link to its menu. */
async function makeOwn(
  page: Page,
  text: (typeof texts)["en" | "ja"],
  press: (place: Locator) => Promise<void>,
  hasColour: boolean,
): Promise<void> {
  await page.keyboard.press("ControlOrMeta+Shift+S");
  const sheet = page.getByRole("dialog", { name: text["blogSettings.title"] });
  await press(sheet.getByRole("option", { name: text["blogSettings.section.look"] }));
  if (hasColour) await sheet.getByRole("textbox", { name: /#rrggbb/ }).fill("#7a3e2b");
  await sheet.locator(".settings-code").first().getByRole("textbox").focus();
  await page.keyboard.insertText(ownCss);
  await press(sheet.getByRole("option", { name: text["blogSettings.section.menu"] }));
  const add = text["blogSettings.add"].replace("{name}", text["setting.links.item"]);
  await press(sheet.getByRole("button", { name: add, exact: true }));
  await page.keyboard.insertText("Boats");
  await page.keyboard.press("Tab");
  await page.keyboard.insertText("https://boats.example/");
  // Chromium does not answer a test's Tab that reaches the page while the page is being replaced.
  const shown = page.frameLocator(`iframe[title="${text["blogSettings.page.title"]}"]`);
  await expect(shown.getByRole("link", { name: "Boats" }).first()).toBeAttached();
  if (hasColour) await decorateByKeys(page, sheet, text);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(sheet.getByText(text["blogSettings.saved"])).toBeVisible();
  await press(sheet.getByRole("button", { name: text["action.close"], exact: true }));
  await expect(sheet).toHaveCount(0);
}

/** Chooses an icon and a picture in the head, and adds a footer. Uses no mouse, and no focus but that of keys. */
async function decorateByKeys(page: Page, sheet: Locator, text: (typeof texts)["en" | "ja"]): Promise<void> {
  const nameOf = (label: string): string => text["action.choose.for"].replace("{name}", label);
  const openSection = async (id: "about" | "look" | "menu"): Promise<void> => {
    const option = sheet.getByRole("option", { name: text[`blogSettings.section.${id}`] });
    // Goes backward, because the page is on the way forward, and is replaced after each change.
    await tabTo(page, sheet.getByRole("option", { selected: true }), "Shift+Tab");
    await page.keyboard.press("Home");
    await arrowTo(page, option);
    await expect(option).toHaveAttribute("aria-selected", "true");
  };
  const choosePicture = async (label: string): Promise<void> => {
    const button = sheet.getByRole("button", { name: nameOf(label), exact: true });
    await tabTo(page, button);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("option", { name: /^media\// }).first()).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(button).toBeFocused();
  };
  await openSection("about");
  await choosePicture(text["setting.icon"]);
  await openSection("look");
  await tabTo(page, sheet.getByRole("switch", { name: text["setting.logo"] }));
  await page.keyboard.press("Space");
  await choosePicture(text["setting.logo.picture"]);
  await openSection("menu");
  const add = text["blogSettings.add"].replace("{name}", text["setting.footer.item"]);
  await tabTo(page, sheet.getByRole("button", { name: add, exact: true }));
  await page.keyboard.press("Enter");
  await page.keyboard.insertText(footer);
}

test("“only the rest” is remembered, and the message names the draft and can publish it with its pictures", async ({
  setDesk,
  startProgram,
}) => {
  const { page, app, desk } = await startAsking({ setDesk, startProgram });
  await writeWithPhotographs(page, "Left behind");
  await publishButton(page).click();
  const ask = page.getByRole("alertdialog", { name: "Publish this post too?" });
  await ask.getByText("Remember my answer for this blog").click();
  await ask.getByRole("button", { name: "Only the rest" }).click();
  await expect(publishedNotice(page)).toHaveText(
    "Published “第2回の話” and 1 more. “Left behind” is still a draft.",
  );
  expect(await faultsOfWindow(page)).toEqual([]);
  const site = await publishedSite(page, app);
  const photos = await photographsOf(desk);
  expect(photos).toHaveLength(2);
  expect(await statuses(site, photos)).toEqual([404, 404]);
  expect(await read(site)).not.toContain("Left behind");

  // The next publish asks nothing and shows no message about it
  await publishButton(page).click();
  await expect(publishedNotice(page)).toHaveText(
    "Everything is up to date. Nothing was sent. “Left behind” is still a draft.",
  );
  await expect(ask).toHaveCount(0);
  await page.getByRole("button", { name: "Publish “Left behind”" }).click();
  await expect(publishedNotice(page)).toHaveText("Published “Left behind”.");
  expect(await statuses(site, photos)).toEqual([200, 200]);
  expect(await read(site)).toContain("Left behind");

  // With the remembered choice, a publish includes words that were typed at the last moment.
  await page.keyboard.press("ControlOrMeta+,");
  await page.getByRole("button", { name: /New posts in this blog/ }).click();
  await page.getByRole("option", { name: "Are published when I press Publish" }).click();
  await page.keyboard.press("Escape");
  await newPost(page, "Next");
  await page.keyboard.insertText("The last words.");
  await page.keyboard.press("ControlOrMeta+Shift+P");
  await expect(publishedNotice(page)).toHaveText("Published “Next”.");
  const source = await readFile(await postContaining(desk.blog, "The last words."), "utf8");
  expect(await read(`${site}${/^permalink: (.*)$/m.exec(source)?.[1]}`)).toContain("The last words.");
});

test("a published post that becomes a draft again is shown as online, and can be removed with page and pictures", async ({
  setDesk,
  startProgram,
}) => {
  const { page, app, desk } = await startAsking({ setDesk, startProgram });
  await writeWithPhotographs(page, "Taken back");
  await publishButton(page).click();
  await page.getByRole("button", { name: "Publish this post too" }).click();
  await expectPublished(page);
  const site = await publishedSite(page, app);
  const photos = await photographsOf(desk);
  const file = await postContaining(desk.blog, "# two pictures");
  const source = await readFile(file, "utf8");
  const paths = [/^permalink: (.*)$/m.exec(source)?.[1] ?? "", ...photos];
  expect(await statuses(site, paths)).toEqual([200, 200, 200]);

  // After the author declines, every byte is as before
  await runFromPalette(page, "Unpublish this post");
  const question = page.getByRole("alertdialog", { name: "Take “Taken back” offline?" });
  await expect(question).toBeVisible();
  expect(await faultsOfWindow(page)).toEqual([]);
  await question.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(page.getByRole("button", { name: /^Properties: Published · / })).toBeVisible();
  expect(await readFile(file, "utf8")).toBe(source);

  await page.getByRole("button", { name: /^Properties/ }).click();
  await page.getByRole("radiogroup", { name: "Status" }).getByText("Draft", { exact: true }).click();
  const said = page.getByText("This post is a draft now, and still online.");
  await expect(said).toBeVisible();
  await expect(page.getByRole("button", { name: /^Properties: Draft · still online · / })).toBeVisible();
  await saved(page);
  expect(await faultsOfWindow(page)).toEqual([]);
  await expect(page.getByRole("row", { name: /^Taken back, Draft · still online, / })).toBeVisible();
  expect(await statuses(site, paths)).toEqual([200, 200, 200]);
  await page.getByRole("button", { name: "Take it offline now" }).click();
  await question.getByRole("button", { name: "Take it offline" }).click();
  await expect(publishedNotice(page)).toHaveText("“Taken back” is offline. It stays here as a draft.");
  await expect(said).toHaveCount(0);
  expect(await statuses(site, paths)).toEqual([404, 404, 404]);
  expect(await read(site)).not.toContain("Taken back");
});

test("publishing while a published post is a draft asks whether it stays online, and follows the answer", async ({
  setDesk,
  startProgram,
}) => {
  const { page, app, desk } = await startAsking({ setDesk, startProgram });
  await newPost(page, "Kept");
  await page.keyboard.insertText("The words so far.");
  await publishButton(page).click();
  await page.getByRole("button", { name: "Publish this post too" }).click();
  await expectPublished(page);
  const site = await publishedSite(page, app);
  const file = await postContaining(desk.blog, "The words so far.");
  const path = /^permalink: (.*)$/m.exec(await readFile(file, "utf8"))?.[1] ?? "";
  const question = page.getByRole("alertdialog", { name: "“Kept” is a draft but still online" });
  await page.getByRole("button", { name: /^Properties/ }).click();
  const status = page.getByRole("radiogroup", { name: "Status" });
  const makeDraft = async (): Promise<void> => {
    await status.getByText("Draft", { exact: true }).click();
    await expect(page.getByText("This post is a draft now, and still online.")).toBeVisible();
    await saved(page);
  };

  await makeDraft();
  await publishButton(page).click();
  await expect(question).toBeVisible();
  expect(await faultsOfWindow(page)).toEqual([]);
  await question.getByRole("button", { name: "Keep it published" }).click();
  await expect(question).toHaveCount(0);
  await expect.poll(async () => readFile(file, "utf8")).not.toContain("status: draft");
  await expect(page.getByRole("button", { name: /^Properties: Published · / })).toBeVisible();
  expect(await statuses(site, [path])).toEqual([200]);

  await makeDraft();
  await page.keyboard.press("ControlOrMeta+Shift+P");
  await expect(question).toBeVisible();
  await page.keyboard.press("Enter");
  const plan = page.getByRole("alertdialog", { name: "Take “Kept” offline?" });
  await plan.getByRole("button", { name: "Take it offline" }).click();
  await expect(publishedNotice(page)).toHaveText("“Kept” is offline. It stays here as a draft.");
  expect(await statuses(site, [path])).toEqual([404]);
});

/** Fills in the form of a new target, and waits until the target is tested and saved. */
async function setUpHost(page: Page, text: typeof en, isByKeys: boolean): Promise<void> {
  const sheet = page.getByRole("alertdialog", { name: text["targets.new"] });
  const place = sheet.getByRole("button", { name: new RegExp(text["targets.place"]) });
  const other = page.getByRole("option", { name: text["host.openssh.name"] });
  const key = sheet.getByText(text["targets.signIn.key"], { exact: true });
  const accept = page.getByRole("button", { name: text["question.hostKey.accept"] });
  const { server, web } = host;
  const values: readonly (readonly [label: string, value: string])[] = [
    [text["targets.host"], "127.0.0.1"],
    [text["targets.port"], String(server.port)],
    [text["targets.user"], server.user],
    [text["targets.key"], server.keyFile],
    [text["targets.directory"], server.documentRoot],
    [text["targets.url"], web.url],
  ];
  if (!isByKeys) {
    await place.click();
    await other.click();
    await key.click();
    for (const [label, value] of values) await sheet.getByLabel(label, { exact: true }).fill(value);
    await sheet.getByRole("button", { name: text["targets.testAndSave"] }).click();
    await accept.click();
  } else {
    await expect(place).toBeFocused();
    await page.keyboard.press("Enter");
    await arrowTo(page, other);
    await page.keyboard.press("Enter");
    await tabTo(page, sheet.getByRole("radio", { name: text["targets.signIn.password"] }));
    await page.keyboard.press("ArrowRight");
    await expect(sheet.getByRole("radio", { name: text["targets.signIn.key"] })).toBeFocused();
    for (const [label, value] of values) {
      await tabTo(page, sheet.getByLabel(label, { exact: true }));
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.insertText(value);
    }
    await page.keyboard.press("Enter");
    await expect(accept).toBeVisible();
    await tabTo(page, accept);
    await page.keyboard.press("Enter");
  }
  await expect(sheet).toHaveCount(0);
}

interface Programs {
  setDesk(options?: { blog?: string; preferences?: Record<string, unknown> }): Promise<Desk>;
  startProgram(desk: Desk): Promise<RunningProgram>;
}

/**
 * Starts a program with a blog in which two posts wait to be published.
 * No choice is stored whether a publish includes new posts, so the program asks.
 */
async function startAsking({ setDesk, startProgram }: Programs) {
  const desk = await setDesk({
    blog: await makeBlog(2, practiceSettings),
    preferences: { language: "en", newPosts: {} },
  });
  return { ...(await startProgram(desk)), desk };
}

async function writeWithPhotographs(page: Page, title: string): Promise<void> {
  await newPost(page, title);
  await page.keyboard.insertText("# two pictures");
  await page.keyboard.press("Enter");
  await pastePhotographs(page, await photograph(900), await photograph(600));
  await expect(page.locator(".view-lines").first()).toContainText(/media\/.*media\//);
}

/** Returns the paths of the photographs in the blog. */
async function photographsOf({ blog }: Desk): Promise<string[]> {
  const names = await readdir(join(blog, "media"), { recursive: true });
  return names.filter((name) => name.endsWith(".jpg")).map((name) => `media/${name}`);
}

async function statuses(site: string, paths: readonly string[]): Promise<number[]> {
  return Promise.all(paths.map(async (path) => (await fetch(new URL(path, site))).status));
}

async function read(url: string): Promise<string> {
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  return answer.text();
}
