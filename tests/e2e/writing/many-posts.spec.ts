import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Locator, type Page } from "@playwright/test";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import { ready } from "#tests/support/program/editing.ts";
import { publish, publishButton, publishedSite } from "#tests/support/program/publishing-window.ts";
import { test } from "#tests/support/program/program-test.ts";
import { resizeWindow } from "#tests/support/program/window-size.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";

test("the list is filtered, sorted and grouped by keys, and posts are dragged to a section", async ({
  setDesk,
  startProgram,
}) => {
  const blog = await makeBlog(
    6,
    practiceSettings.replace("sections:", "sections:\n  trips:\n    title: Trips"),
  );
  // So many tags make a menu with a search field.
  const moreTags = Array.from({ length: 12 }, (_, index) => `tag ${index}`).join(", ");
  await addPost(blog, "rain", "tags: [雨, 散歩]\nstatus: draft");
  await addPost(blog, "walk", `tags: [散歩, ${moreTags}]\nstatus: ready`);
  const desk = await setDesk({ blog });
  const { page, close } = await startProgram(desk);
  await ready(page);
  await expect(rows(page)).toHaveCount(8);
  await openFilters(page);
  await page.locator('.menu-item[data-key="tag"]').click();
  await expect(page.getByRole("searchbox", { name: "Find" })).toBeFocused();
  await stepTo(page, page.getByRole("menuitemcheckbox", { name: "散歩" }));
  await page.keyboard.press("Enter");
  expect(await faultsOfWindow(page)).toEqual([]);
  await page.keyboard.press("Escape");
  // A menu that opens at the pointer would open the submenu there.
  await page.mouse.move(0, 0);
  await expect(rows(page)).toHaveText([/rain/, /walk/]);
  await expect(page.locator(".list-more")).toHaveText("2 of 8 posts");
  await chooseIn(page, "State", "Draft");
  await expect(rows(page)).toHaveText([/rain/]);
  await page.keyboard.press("Escape");
  await expect(page.locator(".filter-chips .tag")).toHaveText(["State: Draft", "Tag: 散歩"]);
  // Removing a chip removes its filter. Escape in the list removes all filters.
  await page.locator(".filter-chips .tag").first().press("Delete");
  await expect(rows(page)).toHaveText([/rain/, /walk/]);
  await page.keyboard.press("ControlOrMeta+1");
  await page.keyboard.press("Escape");
  await expect(rows(page)).toHaveCount(8);

  // Selected posts are dragged together. The section has a heading, although it does not contain posts yet.
  await openFilters(page);
  await chooseIn(page, "Group", "By section");
  const trips = page.locator(".group-row", { hasText: "Trips" });
  await expect(trips).toContainText("0");
  await rows(page).filter({ hasText: "rain" }).click();
  await rows(page)
    .filter({ hasText: "walk" })
    .click({ modifiers: ["ControlOrMeta"] });
  await rows(page).filter({ hasText: "walk" }).dragTo(trips);
  await expect(page.getByText("Moved 2 posts to “Trips”.")).toBeVisible();
  expect((await readdir(join(desk.blog, "posts", "trips"))).sort()).toEqual(["rain.md", "walk.md"]);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(page.getByText("2 posts were restored.")).toBeVisible();
  expect(await readdir(join(desk.blog, "posts", "diary"))).toContain("rain.md");

  // The section in the properties moves the file, too.
  await rows(page).filter({ hasText: "rain" }).click();
  await page.locator(".properties-line").click();
  const section = page.locator(".properties-form .select-button").first();
  await section.click();
  await page.getByRole("option", { name: "Trips" }).click();
  await expect(page.getByText("Moved “rain” to “Trips”.")).toBeVisible();
  await expect.poll(() => readdir(join(desk.blog, "posts", "trips"))).toEqual(["rain.md"]);
  expect(await readFile(join(desk.blog, "posts/trips/rain.md"), "utf8")).not.toContain("section:");
  await expect(section).toHaveText("Trips");
  await expect(section).toBeFocused();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect.poll(() => readdir(join(desk.blog, "posts", "diary"))).toContain("rain.md");
  await page.locator(".properties-line").click();

  await openFilters(page);
  await chooseIn(page, "Sort", "Oldest first");
  await openFilters(page);
  await chooseIn(page, "Group", "No groups");
  await expect(page.locator(".group-row")).toHaveCount(0);
  await expect(rows(page).first()).toContainText("第1回の話");
  await close();
  const again = await startProgram(desk);
  await expect(rows(again.page).first()).toContainText("第1回の話");
});

