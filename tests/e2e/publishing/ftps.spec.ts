import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import { focusEditor, openPost, saved } from "#tests/support/program/editing.ts";
import { test } from "#tests/support/program/program-test.ts";
import { closePublished, expectPublished, publishButton } from "#tests/support/program/publishing-window.ts";
import { runFromPalette } from "#tests/support/program/run-from-palette.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";
import { ftpsPassword, type FtpsServer, proftpdFamily } from "#tests/support/servers/ftps-servers.ts";
import { type StaticServer, startStaticServer } from "#tests/support/servers/static-server.ts";

let server: FtpsServer;
let web: StaticServer;

test.beforeAll(async () => {
  test.skip(!proftpdFamily.isHere, "needs ProFTPD with mod_tls");
  server = await proftpdFamily.start();
  web = await startStaticServer(server.documentRoot);
});
test.afterAll(async () => {
  await web?.close();
  await server?.stop();
});

test("web space without SSH is set up over FTPS, published to, and taken back", async ({
  setDesk,
  startProgram,
}, info) => {
  const desk = await setDesk({ blog: await makeBlog(2, practiceSettings) });
  const { page } = await startProgram(desk);
  const live = async (): Promise<string> => (await fetch(`${web.url}20250401-0802.html`)).text();

  await page.getByRole("button", { name: "Choose a target" }).click();
  await page.getByRole("menuitem", { name: "Set up targets…" }).click();
  await page.getByRole("button", { name: "Add a target" }).click();
  const sheet = page.getByRole("alertdialog", { name: "Set up a target" });
  await sheet.getByRole("button", { name: /Web host/ }).click();
  await page.getByRole("option", { name: "Sakura Rental Server Lite (FTPS)" }).click();
  await expect(sheet).toContainText("For the Lite plan, which has no SSH");
  await expect(sheet.getByLabel("Account (server ID)")).toBeVisible();
  await sheet.getByRole("button", { name: /Web host/ }).click();
  await page.getByRole("option", { name: "Another FTP server with encryption (FTPS)" }).click();
  const target = server.target();
  await sheet.getByLabel("Server name").fill(target.host);
  await sheet.getByLabel("Port").fill(String(target.port));
  await sheet.getByLabel("User name").fill(target.user);
  await sheet.getByLabel("Document root").fill(target.directory);
  await sheet.getByLabel("Public address").fill(web.url);
  await sheet.getByLabel("Name of the target").fill("本番");
  expect(await faultsOfWindow(page)).toEqual([]);
  await page.screenshot({ path: info.outputPath("form.png") });
  await sheet.getByRole("button", { name: "Test and save" }).click();
  const certificate = page.getByRole("alertdialog", { name: "First connection to 127.0.0.1" });
  await expect(certificate).toContainText("The server signed its certificate itself");
  await expect(certificate).toContainText(server.fingerprint);
  expect(await faultsOfWindow(page)).toEqual([]);
  await page.screenshot({ path: info.outputPath("certificate.png") });
  await certificate.getByRole("button", { name: "Connect to this server" }).click();
  await givePassword(page);
  await expect(sheet).toHaveCount(0);
  const settings = await readFile(join(desk.blog, "blog.yaml"), "utf8");
  expect(settings).toContain("kind: ftps");
  expect(settings).not.toContain(ftpsPassword);
  await page.getByRole("dialog", { name: "Targets" }).getByRole("button", { name: "Close" }).click();

  await publishButton(page).click();
  await givePassword(page);
  await page
    .getByRole("alertdialog", { name: "Before publishing" })
    .getByRole("button", { name: "Publish", exact: true })
    .click();
  await expectPublished(page);
  const before = await live();
  expect(before).toContain("第2回の話");

  await openPost(page, "第2回の話");
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("まちがえた一言。");
  await saved(page);
  await closePublished(page);
  await publishButton(page).click();
  await givePassword(page);
  await expectPublished(page);
  expect(await live()).toContain("まちがえた一言。");
  await closePublished(page);

  await runFromPalette(page, "Go back to an earlier publish");
  const earlier = page.getByRole("dialog", { name: "Go back to an earlier publish" });
  await earlier.locator(".undo-state").nth(1).click();
  await earlier.getByRole("button", { name: "See what would change" }).click();
  await givePassword(page);
  await page
    .getByRole("alertdialog", { name: /^Go back to / })
    .getByRole("button", { name: "Go back" })
    .click();
  await expectPublished(page);
  expect(await live()).toBe(before);
});

/** Answers the question for the password of the account. */
async function givePassword(page: Page): Promise<void> {
  const question = page.getByRole("alertdialog", { name: "Password for 127.0.0.1" });
  await question.getByRole("textbox", { name: "Password" }).fill(ftpsPassword);
  await page.keyboard.press("Enter");
  await expect(question).toHaveCount(0);
}
