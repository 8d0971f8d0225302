import { execFileSync } from "node:child_process";
import { appendFile, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type ElectronApplication, expect, type Locator, type Page } from "@playwright/test";
import { startPracticeServer } from "#engine/publish/practice/practice-server.ts";
import { makeBlog, sftpSettings } from "#tests/support/blogs/blog-maker.ts";
import { focusEditor, openPost, previewArticle, saved } from "#tests/support/program/editing.ts";
import { freePort, isRoot } from "#tests/support/servers/loopback-server.ts";
import { type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { test } from "#tests/support/program/program-test.ts";
import { publishButton, trustAndPublish, publishedNotice } from "#tests/support/program/publishing-window.ts";
import { type StaticServer, startStaticServer } from "#tests/support/servers/static-server.ts";
import { startTcpProxy } from "#tests/support/servers/tcp-proxy.ts";

let server: OpenSshServer;
let web: StaticServer;

test.beforeAll(async () => {
  server = await startOpenSsh();
  web = await startStaticServer(server.documentRoot);
});

test.beforeEach(() => server.emptyFolder(server.documentRoot));

test.afterAll(async () => {
  await web.close();
  await server.stop();
});

/** Creates a blog for the server, with settings that make a step fail. */
function blogFor(changes: Parameters<OpenSshServer["target"]>[0], count = 3): Promise<string> {
  return makeBlog(count, sftpSettings(server.target({ url: web.url, ...changes })));
}

test("the message names what is wrong: the port, the key, a missing folder, a folder that is not writable", async ({
  setDesk,
  startProgram,
}) => {
  const port = await freePort();
  const key = join(server.home, "..", "stranger");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", key]);
  const missing = join(server.home, "nowhere");
  const blog = await blogFor({ port });
  for (const [name, changes] of [
    ["stranger", { key }],
    ["missing", { directory: missing }],
    ["denied", { directory: "/usr/share" }],
  ] as const) {
    const [, target = ""] = sftpSettings(server.target({ url: web.url, ...changes })).split("  live:\n");
    await appendFile(join(blog, "blog.yaml"), `  ${name}:\n${target}`);
  }
  const { page } = await startProgram(await setDesk({ blog }));
  const publishTo = async (name: string): Promise<void> => {
    await page.getByRole("button", { name: "Choose a target" }).click();
    await page.getByRole("menuitem", { name: `Publish to ${name}` }).click();
  };
  await publishButton(page).click();
  const notice = alert(page, `127.0.0.1 did not accept a connection on port ${port}.`);
  await expect(notice).toContainText("check in your host’s control panel whether SSH is switched on");
  // The notice has a button that tries the publish again.
  await expect(notice.getByRole("button", { name: "Try again" })).toBeVisible();
  await expectWritable(page);

  await publishTo("stranger");
  await page.getByRole("button", { name: "Connect to this server" }).click();
  await expect(
    alert(page, "127.0.0.1 did not accept the key").filter({ hasText: `for “${server.user}”.` }),
  ).toContainText("whether the public half of the key (.pub) is registered");

  await publishTo("missing");
  await expect(alert(page, `The server has no folder “${missing}”.`)).toContainText(
    "Please look up the document root with your host",
  );

  await publishTo("denied");
  await passOver(page, alert(page, "The server’s folder /usr/share cannot be written."));
  await expect(alert(page, "The server’s folder /usr/share cannot be written.")).toContainText(
    "Please check the folder and its permissions.",
  );
});

test("the program asks again after a wrong password, and then reports that it is wrong", async ({
  setDesk,
  startProgram,
}) => {
  const hostKey = await readFile(join(server.home, "..", "host-key"), "utf8");
  const { documentRoot: root } = server;
  const other = await startPracticeServer({ root, hostKey, user: "writer", password: "right" });
  const target = {
    port: other.port,
    user: "writer",
    directory: "/",
    signIn: "password",
    key: undefined,
  } as const;
  const { page } = await startProgram(await setDesk({ blog: await blogFor(target) }));
  await publishButton(page).click();
  await page.getByRole("button", { name: "Connect to this server" }).click();
  const question = page.getByRole("alertdialog", { name: "Password for 127.0.0.1" });
  await question.getByRole("textbox", { name: "Password" }).fill("wrong");
  await question.getByRole("button", { name: "Connect" }).click();
  await expect(question).toContainText("It was not accepted. Please type it again.");
  await question.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(question).toBeHidden();
  await expectWritable(page);

  await publishButton(page).click();
  await question.getByRole("textbox", { name: "Password" }).fill("right");
  await question.getByRole("button", { name: "Connect" }).click();
  await page
    .getByRole("alertdialog", { name: "Before publishing" })
    .getByRole("button", { name: "Publish" })
    .click();
  await expect(publishedNotice(page)).toBeVisible();
  expect(await readdir(root)).toContain("index.html");
  await other.close();
});

test("a declined host key and a changed host key stop the publish", async ({ setDesk, startProgram }) => {
  const desk = await setDesk({ blog: await blogFor({}) });
  const { page } = await startProgram(desk);
  await publishButton(page).click();
  const meeting = page.getByRole("alertdialog", { name: "First connection to 127.0.0.1" });
  await meeting.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(meeting).toBeHidden();
  expect(await readdir(server.documentRoot)).toEqual([]);

  const other = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE0000000000000000000000000000000000000000000";
  await writeFile(join(desk.home, "user-data", "known_hosts"), `[127.0.0.1]:${server.port} ${other}\n`);
  await publishButton(page).click();
  const notice = alert(page, "The key of 127.0.0.1 is not the one it had before. Publishing was stopped.");
  await expect(notice).toContainText("If there is none, do not connect.");
  await expect(notice.getByRole("button", { name: /Connect|Accept/ })).toHaveCount(0);
  expect(await readdir(server.documentRoot)).toEqual([]);
});

test("with a full disk, nothing changes on the server; the next publish succeeds once there is space", async ({
  setDesk,
  startProgram,
}) => {
  test.skip(!isRoot, "makes a small disk");
  const disk = join(server.home, "small-disk");
  execFileSync("mkdir", [disk]);
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=2m,mode=777", "tmpfs", disk]);
  try {
    const filler = join(disk, "filler");
    await writeFile(filler, Buffer.alloc(1_950_000, "x"));
    const directory = join(disk, "public_html");
    await server.emptyFolder(directory);
    const site = await startStaticServer(directory);
    const { page } = await startProgram(
      await setDesk({ blog: await blogFor({ directory, url: site.url }, 20) }),
    );
    await trustAndPublish(page);
    const notice = alert(page, "There is no space left at the target, so ");
    await expect(notice).toContainText("Please free space there, then publish again.");
    expect((await readdir(directory)).filter((name) => name.endsWith(".html"))).toEqual([]);
    await expectWritable(page);

    await writeFile(filler, "");
    await notice.getByRole("button", { name: "Try again" }).click();
    await page
      .getByRole("alertdialog", { name: "Before publishing" })
      .getByRole("button", { name: "Publish" })
      .click();
    await expect(publishedNotice(page)).toBeVisible();
    expect((await fetch(`${site.url}20250401-0820.html`)).status).toBe(200);
    await site.close();
  } finally {
    execFileSync("umount", ["-l", disk]);
  }
});

test("when the network fails during a publish, the site stays consistent, and the next publish continues", async ({
  setDesk,
  startProgram,
}) => {
  const proxy = await startTcpProxy(server.port);
  const { page } = await startProgram(await setDesk({ blog: await blogFor({ port: proxy.port }, 30) }));
  await publishButton(page).click();
  await page.getByRole("button", { name: "Connect to this server" }).click();
  const plan = page.getByRole("alertdialog", { name: "Before publishing" });
  await plan.waitFor();
  proxy.cutAfter(8_000);
  await plan.getByRole("button", { name: "Publish" }).click();
  const notice = alert(page, "The connection broke while publishing");
  await expect(notice).toContainText("The site is intact.");
  await expect(notice).toContainText("It continues where it stopped.");
  expect((await readdir(server.documentRoot)).filter((name) => name.endsWith(".html"))).toEqual([]);
  await expectWritable(page);

  proxy.mend();
  await notice.getByRole("button", { name: "Try again" }).click();
  await plan.getByRole("button", { name: "Publish" }).click();
  await expect(publishedNotice(page)).toBeVisible();
  expect((await fetch(`${web.url}20250401-0830.html`)).status).toBe(200);
  await proxy.stop();
});

test("when the window is closed during a publish, the site stays consistent, and the next start continues", async ({
  setDesk,
  startProgram,
}) => {
  const proxy = await startTcpProxy(server.port);
  const desk = await setDesk({ blog: await blogFor({ port: proxy.port }, 30) });
  const { page, app } = await startProgram(desk);
  await publishButton(page).click();
  await page.getByRole("button", { name: "Connect to this server" }).click();
  const plan = page.getByRole("alertdialog", { name: "Before publishing" });
  await plan.waitFor();
  proxy.holdAfter(8_000);
  await plan.getByRole("button", { name: "Publish" }).click();
  await expect(page.getByRole("progressbar", { name: "Publishing" })).toContainText("Uploading…");

  // The author first decides to wait, then to close.
  const asked = await answerDialogs(app, [0, 1]);
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await expect.poll(asked).toEqual(["Publishing is in progress"]);
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText("閉じる前の言葉。");
  const ended = new Promise((resolve) => app.process().once("exit", resolve));
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  await ended;
  expect((await readdir(server.documentRoot)).filter((name) => name.endsWith(".html"))).toEqual([]);

  proxy.mend();
  const again = await startProgram(desk);
  await openPost(again.page, "第30回の話");
  await expect(previewArticle(again.page)).toContainText("閉じる前の言葉。");
  await publishButton(again.page).click();
  await again.page
    .getByRole("alertdialog", { name: "Before publishing" })
    .getByRole("button", { name: "Publish" })
    .click();
  await expect(publishedNotice(again.page)).toBeVisible();
  expect(await (await fetch(`${web.url}20250401-0830.html`)).text()).toContain("閉じる前の言葉。");
  await proxy.stop();
});

test("the plan names foreign files on the server before anything is overwritten", async ({
  setDesk,
  startProgram,
}) => {
  await writeFile(join(server.documentRoot, "index.html"), "somebody else's");
  await writeFile(join(server.documentRoot, "keep.txt"), "theirs");
  await server.own(server.documentRoot);
  const { page } = await startProgram(await setDesk({ blog: await blogFor({}) }));
  await publishButton(page).click();
  await page.getByRole("button", { name: "Connect to this server" }).click();
  const plan = page.getByRole("alertdialog", { name: "Before publishing" });
  await expect(plan).toContainText("Some files on the server are not as you published them.");
  await expect(plan.getByRole("heading", { name: "1 file to decide about" })).toBeVisible();
  await expect(plan.getByRole("heading", { name: "1 file of your own, left as it is" })).toBeVisible();
  await plan.getByRole("button", { name: "Cancel", exact: true }).click();
  expect(await readFile(join(server.documentRoot, "index.html"), "utf8")).toBe("somebody else's");

  await publishButton(page).click();
  const accept = plan.getByRole("button", { name: "Publish", exact: true });
  await expect(accept).toBeDisabled();
  await plan.getByText("Publish mine").click();
  await accept.click();
  await expect(publishedNotice(page)).toBeVisible();
  expect(await (await fetch(web.url)).text()).toContain("第3回の話");
  expect(await readFile(join(server.documentRoot, "keep.txt"), "utf8")).toBe("theirs");
});

/**
 * Answers the program's native dialogs with the buttons of these indexes.
 * Returns the questions that were asked so far.
 */
async function answerDialogs(app: ElectronApplication, buttons: number[]): Promise<() => Promise<string[]>> {
  await app.evaluate(({ dialog }, answers) => {
    const messages: string[] = [];
    Reflect.set(globalThis, "dialogMessages", messages);
    dialog.showMessageBox = async (...given: unknown[]) => {
      messages.push(Reflect.get(Object(given.at(-1)), "message"));
      return { response: answers[messages.length - 1] ?? 0, checkboxChecked: false };
    };
  }, buttons);
  return () => app.evaluate(() => [...Reflect.get(globalThis, "dialogMessages")]);
}

function alert(page: Page, text: string): Locator {
  return page.getByRole("alert").filter({ hasText: text });
}

/** Accepts the plan of a publish if it is asked for before the message appears. */
async function passOver(page: Page, message: Locator): Promise<void> {
  const plan = page.getByRole("alertdialog", { name: "Before publishing" });
  await plan.or(message).first().waitFor();
  if (await plan.isVisible()) await plan.getByRole("button", { name: "Publish", exact: true }).click();
}

/** Expects that the author can still write after the server's failure. */
async function expectWritable(page: Page): Promise<void> {
  await openPost(page, "第2回の話");
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.insertText("書き続ける。");
  await saved(page);
  await expect(previewArticle(page)).toContainText("書き続ける。");
}
