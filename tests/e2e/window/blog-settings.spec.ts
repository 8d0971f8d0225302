import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { strToU8, zipSync } from "fflate";
import { expect, type FrameLocator, type Page } from "@playwright/test";
import { evaluateInPage, previewFrame, ready, saved, shownText } from "#tests/support/program/editing.ts";
import { test } from "#tests/support/program/program-test.ts";
import { publish, publishedSite } from "#tests/support/program/publishing-window.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";

const sheetOf = (page: Page) => page.getByRole("dialog", { name: "Blog settings" });
const pageOf = (page: Page): FrameLocator => page.frameLocator('iframe[title="The page before saving"]');

/** Scrolls a page, and waits until it has noticed. */
function scrollDown(): Promise<unknown> {
  scrollTo({ top: 200, behavior: "instant" });
  return new Promise((resolve) => addEventListener("scroll", () => setTimeout(resolve), { once: true }));
}

test("title, colour, links and footer are set by mouse and keys, seen before they are saved, and published", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk();
  const file = join(desk.blog, "blog.yaml");
  await appendFile(file, "show: { calendar: true }\n");
  const before = await readFile(file, "utf8");
  const { page, app } = await startProgram(desk);
  await ready(page);
  await saved(page);
  const post = await shownText(page);
  // The word that names the share links is shown before the first of them.
  const share = previewFrame(page).getByRole("list", { name: "共有" });
  const widthOfWord = (list: HTMLElement | SVGElement): number => {
    const first = list.querySelector("a")?.getBoundingClientRect().left ?? 0;
    return first - list.getBoundingClientRect().left;
  };
  expect(await evaluateInPage(share, widthOfWord)).toBeGreaterThan(20);

  // Uses the mouse: opens the menu of the blog, and changes a field and an option of the theme.
  await page
    .getByRole("banner")
    .getByRole("button", { name: /^Menu of / })
    .click();
  await page.getByRole("menuitem", { name: /^Blog settings/ }).click();
  const sheet = sheetOf(page);
  await sheet.getByRole("textbox", { name: "Name of the blog" }).fill("Rain");
  await expect(pageOf(page).locator("h1").first()).toContainText("Rain");
  // The page keeps its scroll position, although each change loads the page again.
  await evaluateInPage(pageOf(page).locator("html"), scrollDown);
  await sheet.getByRole("textbox", { name: "Name of the blog" }).fill("Rainy desk");
  await expect(pageOf(page).locator("h1").first()).toContainText("Rainy desk");
  await expect.poll(() => evaluateInPage(pageOf(page).locator("html"), () => scrollY)).toBe(200);
  await sheet.getByRole("option", { name: "Look" }).click();
  await sheet.getByRole("textbox", { name: "Accent as #rrggbb" }).fill("#c8c8c8");
  // The theme makes pale colours darker, so that the text is readable. The form says this.
  await expect(sheet.getByText(/On light pages 6\.8:1, easy to read \(AA\)$/)).toBeVisible();
  await sheet.getByRole("textbox", { name: "Accent as #rrggbb" }).fill("#7a3e2b");
  const accent = () =>
    evaluateInPage(pageOf(page).locator("html"), (root) =>
      getComputedStyle(root).getPropertyValue("--option-accent").trim(),
    );
  await expect.poll(accent).toBe("#7a3e2b");
  expect(await readFile(file, "utf8")).toBe(before);

  // The gallery shows every theme with this author's posts.
  // The arrow keys try the themes out on the page, and undo returns to the previous theme.
  const picture = (theme: string, index: number): FrameLocator =>
    sheet.locator(".theme-card", { hasText: theme }).locator("iframe").nth(index).contentFrame();
  for (const theme of ["Fude", "Hitokoto"]) {
    await expect(picture(theme, 0).locator("body")).toContainText("Rainy desk");
    await expect(picture(theme, 2).locator(".e-content")).not.toBeEmpty();
  }
  const isDark = () => matchMedia("(prefers-color-scheme: dark)").matches;
  const schemes = [0, 1].map((index) => picture("Hitokoto", index).locator("html").evaluate(isDark));
  expect(await Promise.all(schemes)).toEqual([false, true]);
  await sheet.getByRole("radio", { name: "Fude" }).press("ArrowDown");
  await expect(sheet.getByRole("radio", { name: "Hitokoto" })).toBeChecked();
  await expect(sheet.locator(".theme-card", { hasText: "Hitokoto" })).toBeInViewport({ ratio: 1 });
  await expect(pageOf(page).locator(".side-search")).toBeVisible();
  expect(await faultsOfWindow(page)).toEqual([]);
  await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(accent).toBe("#7a3e2b");

  // The page uses the author's CSS while it is typed.
  const own = sheet.locator(".settings-code").first();
  await own.locator(".view-lines").click();
  await page.keyboard.insertText("body { word-spacing: 3px; }");
  const spacing = () =>
    evaluateInPage(pageOf(page).locator("body"), (body) => getComputedStyle(body).wordSpacing);
  await expect.poll(spacing).toBe("3px");

  // Changes a copy of a file of the theme, compares it with the original, and restores the original.
  await sheet.getByRole("button", { name: /File to change$/ }).click();
  await page.getByRole("option", { name: "templates/post.liquid" }).click();
  const code = sheet.locator(".theme-file .settings-code");
  await code.locator(".view-lines").first().click();
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.insertText("{% comment %}mine{% endcomment %}\n");
  await sheet.getByText("Compare with the original").click();
  await expect(code.locator(".modified .line-insert").first()).toBeVisible();
  expect(await faultsOfWindow(page)).toEqual([]);
  await sheet.getByRole("button", { name: "Put the original back" }).press("Enter");
  await expect(sheet.getByRole("button", { name: "Put the original back" })).toBeDisabled();
  await expect(code.locator(".modified [role=textbox]")).toBeFocused();
  await sheet.getByText("Compare with the original").click();

  // Imports themes from zips. A zip with a path outside the theme is refused. A valid theme appears at once.
  const zips = { "evil.zip": { "../evil.css": strToU8("x") }, "plain.zip": { "assets/a.js": strToU8("1") } };
  for (const [name, extra] of Object.entries(zips)) {
    const theme = { "templates/post.liquid": strToU8("<h1>{{ post.title }}</h1>"), ...extra };
    await writeFile(join(desk.home, name), zipSync(theme));
  }
  const take = async (name: string): Promise<void> => {
    const choosing = page.waitForEvent("filechooser");
    await sheet.getByRole("button", { name: "Import a zip" }).press("Enter");
    await (await choosing).setFiles(join(desk.home, name));
  };
  await take("evil.zip");
  await expect(sheet.getByText("the name ../evil.css leads out of the theme")).toBeVisible();
  await take("plain.zip");
  await expect(sheet.getByRole("radio", { name: "plain" })).toBeChecked();
  await expect(sheet.getByText("It contains scripts that run in your readers’ browsers")).toBeVisible();
  await expect(sheet.getByRole("button", { name: "Import a zip" })).toBeFocused();
  await page.keyboard.press("ControlOrMeta+Z");

  // Uses keys: goes to the next section, moves a new link up, writes a text at the foot, and undoes a step.
  await sheet.getByRole("option", { name: "Look" }).focus();
  await page.keyboard.press("ArrowDown");
  // In the menu, moves a page to the second level by keys and another entry by mouse. Finds a tag by name.
  await sheet.getByRole("button", { name: "Make my own menu" }).press("Enter");
  const entry = (name: string) => sheet.getByRole("button", { name: `Move ${name}`, exact: true });
  await entry("Search").press("ArrowRight");
  await expect(entry("Search")).toBeFocused();
  await sheet
    .locator(".menu-row-head", { hasText: "RSS" })
    .dragTo(sheet.locator(".menu-row-head").first(), { targetPosition: { x: 8, y: 2 } });
  await expect(sheet.locator(".menu-row-name").first()).toHaveText("RSS");
  await sheet.getByRole("button", { name: "Add Calendar to the menu" }).press("Enter");
  await expect(sheet.locator(".menu-row-name").last()).toHaveText("Calendar");
  await sheet.getByRole("button", { name: "Add an entry" }).press("Enter");
  const menu = sheet.getByRole("group", { name: "Menu" });
  // A name is not an address: the entry has no title, and the form says so.
  await page.keyboard.insertText("Timetable");
  await expect(menu.getByText("this address has no title")).toBeVisible();
  await menu.getByRole("button", { name: "Find a page: Address" }).press("Enter");
  // The pages that the blog makes by itself are offered if it makes them with its posts and settings.
  await expect(page.getByRole("option", { name: "Newest post" })).toBeVisible();
  await expect(page.getByRole("option", { name: "Feedback form" })).toHaveCount(0);
  await page.keyboard.insertText("お茶の時間割");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const navigation = pageOf(page).locator(".site-nav");
  await expect(navigation.locator("> ul > li").last()).toHaveText("お茶の時間割");
  await expect(navigation.getByRole("link", { name: "カレンダー" })).toBeVisible();
  await navigation.locator("summary").press("Enter");
  await expect(navigation.getByRole("link", { name: "検索" })).toBeVisible();
  expect(await faultsOfWindow(page)).toEqual([]);
  await sheet.getByRole("button", { name: "Add: Link", exact: true }).press("Enter");
  await expect(
    sheet
      .getByRole("group", { name: "Link 3", exact: true })
      .getByRole("textbox", { name: "Text", exact: true }),
  ).toBeFocused();
  await page.keyboard.insertText("Harbour");
  await page.keyboard.press("Tab");
  await expect(sheet.getByText("Without an address, the link is not shown.")).toBeVisible();
  await page.keyboard.insertText("pages/harbour.md");
  await expect(sheet.getByText("links to pages/harbour.md, which is not on the site")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText("posts/hitokoto/20261101-2100.md");
  await expect(sheet.getByText(/is a draft\. The link is shown as soon as it is published/)).toBeVisible();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.insertText("https://harbour.example/");
  await expect(sheet.getByText("links to pages/harbour.md")).toHaveCount(0);
  await sheet.getByRole("button", { name: "Move Link 3 up" }).press("Enter");
  await expect(sheet.getByRole("button", { name: "Move Link 2 up" })).toBeFocused();
  await sheet.getByRole("button", { name: "Remove Link 1", exact: true }).press("Enter");
  await expect(sheet.getByRole("group", { name: "Link 3", exact: true })).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(sheet.getByRole("group", { name: "Link 3", exact: true })).toBeVisible();
  await sheet.getByRole("button", { name: "Add: Text" }).press("Enter");
  await page.keyboard.insertText("Thank you for *reading* [this](posts/hitokoto/20261101-2100.md).");
  await expect(pageOf(page).locator("footer em", { hasText: "reading" })).toBeVisible();
  await expect(sheet.getByText(/is a draft\. The link is shown as soon as it is published/)).toBeVisible();
  await sheet.getByRole("button", { name: "Add: Notice" }).press("Enter");
  await page.keyboard.insertText("Away for a month.");
  await sheet.getByRole("button", { name: "Choose from a calendar: shown until" }).last().press("Enter");
  for (const key of ["PageDown", "Enter", "Escape"]) await page.keyboard.press(key);
  const until = sheet.getByRole("textbox", { name: "Shown until" }).last();
  await expect(until).toHaveValue(/^\d{4}-\d\d-\d\d$/);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(sheet.getByText("Saved.")).toBeVisible();
  const written = await readFile(file, "utf8");
  const lines = (text: string): string[] => text.split("\n");
  expect(lines(before).filter((line) => !lines(written).includes(line))).toHaveLength(1);
  expect(written).toContain("    url: https://harbour.example/\n");
  expect(written).toContain(`  - text: Away for a month.\n    until: "${await until.inputValue()}"\n`);

  // In the whole file, Enter adds a line to the file and not to the post. Mistakes are reported.
  await sheet.getByRole("option", { name: /^Everything/ }).click();
  await sheet.locator(".settings-raw .view-lines").click();
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.press("Enter");
  await page.keyboard.type("sea");
  await expect(page.locator(".suggest-widget").getByText("Search on the site")).toBeVisible();
  await page.keyboard.press("Enter");
  await page.keyboard.type("perhaps");
  await expect(sheet.getByRole("button", { name: /“search” has to be true or false/ })).toBeVisible();
  await expect(sheet.locator(".settings-described")).toContainText("Makes a page on which readers search");
  expect(await faultsOfWindow(page)).toEqual([]);
  await sheet.getByRole("button", { name: "Discard changes" }).click();
  await expect(sheet.getByText("No problems.")).toBeVisible();

  // Another program has changed the file in the meantime
  await sheet.getByRole("option", { name: "About" }).click();
  await sheet.getByRole("textbox", { name: "Brand" }).fill("Paper");
  await writeFile(file, written.replace("Rainy desk", "Rainy days"));
  await sheet.getByRole("button", { name: "Save", exact: true }).click();
  await sheet.getByRole("button", { name: "Apply my changes" }).click();
  await sheet.getByRole("button", { name: "Save", exact: true }).click();
  await expect(sheet.getByText("Saved.")).toBeVisible();
  await sheet.getByRole("button", { name: "Close" }).click();
  await expect(sheet).toHaveCount(0);
  expect(await shownText(page)).toBe(post);
  await page.keyboard.press("ControlOrMeta+Shift+S");
  await expect(sheet.getByRole("button", { name: "Close" })).toBeVisible();
  await expect(sheet.getByText("Saved.")).toHaveCount(0);
  await page.keyboard.press("Escape");

  await publish(page);
  const site = await publishedSite(page, app);
  const html = await (await fetch(site)).text();
  for (const words of ["Rainy days", "Paper", "https://harbour.example/", "<em>reading</em>", "menu-group"]) {
    expect(html).toContain(words);
  }
  const styles = /href="([^"]*assets\/own\.css[^"]*)"/.exec(html)?.[1] ?? "";
  expect(await (await fetch(new URL(styles, site))).text()).toContain("--option-accent: #7a3e2b");
});

