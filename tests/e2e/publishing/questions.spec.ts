import { execFileSync } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { makeBlog, sftpSettings } from "#tests/support/blogs/blog-maker.ts";
import { type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { test } from "#tests/support/program/program-test.ts";
import { publishButton } from "#tests/support/program/publishing-window.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";

const passphrase = "合言葉 with spaces";
let server: OpenSshServer;
let key = "";

test.beforeAll(async () => {
  server = await startOpenSsh();
  key = join(server.home, "..", "locked-key");
  execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", passphrase, "-C", "", "-f", key]);
  await server.authorize(await readFile(`${key}.pub`, "utf8"));
});
test.afterAll(() => server?.stop());

test("axe finds no fault in the questions of a publish: host key, passphrase, wrong passphrase, plan", async ({
  setDesk,
  startProgram,
}, info) => {
  const blog = await makeBlog(2, sftpSettings(server.target({ url: "http://127.0.0.1:9/", key })));
  const { page, close } = await startProgram(await setDesk({ blog }));
  const look = async (question: string): Promise<void> => {
    for (const forcedColors of ["active", null] as const) {
      await page.emulateMedia({ forcedColors, colorScheme: "dark" });
      const name = forcedColors === null ? question : `${question} in forced colours`;
      expect(await faultsOfWindow(page), name).toEqual([]);
      await page.screenshot({ path: info.outputPath(`${name}.png`) });
    }
  };
  await publishButton(page).click();
  const firstMeeting = page.getByRole("alertdialog", { name: "First connection to 127.0.0.1" });
  await firstMeeting.waitFor();
  await look("host key");
  await firstMeeting.getByRole("button", { name: "Connect to this server" }).click();
  const unlocking = page.getByRole("alertdialog", { name: /Passphrase/ });
  await unlocking.waitFor();
  await look("passphrase");
  await givePassphrase(page, "mistyped");
  await expect(unlocking).toContainText("It was not accepted.");
  await look("wrong passphrase");
  await givePassphrase(page, passphrase);
  await page.getByRole("alertdialog", { name: "Before publishing" }).waitFor();
  await look("plan");

  // Quitting now asks nothing more, and leaves nothing on the server
  await close();
  expect(await readdir(server.documentRoot, { recursive: true })).toEqual([]);
});

async function givePassphrase(page: Page, words: string): Promise<void> {
  const field = page.getByRole("textbox", { name: "Passphrase" });
  await expect(field).toBeFocused();
  await field.fill(words);
  await page.keyboard.press("Enter");
}
