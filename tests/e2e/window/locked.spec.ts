import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { makeBlog, sftpSettings } from "#tests/support/blogs/blog-maker.ts";
import { withLiveServer } from "#tests/support/servers/live-server.ts";
import { test } from "#tests/support/program/program-test.ts";
import {
  closePublished,
  expectPublished,
  publishButton,
  trustAndPublish,
} from "#tests/support/program/publishing-window.ts";
import { runFromPalette } from "#tests/support/program/run-from-palette.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";

const host = withLiveServer();

test("a publish that another computer left unfinished is reported, watched for a minute, and taken over", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk({
    blog: await makeBlog(2, sftpSettings(host.server.target({ url: host.web.url }))),
  });
  const { page } = await startProgram(desk);
  await trustAndPublish(page);
  await expectPublished(page);
  await closePublished(page);
  const id = (await readFile(join(desk.blog, ".hitofude", "id"), "utf8")).trim();
  const lock = join(host.server.home, ".hitofude", id, "public_html", "lock");
  const record = {
    user: "mother",
    computer: "kitchen",
    process: 1,
    since: "2026-01-02T03:04:05Z",
    beat: "0",
  };
  await mkdir(lock);
  await writeFile(join(lock, "abc"), JSON.stringify(record));
  await host.server.own(lock);

  await runFromPalette(page, "Review and publish");
  const progress = page.getByRole("progressbar", { name: "Publishing" });
  await expect(progress).toHaveAttribute(
    "aria-valuetext",
    /^mother \(kitchen\) has been publishing since 2026-01-02/,
  );
  const question = page.getByRole("alertdialog", { name: "Someone else seems to be publishing" });
  await expect(question).toContainText("For 60 seconds, nothing has happened", { timeout: 110_000 });
  expect(await faultsOfWindow(page)).toEqual([]);
  expect(await readdir(lock)).toEqual(["abc"]);
  await question.getByRole("button", { name: "Take over" }).click();
  await page
    .getByRole("alertdialog", { name: "Before publishing" })
    .getByRole("button", { name: "Publish", exact: true })
    .click();
  await expectPublished(page);
  await expect(readdir(lock)).rejects.toThrow("ENOENT");
  await expect(publishButton(page)).toBeVisible();
});
