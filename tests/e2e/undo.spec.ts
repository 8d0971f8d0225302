import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { makeBlog, practiceSettings } from "#tests/support/blog-maker.ts";
import { focusEditor, openPost } from "#tests/support/editing.ts";
import { test } from "#tests/support/program-test.ts";
import { expectPublished, publish } from "#tests/support/publishing-window.ts";
import { runFromPalette } from "#tests/support/run-from-palette.ts";
import { faultsOfWindow } from "#tests/support/window-faults.ts";

test("a publish is undone through the window, and the texts stay as they are", async ({
  setDesk,
  startProgram,
}, info) => {
  const desk = await setDesk({ blog: await makeBlog(3, practiceSettings) });
  const { page } = await startProgram(desk);
  const htdocs = join(desk.blog, ".hitofude", "practice-site", "server", "htdocs");
  const livePage = () => readFile(join(htdocs, "20250401-0802.html"), "utf8");
  const close = () => page.getByRole("button", { name: "Close" }).click();

  await runFromPalette(page, "Go back to an earlier publish");
  const sheet = page.getByRole("dialog", { name: "Go back to an earlier publish" });
  await expect(sheet).toContainText("No earlier publish yet");
  await page.keyboard.press("Escape");

  await publish(page);
  await close();
  const before = await livePage();
  await openPost(page, "第2回の話");
  await focusEditor(page);
  await page.keyboard.press("Control+End");
  await page.keyboard.type("まちがえた一言。");
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
  await sheet.getByRole("button", { name: "See what would change" }).click();

  const plan = page.getByRole("alertdialog", { name: /^Go back to / });
  await expect(plan).toContainText("20250401-0802.html");
  await plan.getByRole("button", { name: "Go back" }).click();
  await expectPublished(page);
  expect(await livePage()).toBe(before);
  await close();
  // What is written here waits to be published again
  await expect(page.getByRole("banner").getByRole("button", { name: /^Publish/ })).toContainText("1");
  await publish(page);
  expect(await livePage()).toContain("まちがえた一言。");
});
