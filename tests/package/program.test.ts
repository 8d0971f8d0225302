import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { expect as expectPage } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Desk, setDesk } from "#tests/support/program/program.ts";
import { stateIn } from "#tests/support/trusted-folder.ts";
import { unpacked } from "./package-paths.ts";
import { type PackagedProgram, startPackaged } from "./packaged-program.ts";

let desk: Desk;
let program: PackagedProgram;
beforeAll(async () => {
  desk = await setDesk();
  program = await startPackaged({ executable: unpacked.executable, desk });
});
afterAll(async () => {
  await program?.close();
  await rm(desk.home, { recursive: true });
});

test("the unpacked program publishes the sample blog", async () => {
  const { page } = program;
  await page.getByRole("button", { name: /^Publish/ }).click();
  await expectPage(page.locator(".notice-good .notice-title").filter({ hasText: /^Published/ })).toBeVisible({
    timeout: 120_000,
  });
  const inState = (...names: string[]): string =>
    stateIn({ HITOFUDE_DATA: join(desk.home, "data") }, desk.blog, ...names);
  const index = await readFile(inState("practice-site", "server", "htdocs", "index.html"), "utf8");
  expect(index).toContain("ひとこと日記");
  // The program has made smaller copies of pictures, so it finds its threads and decoders in the archive.
  expect(await readdir(inState("cache", "images"))).toContainEqual(expect.stringMatching(/\.webp$/));
});

// On other systems, the URL would open in the developer's own browser.
test.runIf(process.platform === "linux")("the URL of the published site opens in the browser", async () => {
  await program.page.getByRole("button", { name: "View site" }).click();
  const address = await program.openedAddress();
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  const response = await fetch(address);
  expect(response.status).toBe(200);
  expect(await response.text()).toContain("ひとこと日記");
});
