import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { makeBlog, sftpSettings } from "#tests/support/blog-maker.ts";
import { startOpenSsh } from "#tests/support/openssh-server.ts";
import { setDesk, startProgram } from "#tests/support/program.ts";
import { startStaticServer } from "#tests/support/static-server.ts";

test("fifty posts go to a real OpenSSH server through the window", async () => {
  const server = await startOpenSsh();
  const web = await startStaticServer(server.documentRoot);
  const target = server.target({ url: web.url });
  const desk = await setDesk({ blog: await makeBlog(50, sftpSettings(target)) });
  const program = await startProgram(desk);
  const { page } = program;

  await expect(page.getByRole("button", { name: /Publish/ }).first()).toContainText("50");
  await page.getByRole("button", { name: /Publish/ }).first().click();
  await expect(page.getByText(/SHA256:/)).toBeVisible();
  await page.getByRole("button", { name: "Connect to this server" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByText("Published.", { exact: true })).toBeVisible({ timeout: 120_000 });

  const html = await (await fetch(`${web.url}20250401-0801.html`)).text();
  expect(html).toContain("第1回の話");
  expect(html).toContain("<strong>「話」</strong>");
  expect((await fetch(`${web.url}rss.xml`)).status).toBe(200);
  const posts = (await readdir(server.documentRoot)).filter((name) => /^\d{8}-\d{4}\.html$/.test(name));
  expect(posts).toHaveLength(50);

  const cache = join(desk.blog, ".hitofude", "cache", "site", "live");
  for (const name of posts) {
    expect(await digest(join(server.documentRoot, name))).toBe(await digest(join(cache, name)));
  }
  await program.close();
  await web.close();
  await server.stop();
});

async function digest(file: string): Promise<string> {
  return createHash("sha256").update(await readFile(file)).digest("hex");
}
