import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import { focusEditor, ready, shownText } from "#tests/support/program/editing.ts";
import { test, withProgram } from "#tests/support/program/program-test.ts";
import { putOnFillableDisk } from "#tests/support/disks/fillable-disk.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";

/** More posts than a window shows, but fewer than are divided by month. */
const count = 150;

test.describe("in a long list", () => {
  const program = withProgram(async () => ({ blog: await makeBlog(count, practiceSettings) }));

  test("keys move through a long list, of which only the visible rows are rendered", async () => {
    const { page } = program;
    await expect(lines(page)).not.toHaveCount(0);
    await focusList(page);
    await press(page, "Home");
    expect(await focused(page)).toMatchObject({
      name: "Waiting to be published, 150 posts",
      level: "1",
      open: "true",
    });
    await press(page, "ArrowDown");
    expect(await focused(page)).toMatchObject({
      name: expect.stringMatching(/^第150回の話/),
      level: "2",
      place: "1 of 150",
      row: "2",
    });
    await press(page, "PageDown");
    await press(page, "PageDown");
    const paged = await focused(page);
    expect(Number(paged.row)).toBeGreaterThan(20);
    await expectInSight(page);
    await press(page, "End");
    expect(await focused(page)).toMatchObject({
      name: expect.stringMatching(/^第1回の話/),
      place: "150 of 150",
      row: "151",
    });
    await expectInSight(page);
    expect(await lines(page).count()).toBeLessThan(60);
    expect(await faultsOfWindow(page)).toEqual([]);

    // The focused row keeps the focus even when it is scrolled out of view.
    await page.locator(".post-tree").evaluate((tree) => tree.scrollTo(0, 0));
    await expect(page.getByRole("row", { name: /^第150回の話/ })).toBeVisible();
    expect((await focused(page)).row).toBe("151");
    await press(page, "ArrowUp");
    expect(await focused(page)).toMatchObject({ name: expect.stringMatching(/^第2回の話/) });
    await expectInSight(page);

    await press(page, "Enter");
    await expect(page.getByRole("textbox", { name: "Title", exact: true })).toHaveValue("第2回の話");
    await expect(page.getByRole("row", { name: /^第2回の話/ })).toHaveAttribute("aria-selected", "true");
    await focusList(page);
    expect(await focused(page)).toMatchObject({ name: expect.stringMatching(/^第2回の話/) });
    await page.keyboard.type("w");
    expect(await focused(page)).toMatchObject({ name: expect.stringMatching(/^Waiting to be published/) });
    await press(page, "ArrowLeft");
    await expect(lines(page)).toHaveCount(1);
    expect(await focused(page)).toMatchObject({
      name: expect.stringMatching(/^Waiting to be published/),
      open: "false",
    });
    await press(page, "ArrowRight");
    await press(page, "ArrowRight");
    expect(await focused(page)).toMatchObject({ name: expect.stringMatching(/^第150回の話/) });
    // The list is one stop of Tab.
    await press(page, "Tab");
    await expect(page.getByRole("button", { name: "New post", exact: true }).last()).toBeFocused();
  });

  test("the list scrolls to a post that is opened from elsewhere, but not back when its row scrolls away", async () => {
    const { page } = program;
    await page.keyboard.press("ControlOrMeta+K");
    await page.keyboard.insertText("第75回の話");
    await page.getByRole("option", { name: /^第75回の話/ }).click();
    const row = page.getByRole("row", { name: /^第75回の話/ });
    await expect(row).toBeInViewport({ ratio: 1 });
    await expect(row).toHaveAttribute("aria-selected", "true");
    await page.locator(".post-tree").evaluate((tree) => tree.scrollTo(0, 0));
    await focusEditor(page);
    await page.keyboard.insertText("雨。");
    await expect(page.getByRole("row", { name: /^第150回の話/ })).toBeInViewport();
    await expect(row).not.toBeInViewport();
  });

  test("results in texts appear from the top of the list, without a message that nothing was found", async () => {
    const { page } = program;
    const seen = await page.locator(".list-body").evaluateHandle((list) => {
      const texts = new Set<string>();
      const observer = new MutationObserver(() => texts.add(list.textContent ?? ""));
      observer.observe(list, { subtree: true, childList: true, characterData: true });
      return texts;
    });
    await page.locator(".post-tree").evaluate((tree) => tree.scrollTo(0, 3000));
    await expect(page.getByRole("row", { name: /^第150回の話/ })).not.toBeInViewport();
    // Presses all keys without a pause, as a quick author does. None of the letters may land in the text.
    await page.keyboard.press("ControlOrMeta+P");
    await page.keyboard.type("つ目の");
    await expect(page.getByText("Showing 100 of 150.")).toBeVisible();
    await expect(page.getByRole("row", { name: /^第150回の話/ })).toBeInViewport();
    expect(await seen.evaluate((texts) => [...texts].some((text) => text.includes("Nothing")))).toBe(false);
    await page.keyboard.type("雨");
    await expect(page.locator(".list-body")).toContainText("Nothing");
    await expect(page.getByRole("treegrid")).toHaveCount(0);
    expect(await faultsOfWindow(page)).toEqual([]);
    await page.getByRole("button", { name: "Clear search" }).first().click();
    await expect(page.getByRole("row", { name: /^第150回の話/ })).toBeVisible();
  });

  test("a group that the author closed stays closed after a search that finds nothing", async () => {
    const { page } = program;
    await focusList(page);
    await press(page, "Home");
    await press(page, "ArrowLeft");
    await expect(lines(page)).toHaveCount(1);
    await page.keyboard.press("ControlOrMeta+P");
    await page.keyboard.type("雨");
    await expect(page.locator(".list-body")).toContainText("Nothing");
    // The hidden list is no stop of Tab.
    await press(page, "Shift+Tab");
    await press(page, "Shift+Tab");
    await expect(page.locator(".empty-state").getByRole("button", { name: "Clear search" })).toBeFocused();
    await press(page, "Enter");
    await expect(lines(page)).toHaveCount(1);
    await focusList(page);
    expect(await focused(page)).toMatchObject({ name: expect.stringMatching(/^Waiting to/), open: "false" });
    await press(page, "ArrowRight");
    await expect(page.getByRole("row", { name: /^第150回の話/ })).toBeVisible();
  });

  test("when a post disappears, the row that takes its position gets the focus", async () => {
    const { desk, page } = program;
    await focusList(page);
    await press(page, "Home");
    await press(page, "ArrowDown");
    await press(page, "ArrowDown");
    expect(await focused(page)).toMatchObject({ name: expect.stringMatching(/^第149回の話/) });
    await press(page, "Delete");
    await expect(page.getByRole("row", { name: /^第149回の話/ })).toHaveCount(0);
    expect(await readdir(join(desk.blog, "posts", "diary"))).not.toContain("149.md");
    await expect.poll(() => focused(page)).toMatchObject({ name: expect.stringMatching(/^第148回の話/) });
  });
});

