import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { makeBlog, sftpSettings } from "#tests/support/blogs/blog-maker.ts";
import { startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { test } from "#tests/support/program/program-test.ts";
import { publishButton } from "#tests/support/program/publishing-window.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";

test("a server with outdated encryption is rejected with a reason, and can be permitted in the target's settings", async ({
  setDesk,
  startProgram,
}, info) => {
  const server = await startOpenSsh(
    [
      "HostKeyAlgorithms ssh-rsa",
      "KexAlgorithms diffie-hellman-group14-sha1",
      "Ciphers aes128-cbc",
      "MACs hmac-sha1",
    ],
    { hostKeyType: "rsa" },
  );
  const names = "diffie-hellman-group14-sha1, ssh-rsa, aes128-cbc, hmac-sha1";
  try {
    const settings = sftpSettings(server.target({ url: "http://127.0.0.1:9/" }));
    const desk = await setDesk({ blog: await makeBlog(2, settings) });
    const { page } = await startProgram(desk);
    await publishButton(page).click();
    const notice = page.locator(".notice[role=alert]");
    await expect(notice).toContainText(`only encryption that is no longer safe (${names})`);
    await expect(notice).toContainText("Please ask your host for something newer.");
    await notice.getByRole("button", { name: "Close" }).click();

    await page.getByRole("button", { name: "Choose a target" }).click();
    await page.getByRole("menuitem", { name: "Set up targets…" }).click();
    await page.getByRole("button", { name: "Change", exact: true }).click();
    const sheet = page.getByRole("alertdialog", { name: "Settings of “live”" });
    await expect(sheet).toContainText("Others on the network could read or change what is sent");
    await sheet.getByText("Allow outdated encryption").click();
    expect(await faultsOfWindow(page)).toEqual([]);
    await page.screenshot({ path: info.outputPath("form.png") });
    await sheet.getByRole("button", { name: "Test and save" }).click();
    await page.getByRole("button", { name: "Connect to this server" }).click();
    await expect(sheet.locator(".test-warned").first()).toContainText("Outdated encryption is in use");
    await sheet.getByRole("button", { name: "Save as it is" }).click();
    await expect(sheet).toBeHidden();
    await page.getByRole("dialog", { name: "Targets" }).getByRole("button", { name: "Close" }).click();
    expect(await readFile(join(desk.blog, "blog.yaml"), "utf8")).toContain("oldAlgorithms: true");

    await publishButton(page).click();
    const plan = page.getByRole("alertdialog", { name: "Before publishing" });
    await plan.getByRole("button", { name: "Publish", exact: true }).click();
    const done = page.getByRole("status").filter({ hasText: /^Published/ });
    await expect(done).toContainText(`protected by outdated encryption (${names})`);
    expect(await readdir(server.documentRoot)).toContain("index.html");
  } finally {
    await server.stop();
  }
});
