import { existsSync } from "node:fs";
import { chmod, mkdir, readdir, writeFile } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { expect } from "@playwright/test";
import { tryAttack } from "#tests/support/attack.ts";
import { makeBlog } from "#tests/support/blogs/blog-maker.ts";
import { ready } from "#tests/support/program/editing.ts";
import { blogState, type Desk } from "#tests/support/program/program.ts";
import { test } from "#tests/support/program/program-test.ts";
import { expectPublished, publishButton } from "#tests/support/program/publishing-window.ts";

/**
 * Creates a blog as it may come from a Git host.
 * The blog has a target that its maker chose, and records that claim an earlier publish.
 */
async function hostileFolder(target: string, live: object): Promise<string> {
  const settings = `title: From elsewhere\nlanguage: en\ntheme: fude\nsections: { diary: { title: Diary } }\ndefaultTarget: ${target}\ntargets:\n  ${target}: ${JSON.stringify(live)}\n`;
  const blog = await makeBlog(1, settings);
  const forged = {
    ".hitofude/id": "elsewhere-0123456789ab\n",
    [`.hitofude/cache/live/${target}.json`]: JSON.stringify({ format: 1, generation: 1, at: "", posts: {} }),
    ".hitofude/cache/scheduled.json": JSON.stringify({ format: 1, posts: { "posts/diary/001.md": 1 } }),
  };
  for (const [path, text] of Object.entries(forged)) {
    await mkdir(dirname(join(blog, path)), { recursive: true });
    await writeFile(join(blog, path), text);
  }
  return blog;
}

/** Returns what the folder has achieved; it must be nothing before its author trusts it. */
async function reached({ home }: Desk): Promise<string[]> {
  return readdir(join(home, "reached")).catch(() => []);
}

test("opening a folder from elsewhere runs nothing, and its first publish asks whether it is trusted", async ({
  setDesk,
  startProgram,
}) => {
  // Because of these settings, a trusted folder would start rclone, which is a program of this test
  const blog = await hostileFolder("live", {
    kind: "rclone",
    remote: "name:site",
    url: "http://127.0.0.1:9/",
  });
  const desk = await setDesk({ blog, trusted: false });
  const program = join(desk.home, "bin", "rclone");
  await mkdir(dirname(program));
  await writeFile(program, `#!/bin/sh\nmkdir -p "${join(desk.home, "reached", "rclone")}"\n`);
  await chmod(program, 0o755);
  const path = process.env.PATH;
  process.env.PATH = `${dirname(program)}${delimiter}${path}`;
  try {
    const { page } = await startProgram(desk);
    await tryAttack("opening in the program", async () => {
      await ready(page);
      // By then everything that starts together with the blog has started
      await page.getByRole("textbox", { name: "Text", exact: true }).press("End");
      await page.keyboard.type("A word.");
      await expect(page.getByText("Saved", { exact: true })).toBeVisible();
      return (await reached(desk)).length > 0;
    });
    await tryAttack("declining in the program", async () => {
      await publishButton(page).click();
      const sheet = page.getByRole("alertdialog", { name: "Do you trust this folder?" });
      await expect(sheet).toContainText(desk.blog);
      await expect(sheet).toContainText("name:site");
      await sheet.getByRole("button", { name: "Not now" }).click();
      await expect(sheet).toBeHidden();
      return (await reached(desk)).length > 0;
    });
  } finally {
    process.env.PATH = path;
  }
});

test("a folder that is trusted by keys publishes to the practice site, which did not run before", async ({
  setDesk,
  startProgram,
}) => {
  const blog = await hostileFolder("practice", { kind: "practice" });
  const desk = await setDesk({ blog, trusted: false });
  const { page } = await startProgram(desk);
  await ready(page);
  await tryAttack("practice site at opening", () => existsSync(blogState(desk, "practice-site")));
  await publishButton(page).press("Enter");
  const sheet = page.getByRole("alertdialog", { name: "Do you trust this folder?" });
  await expect(sheet).toContainText("A site on this computer only");
  await sheet.getByRole("button", { name: "Trust this folder" }).press("Enter");
  await expectPublished(page);
  expect(existsSync(blogState(desk, "practice-site", "server", "htdocs", "index.html"))).toBe(true);
});
