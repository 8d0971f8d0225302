import { blogState } from "#tests/support/program/program.ts";
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { XMLParser } from "fast-xml-parser";
import { makeBlog, sftpSettings } from "#tests/support/blogs/blog-maker.ts";
import { focusEditor, openPost } from "#tests/support/program/editing.ts";
import { withLiveServer } from "#tests/support/servers/live-server.ts";
import { test } from "#tests/support/program/program-test.ts";
import {
  closePublished,
  expectPublished,
  publish,
  publishButton,
} from "#tests/support/program/publishing-window.ts";

const host = withLiveServer();

test("the window publishes fifty posts to a real OpenSSH server", async ({ setDesk, startProgram }) => {
  const desk = await setDesk({
    blog: await makeBlog(50, sftpSettings(host.server.target({ url: host.web.url }))),
  });
  const { page } = await startProgram(desk);

  await expect(publishButton(page)).toContainText("50");
  await publishButton(page).click();
  const firstMeeting = page.getByRole("alertdialog", { name: "First connection to 127.0.0.1" });
  await expect(firstMeeting).toContainText(fingerprint(host.server.hostKey));
  await firstMeeting.getByRole("button", { name: "Connect to this server" }).click();
  const plan = page.getByRole("alertdialog", { name: "Before publishing" });
  await expect(plan.getByRole("listitem").first()).toHaveText(/^第1回の話20250401-0801\.html/);
  await plan.getByRole("button", { name: "Publish", exact: true }).click();
  await expectPublished(page);

  const html = await (await fetch(`${host.web.url}20250401-0801.html`)).text();
  expect(html).toContain("第1回の話");
  expect(html).toContain("<strong>「話」</strong>");
  const feed = new XMLParser().parse(await (await fetch(`${host.web.url}rss.xml`)).text());
  expect(feed.rss.channel.item[0].title).toBe("第50回の話");
  const posts = (await readdir(host.server.documentRoot)).filter((name) => /^\d{8}-\d{4}\.html$/.test(name));
  expect(posts).toHaveLength(50);
  const cache = blogState(desk, "cache", "site", "live");
  for (const name of posts) {
    expect(await digest(join(host.server.documentRoot, name))).toBe(await digest(join(cache, name)));
  }

  // After one more word, only the files that it changes are sent, and no question is asked.
  await closePublished(page);
  await openPost(page, "第7回の話");
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("あとから一言。");
  await publish(page);
  await expect(page.getByRole("status").filter({ hasText: /^(?:Published|Updated)/ })).toContainText(
    /\b[1-9] files? w/,
  );
  expect(await (await fetch(`${host.web.url}20250401-0807.html`)).text()).toContain("あとから一言。");
});

/** Returns the fingerprint in OpenSSH's format. */
function fingerprint(hostKey: string): string {
  const key = Buffer.from(hostKey.split(" ")[1] ?? "", "base64");
  return `SHA256:${createHash("sha256").update(key).digest("base64").replace(/=+$/, "")}`;
}

async function digest(file: string): Promise<string> {
  return createHash("sha256")
    .update(await readFile(file))
    .digest("hex");
}
