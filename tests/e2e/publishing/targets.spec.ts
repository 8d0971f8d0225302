import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { makeBlog, practiceSettings } from "#tests/support/blogs/blog-maker.ts";
import { withLiveServer } from "#tests/support/servers/live-server.ts";
import { test } from "#tests/support/program/program-test.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";
import { expectPublished, publishButton, publishedNotice } from "#tests/support/program/publishing-window.ts";

const host = withLiveServer();

async function openTargets(page: Page, choose: string, setUp: string): Promise<void> {
  await page.getByRole("button", { name: choose }).click();
  await page.getByRole("menuitem", { name: setUp }).click();
}

test("the author sets up a server with a connection test, then publishes to it and to the practice site", async ({
  setDesk,
  startProgram,
}) => {
  await host.server.emptyFolder(host.server.documentRoot);
  const desk = await setDesk();
  const alias = ["Host blog", "HostName 127.0.0.1", `Port ${host.server.port}`, `User ${host.server.user}`];
  await mkdir(join(desk.home, ".ssh"));
  await writeFile(
    join(desk.home, ".ssh", "config"),
    [...alias, `IdentityFile ${host.server.keyFile}`, "BindAddress 127.0.0.1", ""].join("\n"),
  );
  const { app, page } = await startProgram(desk);
  await openTargets(page, "Choose a target", "Set up targets…");
  await page.getByRole("button", { name: "Add a target" }).click();
  const sheet = page.getByRole("alertdialog", { name: "Set up a target" });
  await expect(sheet).toContainText("Works with any SFTP server");
  await sheet.getByRole("button", { name: /Web host/ }).click();
  await page.getByRole("option", { name: "Another SSH server" }).click();
  await sheet.getByLabel("Server name").fill("blog");
  await expect(sheet).toContainText("From ~/.ssh/config: 127.0.0.1. Empty fields are taken from there.");
  await expect(sheet).toContainText("Not followed: BindAddress.");
  await expect(sheet.getByLabel("Port")).toHaveAttribute("placeholder", String(host.server.port));
  await expect(sheet.getByLabel("User name")).toHaveAttribute("placeholder", host.server.user);
  await expect(sheet.getByRole("radio", { name: "As in ~/.ssh/config" })).toBeChecked();
  // A command would replace the form, and what the author has entered would be lost.
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.press("ControlOrMeta+,");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(sheet.getByLabel("Server name")).toHaveValue("blog");
  await sheet.getByLabel("Document root").fill(`${host.server.home}/www`);
  await sheet.getByLabel("Public address").fill(host.web.url);
  await sheet.getByLabel("Name of the target").fill("本番");
  await sheet.getByRole("button", { name: "Test and save" }).click();
  await page.getByRole("button", { name: "Connect to this server" }).click();
  await expect(sheet.locator(".test-failed")).toContainText(
    `The folder “${host.server.home}” contains: public_html.`,
  );
  await expect(sheet.locator(".test-skipped")).toHaveCount(5);
  await expect(sheet.locator(".test-skipped").last()).toBeInViewport();
  await expect(sheet.getByRole("button", { name: "Test again and save" })).toBeFocused();
  expect(await readFile(join(desk.blog, "blog.yaml"), "utf8")).not.toContain("本番");

  await sheet.getByText("Key file", { exact: true }).click();
  const keyField = sheet.getByLabel("Private key file", { exact: true });
  const inHome = join(desk.home, ".ssh", "id_blog");
  for (const [file, shown] of [[inHome, "~/.ssh/id_blog"], [host.server.keyFile]] as const) {
    await app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = async (_window: unknown, options?: Electron.OpenDialogOptions) => {
        const names = options?.filters?.map(({ name }) => name).join();
        const isAsked = options?.defaultPath?.endsWith(".ssh") === true && names === "All files";
        return { canceled: !isAsked, filePaths: isAsked ? [chosen] : [] };
      };
    }, file);
    await sheet.getByRole("button", { name: "Choose: Private key file" }).press("Enter");
    await expect(keyField).toHaveValue(shown ?? file);
  }
  // Full-width characters, as an input method types them
  await sheet.getByLabel("Server name").fill("１２７．０．０．１");
  // No longer an alias, so the port is the usual one.
  await expect(sheet.getByLabel("Port")).toHaveValue("22");
  await sheet.getByLabel("Port").fill(String(host.server.port));
  await sheet.getByLabel("User name").fill(host.server.user);
  await sheet.getByLabel("Document root").fill(host.server.documentRoot);
  await page.keyboard.press("Enter");
  const list = page.getByRole("dialog", { name: "Targets" });
  const failed = sheet.locator(".test-failed, .notice");
  await expect(list.or(failed).first()).toBeVisible();
  // Names the step, if the test failed
  expect(await failed.allInnerTexts()).toEqual([]);
  await expect(sheet).toHaveCount(0);
  await expect(list.getByRole("listitem").filter({ hasText: "本番" })).toContainText("Default target");
  const settings = await readFile(join(desk.blog, "blog.yaml"), "utf8");
  expect(settings).toContain("defaultTarget: 本番");
  expect(settings).toContain("host: 127.0.0.1");
  expect(await readdir(host.server.documentRoot)).toEqual([]);
  await list.getByRole("button", { name: "Add a target" }).click();
  await expect(sheet.getByRole("switch", { name: "Make it the default target" })).not.toBeChecked();
  await sheet.getByRole("button", { name: "Cancel" }).click();
  await list.getByRole("button", { name: "Close" }).click();

  // The target that is not the default is chosen beside the publish button.
  await page.getByRole("button", { name: "Choose a target" }).click();
  await page.getByRole("menuitem", { name: "Publish to the practice site" }).click();
  await expect(publishedNotice(page).filter({ hasText: "to the practice site." })).toBeVisible();
  expect(await readdir(host.server.documentRoot)).toEqual([]);
  await page.getByRole("button", { name: "Close", exact: true }).click();
  await page
    .getByRole("banner")
    .getByRole("button", { name: /^Publish/ })
    .first()
    .click();
  const plan = page.getByRole("alertdialog", { name: "Before publishing" });
  // The first publish shows its destination, so that the author can recognise it
  for (const words of [`127.0.0.1:${host.server.port}`, host.server.user, host.server.documentRoot]) {
    await expect(plan.getByText(words, { exact: true })).toBeVisible();
  }
  await plan.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(publishedNotice(page)).toBeVisible();
  expect(await readdir(host.server.documentRoot)).toContain("index.html");
});

