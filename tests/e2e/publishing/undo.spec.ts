import { blogState } from "#tests/support/program/program.ts";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import { focusEditor, openPost } from "#tests/support/program/editing.ts";
import { test } from "#tests/support/program/program-test.ts";
import {
  closePublished,
  expectPublished,
  publish,
  publishedNotice,
} from "#tests/support/program/publishing-window.ts";
import { configureRclone, hasRclone } from "#tests/support/servers/rclone.ts";
import { runFromPalette } from "#tests/support/program/run-from-palette.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";

test("undoing a publish in the window restores the site and leaves the texts unchanged", async ({
  setDesk,
  startProgram,
}, info) => {
  const desk = await setDesk({ blog: await makeBlog(3, practiceSettings) });
  const { page } = await startProgram(desk);
  const htdocs = blogState(desk, "practice-site", "server", "htdocs");
  const livePage = () => readFile(join(htdocs, "20250401-0802.html"), "utf8");
  const close = () => closePublished(page);

  await runFromPalette(page, "Go back to an earlier publish");
  const sheet = page.getByRole("dialog", { name: "Go back to an earlier publish" });
  await expect(sheet).toContainText("No earlier publish yet");
  await page.keyboard.press("Escape");

  await publish(page);
  await close();
  const before = await livePage();
  await openPost(page, "第2回の話");
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("まちがえた一言。");
  await followReasons(page, desk.blog);
  await publish(page);
  await close();
  expect(await livePage()).toContain("まちがえた一言。");

  await runFromPalette(page, "Go back to an earlier publish");
  await expect(sheet.getByRole("radio")).toHaveCount(2);
  await expect(sheet.getByRole("radio").first()).toBeDisabled();
  await expect(sheet).toContainText("Changed: 第2回の話");
  expect(await faultsOfWindow(page)).toEqual([]);
  await page.screenshot({ path: info.outputPath("undo-sheet.png") });
  await sheet.locator(".undo-state").nth(1).click();
  await page.keyboard.press("ControlOrMeta+Enter");

  const plan = page.getByRole("alertdialog", { name: /^Go back to / });
  await expect(plan).toContainText("20250401-0802.html");
  await plan.getByRole("button", { name: "Go back" }).click();
  await expectPublished(page);
  expect(await livePage()).toBe(before);
  await close();
  // The text that the undo removed from the site now waits to be published again.
  await expect(page.getByRole("banner").getByRole("button", { name: /^Publish/ })).toContainText("1");
  await publish(page);
  expect(await livePage()).toContain("まちがえた一言。");
  await close();

  // The comparison finds a file that somebody deleted on the server. A publish restores it.
  const compared = page.getByRole("dialog", { name: "Compare everything with the server" });
  await runFromPalette(page, "Compare everything with the server");
  await page.screenshot({ path: info.outputPath("compare-begin.png") });
  await compared.getByText("Compare the contents, too").click();
  await compared.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(compared).toContainText("Everything is as published");
  await page.screenshot({ path: info.outputPath("compare-equal.png") });
  await compared.getByRole("button", { name: "Close" }).click();
  await rm(join(htdocs, "20250401-0802.html"));
  await runFromPalette(page, "Compare everything with the server");
  await compared.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(compared).toContainText("1 file is missing on the server");
  await expect(compared).toContainText("20250401-0802.html");
  expect(await faultsOfWindow(page)).toEqual([]);
  await page.screenshot({ path: info.outputPath("compare-missing.png") });
  await compared.getByRole("button", { name: "Restore" }).click();
  const restoring = page.getByRole("alertdialog", { name: "Before publishing" });
  await expect(restoring).toContainText("20250401-0802.html");
  await restoring.getByRole("button", { name: "Publish", exact: true }).click();
  await expectPublished(page);
  expect(await livePage()).toContain("まちがえた一言。");
});

