import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { tryAttack } from "#tests/support/attack.ts";
import { focusEditor, openPost, previewArticle, saved, shownText } from "#tests/support/program/editing.ts";
import { test } from "#tests/support/program/program-test.ts";
import { canary, contentsOf, differences, makeHome } from "./support/canary-home.ts";
import { makeHostile } from "./support/hostile-folder.ts";

test("opening, editing and closing a folder full of links changes nothing outside it", async ({
  setDesk,
  startProgram,
}) => {
  const [blog, outside] = await Promise.all(
    ["blog", "outside"].map((name) => mkdtemp(join(tmpdir(), `hitofude-hostile-${name}-`))),
  );
  if (!blog || !outside) throw new Error("no folders");
  await makeHome(outside);
  await makeHostile(blog, outside);
  const before = await contentsOf(outside);
  const desk = await setDesk({ blog });
  const { page, close } = await startProgram(desk);
  await openPost(page, "二つ目");
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("One more word.");
  await expect.poll(() => shownText(page)).toContain("One more word.");
  await expect(previewArticle(page)).toContainText("One more word.");
  await saved(page);
  const shown = await page.content();
  await close();
  const harm = differences(before, await contentsOf(outside));
  if (shown.includes(canary)) harm.push("shown in the window");
  await tryAttack(`the window: ${harm.join(", ")}`, () => harm.length > 0);
});