test("keys move through the results of the search over all posts while the field keeps the focus", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await makeBlog(12, practiceSettings) });
  const { page } = await startProgram(desk);
  await ready(page);
  await page.keyboard.press("ControlOrMeta+Shift+F");
  const box = page.getByRole("combobox", { name: "Find in all posts" });
  await page.keyboard.type("目の");
  const active = page.getByRole("option", { selected: true });
  await expect(active).toContainText("12つ目の");
  await expect(page.getByRole("option")).toHaveCount(12);
  await expect(box).toHaveAttribute("aria-activedescendant", (await active.getAttribute("id")) ?? "");
  await press(page, "ArrowDown");
  await expect(active).toContainText("11つ目の");
  await press(page, "End");
  await expect(active).toContainText("1つ目の");
  await expect(active).toBeInViewport();
  await press(page, "ArrowUp");
  await expect(active).toContainText("2つ目の");
  expect(await faultsOfWindow(page)).toEqual([]);
  // After a deleted character no result is active, so that Enter opens nothing.
  await press(page, "Backspace");
  await expect(active).toHaveCount(0);
  await press(page, "Enter");
  await expect(box).toBeFocused();
  await press(page, "ArrowDown");
  await expect(active).toContainText("12つ目の");
  await page.getByRole("option").nth(3).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("textbox", { name: "Title", exact: true })).toHaveValue("第9回の話");
});

test("the list marks a post that could not be saved before another was opened, until it is saved", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ blog: await makeBlog(3, practiceSettings) });
  const disk = await putOnFillableDisk(desk.blog);
  test.skip(disk === null, "no disk can be made here that is small enough to be filled");
  try {
    const { page } = await startProgram(desk);
    await ready(page);
    const row = page.getByRole("row", { name: /^第3回の話/ });
    await row.click();
    await focusEditor(page);
    disk?.fill();
    await page.keyboard.type("rain");
    await page.getByRole("row", { name: /^第2回の話/ }).click();
    await expect(page.getByRole("textbox", { name: "Title", exact: true })).toHaveValue("第2回の話");
    await expect(row).toContainText("Not saved yet");
    await expect(page.getByRole("row", { name: /^第1回の話/ })).not.toContainText("Not saved yet");
    // The program saves the text without a command as soon as the disk has room again.
    disk?.empty();
    await expect(row).not.toContainText("Not saved yet");
    await row.click();
    await expect(page.locator(".status-save")).toHaveText("Saved");
  } finally {
    disk?.remove();
  }
});