test("settings are found in either language, axe finds nothing in any section, and changes outlive the window", async ({
  setDesk,
  startProgram,
}, info) => {
  const desk = await setDesk({ preferences: { language: "ja" } });
  const first = await startProgram(desk);
  const { page } = first;
  await ready(page);
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.insertText("屋号");
  await page.getByRole("option", { name: "屋号", exact: true }).click();
  const sheet = page.getByRole("dialog", { name: "ブログの設定" });
  const field = sheet.getByRole("searchbox", { name: "設定を探す" });
  await expect(field).toHaveValue("屋号");
  await expect(sheet.getByRole("textbox", { name: "屋号" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+Shift+S");
  await expect(field).toBeFocused();
  for (const query of ["ruby", "るび", "ＲＵＢＹ"]) {
    await field.fill(query);
    await expect(sheet.getByRole("switch", { name: "ルビ", exact: true }), query).toBeVisible();
    await expect(sheet.getByRole("textbox", { name: "屋号" }), query).toHaveCount(0);
  }
  await field.fill("きりん");
  await expect(sheet.getByText("「きりん」に合う設定はありません。")).toBeVisible();
  const sections = sheet.getByRole("listbox", { name: "設定の分類" }).getByRole("option");
  // A section ends the search, and the field is empty again.
  await sections.first().click();
  await expect(field).toHaveValue("");
  expect(await sections.count()).toBe(10);
  for (const section of await sections.all()) {
    await section.click();
    await expect(sheet.locator(".settings-form h3")).toHaveText(await section.innerText());
    expect(await faultsOfWindow(page), await section.innerText()).toEqual([]);
  }
  // A new section is named like its folder, until the author types over that.
  await sheet.getByRole("option", { name: "区分とアドレス" }).click();
  await sheet.getByRole("textbox", { name: "新しい区分のフォルダー名" }).fill("walks");
  await page.keyboard.press("Enter");
  const added = sheet.getByRole("textbox", { name: "名前", exact: true }).last();
  await expect(added).toBeFocused();
  await expect(added).toHaveValue("walks");
  await page.keyboard.insertText("散歩");
  const shown = page.frameLocator('iframe[title="保存前のページ"]').getByRole("link", { name: "散歩" });
  await expect(shown).toBeVisible();
  // The form says what it costs if every page contains the shared parts.
  await sheet.getByRole("option", { name: "公開", exact: true }).click();
  const cost = sheet.getByText(/このブログでは、記事 1\d 件のページ、固定ページ、すべての一覧です。$/);
  await expect(cost).toHaveCount(0);
  await sheet.getByRole("button", { name: /差し込み方/ }).click();
  await page.getByRole("option", { name: "どのページにも書き込む" }).click();
  await expect(cost).toBeVisible();
  await page.screenshot({ path: info.outputPath("cost.png") });
  await sheet.getByRole("button", { name: "変更を捨てる" }).click();
  await sections.last().click();

  // Escape steps back from the list of sections, and a new post is not hidden behind the settings.
  await page.keyboard.press("Escape");
  await expect(sheet).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+Shift+S");
  await expect(field).toBeFocused();
  await page.keyboard.press("ControlOrMeta+N");
  await expect(sheet).toHaveCount(0);
  await expect(page.getByRole("textbox", { name: "題名" })).toBeFocused();

  // Changes that wait for later are offered after the program was quit.
  await page.keyboard.press("ControlOrMeta+Shift+S");
  await field.fill("屋号");
  await sheet.getByRole("textbox", { name: "屋号" }).fill("雨垂れ");
  await sheet.getByRole("button", { name: "あとで" }).click();
  await first.close();
  const second = await startProgram(desk);
  const found = second.page.getByRole("alertdialog", { name: "保存していない内容が見つかりました" });
  await expect(found).toContainText("ブログの設定");
  await expect(found.getByRole("insertion")).toHaveText("雨垂れ");
  expect(await faultsOfWindow(second.page)).toEqual([]);
  await second.page.screenshot({ path: info.outputPath("found.png") });
  await found.getByRole("button", { name: "戻す" }).click();
  const again = second.page.getByRole("dialog", { name: "ブログの設定" });
  await again.getByRole("searchbox", { name: "設定を探す" }).fill("屋号");
  await expect(again.getByRole("textbox", { name: "屋号" })).toHaveValue("雨垂れ");
  await again.getByRole("button", { name: "保存", exact: true }).click();
  await expect.poll(() => readFile(join(desk.blog, "blog.yaml"), "utf8")).toContain("雨垂れ");
});
