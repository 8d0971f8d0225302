import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { test } from "#tests/support/program-test.ts";
import { publish, publishedSite } from "#tests/support/publishing-window.ts";

/** A finished post that is due so many seconds from now, in the zone of the sample blog. */
async function schedulePost(blog: string, title: string, seconds: number): Promise<string> {
  const japan = new Date(Date.now() + seconds * 1000 + 9 * 3_600_000).toISOString();
  const date = japan.slice(0, 19).replace("T", " ");
  const text = `---\ntitle: ${title}\ndate: ${date}\nstatus: ready\npermalink: ${seconds}.html\n---\n\n予約した文です。\n`;
  await writeFile(join(blog, "posts", "hitokoto", `${seconds}.md`), text);
  return `${seconds}.html`;
}

const notice = (page: Page) => page.getByRole("status").filter({ hasText: "as scheduled" });

test("a due post goes out by itself, also with the window closed, and one that was missed at the next start", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({ preferences: { keepRunning: true } });
  const program = await startProgram(desk);
  const { page, app } = program;
  await publish(page);
  const site = await publishedSite(page, app);

  const first = await schedulePost(desk.blog, "時計の話", 9);
  await expect(page.getByText("時計の話").first()).toBeVisible();
  expect((await fetch(site + first)).status).toBe(404);
  await expect(notice(page)).toContainText("“時計の話” went out as scheduled.", { timeout: 60_000 });
  expect(await (await fetch(site + first)).text()).toContain("予約した文です。");

  // The window goes out of sight; the program and its engine stay.
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  const isVisible = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible());
  await expect.poll(isVisible).toBe(false);
  const second = await schedulePost(desk.blog, "窓を閉めて", 8);
  await expect.poll(async () => (await fetch(site + second)).status, { timeout: 60_000 }).toBe(200);
  expect(await isVisible()).toBe(false);

  const third = await schedulePost(desk.blog, "留守のあいだ", 7);
  await expect(page.getByText("留守のあいだ").first()).toBeAttached();
  await program.kill();
  await new Promise((resolve) => setTimeout(resolve, 9_000));
  const again = await startProgram(desk);
  await expect(notice(again.page)).toContainText("“留守のあいだ” went out", { timeout: 60_000 });
  await expect.poll(async () => (await fetch(site + third)).status, { timeout: 30_000 }).toBe(200);
});