test("every target has its own earlier publishes: a folder and an rclone remote are undone separately", async ({
  setDesk,
  startProgram,
}, info) => {
  test.skip(!hasRclone, "needs rclone");
  const places = await mkdtemp(join(tmpdir(), "hitofude-places-"));
  for (const name of ["disk", "cloud"]) await mkdir(join(places, name));
  const giveBack = await configureRclone(places, `[near]\ntype = alias\nremote = ${places}\n`);
  const url = "http://127.0.0.1:9/";
  const more = `  disk:
    kind: folder
    directory: ${join(places, "disk")}
    url: ${url}
  cloud:
    kind: rclone
    remote: near:cloud
    url: ${url}
`;
  try {
    const desk = await setDesk({ blog: await makeBlog(3, practiceSettings + more) });
    const { page } = await startProgram(desk);
    const [disk, cloud] = ["disk", "cloud"].map(
      (name) => () => readFile(join(places, name, "20250401-0802.html"), "utf8"),
    );
    if (!disk || !cloud) throw new Error("no places");
    for (const name of ["disk", "cloud"]) await publishTo(page, name);
    const before = await disk();
    const post = join(desk.blog, "posts", "diary", "002.md");
    await writeFile(post, `${await readFile(post, "utf8")}\nまちがえた一言。\n`);
    // Publishes at once: a publish takes the files on disk, even if the watcher has not reported them yet
    for (const name of ["disk", "cloud"]) await publishTo(page, name);
    expect([await disk(), await cloud()].every((html) => html.includes("まちがえた一言。"))).toBe(true);

    await goBack(page, "disk", info.outputPath("targets.png"));
    expect(await disk()).toBe(before);
    expect(await cloud()).toContain("まちがえた一言。");
    await goBack(page, "cloud", info.outputPath("cloud.png"));
    expect(await cloud()).toBe(before);
  } finally {
    giveBack();
    await rm(places, { recursive: true, force: true });
  }
});

/** Follows the links of a plan to what they name: files of one kind, a setting, and a post. */
async function followReasons(page: Page, blog: string): Promise<void> {
  const settings = join(blog, "blog.yaml");
  const before = await readFile(settings, "utf8");
  await writeFile(settings, `${before}\nparts:\n  include: none\n`);
  await openPost(page, "第1回の話");
  const plan = page.getByRole("alertdialog", { name: "Before publishing" });
  const review = async (): Promise<void> => {
    await runFromPalette(page, "Review and publish");
    await expect(plan).toContainText("All pages change once");
  };
  await review();
  const pageOfPost = plan.getByText("20250401-0802.html", { exact: true });
  await expect(pageOfPost).toBeVisible();
  const lists = plan.getByRole("button", { name: /^\d+ lists?$/ });
  await lists.press("Enter");
  await expect(plan.getByText("index.html", { exact: true })).toBeVisible();
  await expect(pageOfPost).toHaveCount(0);
  await lists.press("Enter");
  await expect(pageOfPost).toBeVisible();

  await plan.getByRole("button", { name: "Open this setting" }).press("Enter");
  await expect(plan).toHaveCount(0);
  const sheet = page.getByRole("dialog", { name: "Blog settings" });
  await expect(sheet.getByRole("button", { name: /How they are included/ })).toContainText("In every page");
  await sheet.getByRole("button", { name: "Close" }).press("Enter");
  await expect(sheet).toHaveCount(0);

  await review();
  await plan.getByRole("button", { name: "Cancel, and open “第2回の話”" }).press("Enter");
  await expect(plan).toHaveCount(0);
  await expect(page.getByRole("textbox", { name: "Title", exact: true })).toHaveValue("第2回の話");
  await expect(page.locator(".monaco-editor").first()).toHaveClass(/focused/);
  // Does not wait for the watcher, because a publish takes the files on disk.
  await writeFile(settings, before);
}

async function publishTo(page: Page, target: string): Promise<void> {
  await page.getByRole("button", { name: "Choose a target" }).click();
  await page.getByRole("menuitem", { name: `Publish to ${target}` }).click();
  const plan = page.getByRole("alertdialog", { name: "Before publishing" });
  const done = publishedNotice(page).filter({ hasText: `to ${target}.` });
  await plan.or(done).first().waitFor();
  if (await plan.isVisible()) await plan.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(done).toBeVisible();
  await page.getByRole("button", { name: "Close", exact: true }).click();
}

async function goBack(page: Page, target: string, picture: string): Promise<void> {
  await runFromPalette(page, "Go back to an earlier publish");
  const sheet = page.getByRole("dialog", { name: "Go back to an earlier publish" });
  // Nothing was published to the default target yet
  await expect(sheet).toContainText("No earlier publish yet");
  await sheet.getByRole("button", { name: /Target/ }).click();
  await page.getByRole("option", { name: target }).click();
  await expect(sheet.getByRole("radio")).toHaveCount(2);
  await expect(sheet).toContainText("Changed: 第2回の話");
  await sheet.locator(".undo-state").nth(1).click();
  expect(await faultsOfWindow(page)).toEqual([]);
  await page.screenshot({ path: picture });
  await sheet.getByRole("button", { name: "See what would change" }).click();
  const plan = page.getByRole("alertdialog", { name: /^Go back to / });
  await expect(plan).toContainText("20250401-0802.html");
  await plan.getByRole("button", { name: "Go back" }).click();
  await expect(publishedNotice(page).filter({ hasText: /^The site (?:at “[^”]*” )?is back/ })).toBeVisible();
  await page.getByRole("button", { name: "Close", exact: true }).click();
}