function lines(page: Page) {
  return page.locator(".post-tree [role=row]");
}

async function focusList(page: Page): Promise<void> {
  await page.locator(".filter input").focus();
  await press(page, "Shift+Tab");
  await press(page, "Shift+Tab");
  await expect(page.locator(".post-tree :focus")).toHaveCount(1);
}

function press(page: Page, key: string): Promise<void> {
  return page.keyboard.press(key);
}

/** Returns what assistive technology reads of the focused row. */
function focused(page: Page) {
  return page.evaluate(() => {
    const of = (name: string): string | null => document.activeElement?.getAttribute(name) ?? null;
    return {
      name: of("aria-label") ?? "",
      level: of("aria-level"),
      open: of("aria-expanded"),
      place: `${of("aria-posinset")} of ${of("aria-setsize")}`,
      row: of("aria-rowindex"),
    };
  });
}

/** Expects that the focused row is visible. Allows for an edge between two pixels. */
async function expectInSight(page: Page): Promise<void> {
  await expect(page.locator(".post-tree :focus")).toBeInViewport({ ratio: 0.99 });
}

test("three untitled posts with the same text and date are distinguished, and only the chosen one changes", async ({
  setDesk,
  startProgram,
}) => {
  const blog = await makeBlog(1, practiceSettings);
  const text = "---\ndate: 2025-05-01 09:00:00\nstatus: draft\n---\n\n同じ言葉です。\n";
  for (const name of ["one", "two", "three"]) await writeFile(join(blog, "posts/diary", `${name}.md`), text);
  const desk = await setDesk({ blog });
  const folder = join(desk.blog, "posts/diary");
  const fileOf = (name: string): string => join(folder, `${name}.md`);
  const { app, page } = await startProgram(desk);
  await ready(page);
  const row = (name: string) => page.getByRole("row", { name: new RegExp(`^同じ言葉です。.*${name}\\.md`) });
  for (const name of ["one", "two", "three"]) await expect(row(name)).toContainText(`${name}.md`);
  await expect(page.getByRole("row", { name: /第1回の話/ })).not.toContainText("001.md");

  await row("two").click();
  await expect(row("two")).toHaveAttribute("aria-current", "true");
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.insertText("二つ目だけ。");
  await expect.poll(() => readFile(fileOf("two"), "utf8")).toContain("\n二つ目だけ。\n同じ言葉です。\n");
  expect(await readFile(fileOf("one"), "utf8")).toBe(text);
  expect(await readFile(fileOf("three"), "utf8")).toBe(text);

  await row("three").click({ button: "right" });
  await page.getByRole("menuitem", { name: "Move to trash" }).click();
  await expect.poll(() => readdir(folder)).toHaveLength(3);
  expect((await readdir(folder)).sort()).toEqual(["001.md", "one.md", "two.md"]);
  // The remaining posts differ, so their files are not named any more.
  const first = page.getByRole("row", { name: /^同じ言葉です。/ });
  await expect(first).toHaveCount(1);
  await expect(first).not.toContainText(".md");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect.poll(() => readdir(folder)).toContain("three.md");
  expect(await readFile(fileOf("three"), "utf8")).toBe(text);
  await first.filter({ hasText: "one.md" }).click();
  // Undo opens the restored post, whose text is the same, so the text alone does not show which post is open.
  await expect(row("one")).toHaveAttribute("aria-current", "true");
  await expect.poll(() => shownText(page)).toBe("同じ言葉です。");

  // While a post is opening, its row is selected, but the current row is the post that gets typed text.
  const engine = await app.evaluate(({ app: electron }) =>
    electron.getAppMetrics().find((process) => process.name === "Hitofude engine"),
  );
  if (!engine) throw new Error("the engine is not running");
  process.kill(engine.pid, "SIGSTOP");
  try {
    await row("three").click();
    await expect(row("three")).toHaveAttribute("aria-selected", "true");
    await expect(row("three")).not.toHaveAttribute("aria-current", "true");
    await expect(row("one")).toHaveAttribute("aria-current", "true");
  } finally {
    process.kill(engine.pid, "SIGCONT");
  }
  await expect(row("three")).toHaveAttribute("aria-current", "true");
  await expect(row("one")).not.toHaveAttribute("aria-current", "true");
});
