import { blogState, type Desk } from "#tests/support/program/program.ts";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { test } from "#tests/support/program/program-test.ts";
import { publish, publishedSite } from "#tests/support/program/publishing-window.ts";

/**
 * Creates a ready post that is due in this many seconds, in the sample blog's time zone.
 * Returns its address and its time.
 */
async function schedulePost(
  blog: string,
  title: string,
  seconds: number,
): Promise<{ address: string; due: number }> {
  const due = Math.floor(Date.now() / 1000 + seconds) * 1000;
  const japan = new Date(due + 9 * 3_600_000).toISOString();
  const date = japan.slice(0, 19).replace("T", " ");
  const text = `---\ntitle: ${title}\ndate: ${date}\nstatus: ready\npermalink: ${seconds}.html\n---\n\n予約した文です。\n`;
  await writeFile(join(blog, "posts", "hitokoto", `${seconds}.md`), text);
  return { address: `${seconds}.html`, due };
}

/**
 * A failed publish is tried again after a minute.
 * On a busy computer, the test may have to wait for this attempt.
 */
const timeout = 150_000;

/**
 * Waits until readers can load the page.
 * Returns the time at which the wait ended, in milliseconds since the epoch.
 */
async function goneOut(page: string): Promise<number> {
  await expect.poll(async () => (await fetch(page)).status, { timeout, intervals: [100] }).toBe(200);
  return Date.now();
}

/**
 * Waits until the program has stored the post on disk, so that its next start knows it even after a crash.
 */
async function remembered(desk: Desk, address: string): Promise<void> {
  const memory = blogState(desk, "scheduled.json");
  const path = `posts/hitokoto/${address.replace(".html", ".md")}`;
  await expect.poll(() => readFile(memory, "utf8").catch(() => "")).toContain(path);
}

const notice = (page: Page) => page.getByRole("status").filter({ hasText: "as scheduled" });

test("a due post is published automatically, even with the window closed; a missed one at the next start", async ({
  setDesk,
  startProgram,
}) => {
  test.setTimeout(600_000);
  const desk = await setDesk({ preferences: { keepRunning: true } });
  const program = await startProgram(desk);
  const { page, app } = program;
  await publish(page);
  const site = await publishedSite(page, app);

  const first = await schedulePost(desk.blog, "時計の話", 9);
  expect(await goneOut(site + first.address)).toBeGreaterThanOrEqual(first.due);
  await expect(page.getByText("時計の話").first()).toBeVisible();
  await expect(notice(page)).toContainText("Published “時計の話” as scheduled.", { timeout });
  expect(await (await fetch(site + first.address)).text()).toContain("予約した文です。");
  // The author is at the computer and sees the notice.
  await page.mouse.move(400, 300);
  await page.mouse.move(420, 300);
  const outcomes = blogState(desk, "schedule-outcomes.json");
  await expect.poll(() => readFile(outcomes, "utf8").catch(() => "時計の話")).not.toContain("時計の話");

  // The window is hidden; the program and its engine keep running.
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const isVisible = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  await expect.poll(isVisible).toBe(false);
  const second = await schedulePost(desk.blog, "窓を閉めて", 8);
  expect(await goneOut(site + second.address)).toBeGreaterThanOrEqual(second.due);
  expect(await isVisible()).toBe(false);

  const third = await schedulePost(desk.blog, "留守のあいだ", 12);
  await remembered(desk, third.address);
  await program.kill();
  await new Promise((resolve) => setTimeout(resolve, third.due - Date.now() + 1_000));
  const again = await startProgram(desk);
  // Nobody has seen the outcome of the second post.
  await expect(notice(again.page)).toContainText("Published “留守のあいだ” and 1 more as scheduled.", {
    timeout,
  });
  await goneOut(site + third.address);
});
