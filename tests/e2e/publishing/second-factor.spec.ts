import { readdir } from "node:fs/promises";
import { expect, type Page } from "@playwright/test";
import { makeBlog, sftpSettings } from "#tests/support/blogs/blog-maker.ts";
import { type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { hasOneTimeCodes, makePamService, type PamService } from "#tests/support/servers/pam-service.ts";
import { test } from "#tests/support/program/program-test.ts";
import { publishButton, publishedNotice } from "#tests/support/program/publishing-window.ts";
import { type StaticServer, startStaticServer } from "#tests/support/servers/static-server.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";

const password = "ひみつ-pass word";
let pam: PamService;
let server: OpenSshServer;
let web: StaticServer;

test.beforeAll(async () => {
  test.skip(!hasOneTimeCodes, "needs a server that asks for one-time codes");
  pam = await makePamService({ password, words: "ようこそ。\nMaintenance on Sunday.", code: "shown" });
  server = await startOpenSsh([...pam.config, "KbdInteractiveAuthentication yes"]);
  web = await startStaticServer(server.documentRoot);
});
test.afterAll(async () => {
  await web?.close();
  await server?.stop();
  await pam?.remove();
});

test("the window asks for password and one-time code: cancelled, wrong, then right", async ({
  setDesk,
  startProgram,
}, info) => {
  const target = server.target({ url: web.url, signIn: "password", key: undefined });
  const { page } = await startProgram(await setDesk({ blog: await makeBlog(2, sftpSettings(target)) }));
  await publishButton(page).click();
  await page.getByRole("button", { name: "Connect to this server" }).click();
  const first = page.getByRole("alertdialog", { name: "Password for 127.0.0.1" });
  await expect(first).toContainText("Maintenance on Sunday.");
  expect(await faultsOfWindow(page)).toEqual([]);
  await givePassword(page);
  const second = page.getByRole("alertdialog", { name: "A question from 127.0.0.1" });
  const code = second.getByRole("textbox", { name: "Verification code:" });
  await expect(code).toHaveAttribute("type", "text");
  expect(await faultsOfWindow(page)).toEqual([]);
  await page.screenshot({ path: info.outputPath("code.png") });
  await second.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(second).toBeHidden();
  await expect(publishButton(page)).toBeEnabled();
  expect(await readdir(server.documentRoot)).toEqual([]);

  await publishButton(page).click();
  await expect(first).not.toContainText("not accepted");
  await givePassword(page);
  await code.fill("000000");
  await page.keyboard.press("Enter");
  await expect(first).toContainText("The password or the code was not accepted.");
  expect(await faultsOfWindow(page)).toEqual([]);
  await page.screenshot({ path: info.outputPath("refused.png") });
  await givePassword(page);
  await code.fill(pam.code());
  await second.getByRole("button", { name: "Answer" }).click();
  const plan = page.getByRole("alertdialog", { name: "Before publishing" });
  await plan.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(publishedNotice(page)).toBeVisible();
  expect(await readdir(server.documentRoot)).toContain("index.html");
});

async function givePassword(page: Page): Promise<void> {
  const sheet = page.getByRole("alertdialog", { name: "Password for 127.0.0.1" });
  const field = sheet.getByRole("textbox", { name: "Password" });
  await expect(field).toBeFocused();
  await expect(field).toHaveAttribute("type", "password");
  await field.fill(password);
  await page.keyboard.press("Enter");
}
