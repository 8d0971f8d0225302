import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { postContaining } from "#tests/support/blogs/blog-files.ts";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import { openPost, previewFrame, saved } from "#tests/support/program/editing.ts";
import { test, withProgram } from "#tests/support/program/program-test.ts";
import { closePublished, publish, publishedSite } from "#tests/support/program/publishing-window.ts";
import { runFromPalette } from "#tests/support/program/run-from-palette.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";

const addressOf = (number: number): string => `20250401-080${number}.html`;

/** Returns the posts of the test that a published page links to, in order. */
async function postsOn(url: string): Promise<string[]> {
  const html = await (await fetch(url)).text();
  return [...new Set([...html.matchAll(/20250401-080\d\.html/g)].map(([address]) => address))];
}

/** Switches an option of the properties form on with the mouse. */
async function switchOn(page: Page, name: string): Promise<void> {
  await page.locator(".properties-line").click();
  await page.locator(".switch", { hasText: name }).click();
  await expect(page.getByRole("switch", { name })).toBeChecked();
  await saved(page);
  expect(await faultsOfWindow(page)).toEqual([]);
  await page.locator(".properties-line").click();
}

test.describe("in one program", () => {
  // The tests change posts of their own: 1 to 5, and 6
  const program = withProgram(async () => ({ blog: await makeBlog(6, practiceSettings) }));

  test("posts are pinned, unlisted and hidden from search engines, and the site shows that", async () => {
    const { app, desk, page } = program;
    const fileOf = (number: number): Promise<string> =>
      readFile(join(desk.blog, "posts/diary", `00${number}.md`), "utf8");

    await openPost(page, "第1回の話");
    await runFromPalette(page, "Pin or unpin post");
    await expect.poll(() => fileOf(1)).toContain("status: ready\npinned: true\n---\n");
    await expect(page.locator(".properties-line")).toContainText("Pinned");

    await openPost(page, "第2回の話");
    await switchOn(page, "Not in lists and feeds");
    await expect.poll(() => fileOf(2)).toContain("status: ready\nunlisted: true\n---\n");
    await expect(previewFrame(page).locator(".preview-state")).toContainText(
      "一覧にもフィードにも載らない記事です。",
    );

    await openPost(page, "第3回の話");
    await runFromPalette(page, "Hide or show post in search engines");
    await expect.poll(() => fileOf(3)).toContain("noindex: true");

    // After switching twice, the file is as before, byte for byte.
    const before = await fileOf(4);
    await openPost(page, "第4回の話");
    await runFromPalette(page, "Hide or show post in lists and feeds (unlisted)");
    await expect.poll(() => fileOf(4)).toContain("unlisted: true");
    await runFromPalette(page, "Hide or show post in lists and feeds (unlisted)");
    await expect.poll(() => fileOf(4)).toBe(before);

    await publish(page);
    const site = await publishedSite(page, app);
    expect(await postsOn(site)).toEqual([1, 6, 5, 4, 3].map(addressOf));
    expect(await (await fetch(site)).text()).toContain('class="pinned"');
    const unlisted = await fetch(site + addressOf(2));
    expect(unlisted.status).toBe(200);
    expect(await unlisted.text()).toContain('<meta name="robots" content="noindex">');
    for (const path of ["rss.xml", "sitemap.xml", "archive/", "contents/"]) {
      expect(await (await fetch(site + path)).text(), path).not.toContain(addressOf(2));
    }
    expect(await (await fetch(site + addressOf(3))).text()).toContain('content="noindex"');
    expect(await (await fetch(`${site}sitemap.xml`)).text()).not.toContain(addressOf(3));
    await closePublished(page);
  });

  test("a copy of a post is a separate draft, and is published beside the original", async () => {
    const { app, desk, page } = program;
    await openPost(page, "第6回の話");
    await publish(page);
    await page.keyboard.press("ControlOrMeta+1");
    await expect(page.locator('.post-tree [role="row"]:focus')).toContainText("第6回の話");
    // A published post has a fixed address, which its copy must not have.
    await runFromPalette(page, "Duplicate post");
    const title = page.getByRole("textbox", { name: "Title", exact: true });
    await expect(title).toHaveValue("第6回の話 (copy)");
    await expect(title).toBeFocused();
    // In the list, keys concern the copy from now on, and no longer the post that had the focus last.
    await page.keyboard.press("ControlOrMeta+1");
    await expect(page.locator('.post-tree [role="row"]:focus')).toContainText("第6回の話 (copy)");
    await title.focus();
    await title.selectText();
    // The title is selected, so that typed text replaces it
    await page.keyboard.insertText("第6回の話");
    await expect(title).toHaveValue("第6回の話");
    await page.keyboard.insertText(" (copy)");
    await saved(page);
    const copy = await postContaining(desk.blog, "第6回の話 (copy)");
    const text = await readFile(copy, "utf8");
    expect(text).toContain("status: draft\n---\n");
    expect(text).not.toContain("permalink");
    expect(text).toContain("6つ目の**「話」**です。");

    await page.locator(".properties-line").click();
    await page.locator("label.choice-option", { hasText: "Waiting to be published" }).click();
    await saved(page);
    await publish(page);
    const site = await publishedSite(page, app);
    const address = /^permalink: (.*)$/m.exec(await readFile(copy, "utf8"))?.[1] ?? "";
    expect(address).not.toBe(addressOf(6));
    for (const path of [address, addressOf(6)]) expect((await fetch(site + path)).status, path).toBe(200);
    expect(await (await fetch(site)).text()).toContain("第6回の話 (copy)");
    await closePublished(page);

    // The menu of a row copies the post of this row, and not the post on screen
    await page.locator(".post-tree .post-row", { hasText: "第3回の話" }).click({ button: "right" });
    await page.getByRole("menuitem", { name: "Duplicate" }).click();
    await expect(title).toHaveValue("第3回の話 (copy)");
    await expect(title).toBeFocused();
    const other = await readFile(await postContaining(desk.blog, "第3回の話 (copy)"), "utf8");
    expect(other).toContain("3つ目の**「話」**です。");
  });
});