test("several posts are changed by keys, on disk and on the published page, and one undo restores them", async ({
  setDesk,
  startProgram,
}) => {
  const blog = await makeBlog(3, practiceSettings);
  await addPost(blog, "rain", "tags: [雨] # wet\nstatus: draft");
  await addPost(blog, "broken", "tags: [");
  await addPost(blog, "trip", "tags: [旅] # t\nstatus: ready");
  const desk = await setDesk({ blog });
  const { page, app } = await startProgram(desk);
  await ready(page);
  const file = (name: string): Promise<string> => readFile(join(desk.blog, "posts", "diary", name), "utf8");
  const names = (await readdir(join(desk.blog, "posts", "diary"))).sort();
  const before = await Promise.all(names.map(file));

  // Ctrl+A selects all posts, and Escape ends the selection.
  await page.keyboard.press("ControlOrMeta+1");
  await page.keyboard.press("ControlOrMeta+A");
  await expect(page.getByText("6 posts selected")).toBeVisible();
  await page.keyboard.press("Shift+F10");
  await expect(page.getByRole("menuitem", { name: "Change…" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: "Change 6 posts" })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Add a tag" })).toBeFocused();
  await page.keyboard.insertText("旅");
  await page.keyboard.press("ControlOrMeta+Enter");
  // The item of the menu is gone, so the list gets the focus back.
  await expect(page.locator(".post-tree :focus")).toHaveRole("row");
  const notice = page.locator(".notice", { hasText: "Changed 4 posts." });
  await expect(notice).toContainText("One post could not be changed.");
  await expect(notice).toContainText("broken.md");
  expect(await file("rain.md")).toBe(
    before[names.indexOf("rain.md")]?.replace("[雨] # wet", "[雨, 旅] # wet"),
  );
  expect(await file("broken.md")).toBe(before[names.indexOf("broken.md")]);

  await notice.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("4 posts were restored.")).toBeVisible();
  expect(await Promise.all(names.map(file))).toEqual(before);

  // The menu of a post makes the post unlisted. The published list leaves it out, but its page stays.
  await page.keyboard.press("ControlOrMeta+1");
  await page.keyboard.press("Escape");
  await expect(page.locator(".selection-bar")).toHaveCount(0);
  await rows(page).filter({ hasText: "第2回の話" }).click({ button: "right" });
  await page.getByRole("menuitemcheckbox", { name: "Unlisted" }).click();
  await expect(rows(page).filter({ hasText: "第2回の話" })).toContainText("Unlisted");
  expect(await file("002.md")).toContain("status: ready\nunlisted: true\n---");
  await page.keyboard.press("Escape");
  // Removes the file that cannot be read, because it would stop the publish.
  await rm(join(desk.blog, "posts", "diary", "broken.md"));
  await expect(rows(page)).toHaveCount(5);
  await publish(page);
  const url = await publishedSite(page, app);
  const front = await (await fetch(url)).text();
  expect(front).toContain("第3回の話");
  expect(front).not.toContain("第2回の話");
  const unlisted = await fetch(new URL("20250401-0802.html", url));
  expect(await unlisted.text()).toContain("第2回の話");

  // A deleted post is in the trash and can be restored unchanged.
  const kept = await file("003.md");
  await rows(page).filter({ hasText: "第3回の話" }).click();
  await page.keyboard.press("ControlOrMeta+1");
  await page.keyboard.press("Delete");
  await expect(rows(page).filter({ hasText: "第3回の話" })).toHaveCount(0);
  const theme = join(desk.blog, ".hitofude/trash/001700000000000/themes/mine");
  await mkdir(theme, { recursive: true });
  await writeFile(join(theme, "README.md"), "# Mine");
  await page.evaluate(() => {
    const buttons: string[] = [];
    Object.assign(globalThis, { buttons });
    document.addEventListener("focusin", ({ target }) => {
      if (target instanceof HTMLButtonElement) buttons.push(target.ariaLabel ?? target.innerText);
    });
  });
  await openTrash(page);
  await expect(page.getByRole("button", { name: "Restore “第3回の話”" })).toBeFocused();
  // The focus does not rest on another button first
  expect(await page.evaluate(() => Reflect.get(globalThis, "buttons"))).toEqual(["Restore “第3回の話”"]);
  await page.keyboard.press("Enter");
  await expect(rows(page).filter({ hasText: "第3回の話" })).toBeVisible();
  expect(await file("003.md")).toBe(kept);
  // So does a theme.
  await openTrash(page);
  await page.getByRole("button", { name: /^Restore .*Theme .*mine/ }).click();
  await expect(page.getByText("The theme “mine” is back.")).toBeVisible();
  expect(await readFile(join(desk.blog, "themes/mine/README.md"), "utf8")).toBe("# Mine");

  // Renames a tag by keys. Its published list redirects, and the undo restores the file and `blog.yaml`.
  const [trip, settings] = [await file("trip.md"), await readFile(join(desk.blog, "blog.yaml"), "utf8")];
  const list = new URL("tags/旅/", url);
  expect((await fetch(list)).status).toBe(200);
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.insertText("tags");
  await page.locator('[data-key="terms"]').click();
  const sheet = page.getByRole("dialog", { name: "Tags, categories and series" });
  await expect(sheet.getByRole("option", { name: "旅, 1 post" })).toBeVisible();
  await page.keyboard.insertText("旅");
  await expect(sheet.getByRole("option")).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(sheet.getByLabel("New name")).toBeFocused();
  await resizeWindow(app, 900, 600);
  await page.keyboard.insertText("旅行");
  await expect(sheet.getByRole("switch", { name: "Redirect the old address" })).toBeChecked();
  await expect(sheet.getByRole("button", { name: "Rename", exact: true })).toBeInViewport({ ratio: 1 });
  await page.keyboard.press("Enter");
  await expect(sheet.getByText("Changed “trip”.")).toBeVisible();
  expect(await file("trip.md")).toBe(trip.replace("[旅] # t", "[旅行] # t"));
  await page.keyboard.press("Escape");
  await publishButton(page).click();
  await expect
    .poll(async () => (await fetch(list)).text())
    .toContain('content="0; url=../../tags/%E6%97%85%E8%A1%8C/"');
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.insertText("revert");
  await page.locator('[data-key="undo-bulk"]').click();
  await expect(page.getByText("One post was restored.")).toBeVisible();
  expect(await file("trip.md")).toBe(trip);
  expect(await readFile(join(desk.blog, "blog.yaml"), "utf8")).toBe(settings);
});

