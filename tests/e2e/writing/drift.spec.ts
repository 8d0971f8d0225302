import { readFile, rename, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { makeBlog, sftpSettings } from "#tests/support/blogs/blog-maker.ts";
import { focusEditor, openPost } from "#tests/support/program/editing.ts";
import { withLiveServer } from "#tests/support/servers/live-server.ts";
import { test } from "#tests/support/program/program-test.ts";
import {
  closePublished,
  expectPublished,
  publishButton,
  trustAndPublish,
} from "#tests/support/program/publishing-window.ts";
import { readTree } from "#tests/support/publish/built-site.ts";
import { runFromPalette } from "#tests/support/program/run-from-palette.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";

const host = withLiveServer();

test("changes by others on the server are shown with their differences, and decided file by file", async ({
  setDesk,
  startProgram,
}, info) => {
  const desk = await setDesk({
    blog: await makeBlog(3, sftpSettings(host.server.target({ url: host.web.url }))),
  });
  const { page } = await startProgram(desk);
  const live = (name: string): string => join(host.server.documentRoot, name);
  const [first, second] = [live("20250401-0801.html"), live("20250401-0802.html")];
  await trustAndPublish(page);
  await expectPublished(page);
  await closePublished(page);
  for (const path of [first, second]) {
    await writeFile(path, (await readFile(path, "utf8")).replace("つ目の", "つ目、手で直した"));
  }
  const disk = join(host.server.documentRoot, "..", "search-disk");
  await rename(live("search"), disk);
  await symlink(disk, live("search"));
  const searched = await readTree(disk);
  for (const title of ["第1回の話", "第2回の話"]) {
    await openPost(page, title);
    await focusEditor(page);
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type("こちらの一言。");
  }
  await publishButton(page).click();

  const plan = page.getByRole("alertdialog", { name: "Before publishing" });
  await expect(plan).toContainText("1 link in place of a folder, to decide about");
  await expect(plan.locator(".plan-conflict")).toContainText(/^2 files to decide about.*第1回の話/);
  const choice = (name: string) => plan.getByRole("radiogroup", { name: `What to do with ${name}` });
  await choice("search").getByText("Leave these files out").click();
  const accept = plan.getByRole("button", { name: "Publish", exact: true });
  await expect(accept).toBeDisabled();
  await expect(plan).toContainText("2 choices are still open.");
  await plan.getByRole("button", { name: "Differences" }).first().click();
  const differences = plan.getByRole("region", { name: "Differences in 20250401-0801.html" });
  await expect(differences.getByRole("deletion").filter({ hasText: "手で直した" })).toHaveCount(1);
  await expect(
    differences.getByRole("insertion").filter({ hasText: "こちらの一言。" }).first(),
  ).toBeVisible();
  expect(await faultsOfWindow(page)).toEqual([]);
  await page.screenshot({ path: info.outputPath("drift-sheet.png") });

  await choice("20250401-0801.html").getByText("Keep theirs").click();
  await expect(accept).toBeDisabled();
  await choice("20250401-0802.html").getByText("Publish mine").click();
  await accept.click();
  await expectPublished(page);
  await expect(page.getByText("search still leads elsewhere by a link")).toBeVisible();
  await expect(page.getByText("1 file of someone else stays in the place of yours.")).toBeVisible();
  expect(await readFile(first, "utf8")).toContain("手で直した");
  const published = await readFile(second, "utf8");
  expect(published).toContain("こちらの一言。");
  expect(published).not.toContain("手で直した");

  // A later plan shows the link with the author's decision, which can be changed with the keyboard.
  expect(await readTree(disk)).toEqual(searched);
  await closePublished(page);
  await runFromPalette(page, "Review and publish");
  await expect(plan).toContainText("1 link in place of a folder, as you decided");
  const leaveOut = choice("search").getByRole("radio", { name: "Leave these files out" });
  await expect(leaveOut).toBeChecked();
  await leaveOut.focus();
  await page.keyboard.press("ArrowRight");
  await expect(choice("search").getByRole("radio", { name: "Write through the link" })).toBeChecked();
  await accept.click();
  await expectPublished(page);
  expect(await readTree(disk)).not.toEqual(searched);
});