test("a draft is shown at a secret address, and disappears with the publish after it is withdrawn", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await makeBlog(2, practiceSettings) });
  const file = join(desk.blog, "posts/diary/002.md");
  await writeFile(file, (await readFile(file, "utf8")).replace("status: ready", "status: draft"));
  const { page } = await startProgram(desk);
  await openPost(page, "第2回の話");
  await page.getByRole("row", { name: /^第2回の話/ }).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Share draft…" }).click();
  const sheet = page.getByRole("dialog", { name: "Share the draft “第2回の話”" });
  await expect(sheet.getByText("This draft is not shared.")).toBeVisible();
  await sheet.locator("label.choice-option", { hasText: "1 day" }).click();
  expect(await faultsOfWindow(page)).toEqual([]);
  await sheet.getByRole("button", { name: "Create the address" }).press("Enter");
  await expect(
    sheet.getByText(/^Not online yet: the page goes online with the next publish\./),
  ).toBeVisible();
  await expect(sheet.getByText("The address appears here after the first publish.")).toBeVisible();
  expect(await faultsOfWindow(page)).toEqual([]);
  await sheet.getByRole("button", { name: "Publish now" }).press("Enter");
  await expect(page.locator(".notice-good .notice-title")).toContainText(
    "“第2回の話” can be read at its secret address.",
  );
  await expect(page.getByRole("row", { name: /^第2回の話.*Draft.*Shared/ })).toBeVisible();
  expect(await readFile(file, "utf8")).toContain("status: draft\n");

  await runFromPalette(page, "Share draft");
  await expect(sheet.getByText(/^Online\. The address expires on /)).toBeVisible();
  const url = await sheet.getByRole("textbox", { name: "Secret address" }).inputValue();
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/d\/[0-9a-f]{32}\/$/);
  expect(await faultsOfWindow(page)).toEqual([]);
  const shared = await fetch(url);
  expect(shared.status).toBe(200);
  const html = await shared.text();
  expect(html).toContain("2つ目の");
  expect(html).toContain('<meta name="referrer" content="no-referrer">');
  const front = await (await fetch(new URL("/", url))).text();
  expect(front).not.toMatch(/第2回の話|\/d\//);
  await sheet.getByRole("button", { name: "Copy" }).press("Enter");
  await expect(page.locator(".notice", { hasText: "Copied the address." })).toContainText(url);

  await sheet.getByRole("button", { name: "Stop sharing" }).press("Enter");
  await expect(sheet.getByText(/^No longer shared, but the page is on the server/)).toBeVisible();
  expect(await readFile(file, "utf8")).not.toContain("share");
  await page.keyboard.press("Escape");
  const reminder = page.locator(".notice", { hasText: "“第2回の話” is no longer shared" });
  await expect(reminder).toBeVisible();
  expect(await faultsOfWindow(page)).toEqual([]);
  expect((await fetch(url)).status).toBe(200);
  await reminder.getByRole("button", { name: "Publish now" }).press("Enter");
  await expect.poll(async () => (await fetch(url)).status).toBe(404);
  await expect(reminder).toHaveCount(0);
});