async function addPost(blog: string, name: string, front: string): Promise<void> {
  await mkdir(join(blog, "posts", "diary"), { recursive: true });
  await writeFile(
    join(blog, "posts", "diary", `${name}.md`),
    `---\ntitle: ${name}\ndate: 2025-04-02 09:00:00 # noted\n${front}\n---\n\nText of ${name}.\n`,
  );
}

function rows(page: Page) {
  return page.locator(".post-tree .post-row");
}

/** Opens the menu beside the filter field by keys. */
async function openFilters(page: Page): Promise<void> {
  await page.keyboard.press("ControlOrMeta+P");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.locator(".filter-menu")).toBeVisible();
}

/** Chooses an item of a submenu with arrow keys, and goes back if the submenu stays open. */
async function chooseIn(page: Page, name: string, value: string): Promise<void> {
  await stepTo(page, page.getByRole("menuitem", { name }));
  await page.keyboard.press("ArrowRight");
  const role = /^(?:Sort|Group)$/.test(name) ? "menuitemradio" : "menuitemcheckbox";
  await stepTo(page, page.getByRole(role, { name: value }));
  await page.keyboard.press("Enter");
  if (await page.locator(".facet-menu").isVisible()) await page.keyboard.press("Escape");
}

async function stepTo(page: Page, item: Locator): Promise<void> {
  await expect(item).toBeVisible();
  const isCurrent = (): Promise<boolean> => item.evaluate((element) => element.hasAttribute("data-focused"));
  for (let step = 0; step < 20 && !(await isCurrent()); step += 1) await page.keyboard.press("ArrowDown");
  await expect(item).toHaveAttribute("data-focused");
}

async function openTrash(page: Page): Promise<void> {
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+K");
  await expect(page.getByRole("dialog").getByRole("combobox")).toBeFocused();
  await page.keyboard.insertText("trash");
  await page.locator('[data-key="trash"]').click();
}
