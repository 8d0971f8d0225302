import { execFileSync } from "node:child_process";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect as expectPage } from "@playwright/test";
import { expect, onTestFinished, test } from "vitest";
import { type Desk, setDesk } from "#tests/support/program/program.ts";
import { stateIn } from "#tests/support/trusted-folder.ts";
import { debFile, unpackedFolder } from "./package-paths.ts";
import { startPackaged } from "./packaged-program.ts";
import { renderersOf } from "#tests/support/processes.ts";

/** `nobody`, who owns nothing. */
const nobody = 65534;
const isRoot = process.getuid?.() === 0;

test("the unpacked program publishes the sample blog, and readers can open it", async () => {
  const desk = await temporaryDesk();
  const program = await startPackaged({ folder: unpackedFolder, desk });
  onTestFinished(program.close);
  const { page } = program;

  await page.getByRole("button", { name: /^Publish/ }).click();
  await expectPage(page.locator(".notice-good .notice-title").filter({ hasText: /^Published/ })).toBeVisible({
    timeout: 120_000,
  });
  await page.getByRole("button", { name: "View site" }).click();

  const address = await program.openedAddress();
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  const response = await fetch(address);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain("ひとこと日記");
  // Threads and decoders are found inside the archive
  expect(
    await readdir(stateIn({ XDG_DATA_HOME: join(desk.home, ".local/share") }, desk.blog, "cache/images")),
  ).toContainEqual(expect.stringMatching(/\.webp$/));
});

test.skipIf(!isRoot)(
  "the program of the deb opens its window for an ordinary user, in Chromium's sandbox",
  async () => {
    const desk = await temporaryDesk();
    const folder = await unpackDeb();
    execFileSync("chown", ["-R", `${nobody}:${nobody}`, desk.home]);
    const program = await startPackaged({ folder, desk, userId: nobody });
    onTestFinished(program.close);

    await expectPage(program.page.getByRole("button", { name: /^Publish/ })).toBeVisible({ timeout: 60_000 });
    const renderers = renderersOf(program.processId);
    expect(renderers.length).toBeGreaterThan(0);
    for (const { userId, seccompMode, commandLine } of renderers) {
      expect(userId).toBe(nobody);
      // 2: a filter decides over every system call.
      expect(seccompMode).toBe(2);
      expect(commandLine).not.toContain("--no-sandbox");
    }
  },
);

async function temporaryDesk(): Promise<Desk> {
  const desk = await setDesk();
  onTestFinished(() => rm(desk.home, { recursive: true }));
  return desk;
}

/** What the deb puts into `/opt`, in a folder that everybody can read. */
async function unpackDeb(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-deb-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  execFileSync("dpkg-deb", ["--extract", debFile(), folder]);
  await chmod(folder, 0o755);
  return join(folder, "opt", "Hitofude");
}