for (const look of [
  { language: "ja", colours: "light", choose: "公開先を選ぶ", setUp: "公開先を設定…", add: "公開先を加える" },
  {
    language: "en",
    colours: "dark",
    choose: "Choose a target",
    setUp: "Set up targets…",
    add: "Add a target",
  },
]) {
  const { language, colours, choose, setUp, add } = look;
  test(`axe finds no fault where targets are set up: ${language}, ${colours}`, async ({
    setDesk,
    startProgram,
  }) => {
    const { page } = await startProgram(await setDesk({ preferences: { language, colours } }));
    const look = async (name: string): Promise<void> => {
      expect(await faultsOfWindow(page), name).toEqual([]);
      const folder = process.env.HITOFUDE_PICTURES;
      if (folder === undefined) return;
      await mkdir(folder, { recursive: true });
      await page.screenshot({ path: join(folder, `${name}-${language}.png`) });
    };
    await page.getByRole("button", { name: choose }).click();
    await look("menu");
    await page.getByRole("menuitem", { name: setUp }).click();
    await page.locator(".target").getByRole("button").last().click();
    await expect(page.locator(".test-step")).toHaveCount(10);
    await expect(page.locator(".test-running")).toHaveCount(0);
    await look("list");
    await page.getByRole("button", { name: add }).click();
    await look("form");
  });
}

test("in a company network, published pages are looked at through the system’s proxy", async ({
  setDesk,
  startProgram,
}) => {
  test.skip(process.platform !== "linux", "elsewhere the proxy is a setting of the whole system");
  const web = await mkdtemp(join(tmpdir(), "hitofude-web-"));
  const asked: string[] = [];
  const proxy = createServer(async (request, response) => {
    asked.push(request.url ?? "");
    const { pathname } = new URL(request.url ?? "", "http://proxy/");
    response.end(await readFile(join(web, pathname)).catch(() => "nothing"));
  });
  await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  process.env.http_proxy = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const target = `kind: folder\n    directory: ${web}\n    url: http://blog.example/`;
  const blog = await makeBlog(2, practiceSettings.replace("kind: practice", target));
  const { page } = await startProgram(await setDesk({ blog }));
  delete process.env.http_proxy;
  await publishButton(page).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Publish", exact: true }).click();
  await expectPublished(page);
  expect(asked).toContain("http://blog.example/20250401-0801.html");
  await expect(page.locator(".notices")).not.toContainText("could not be opened to check it");
  proxy.closeAllConnections();
  proxy.close();
  await rm(web, { recursive: true });
});
