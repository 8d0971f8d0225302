import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type ElectronApplication, expect } from "@playwright/test";
import { newWindow } from "#tests/support/program/program.ts";
import { test } from "#tests/support/program/program-test.ts";
import { faultsOfWindow } from "#tests/support/program/window-faults.ts";
import { publish, publishedSite } from "#tests/support/program/publishing-window.ts";
import { runFromPalette } from "#tests/support/program/run-from-palette.ts";

const entries = 300;

/** A picture of 4 × 4 pixels. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAQAAAAECAIAAAAmkwkpAAAAEElEQVR4nGM4ocEARwzEcQBPKwwBjqrWuQAAAABJRU5ErkJggg==",
  "base64",
);

/** An export as はてなブログ writes it: every tenth entry is a draft, every fifteenth was unpublished. */
function exportText(): string {
  return Array.from({ length: entries }, (_, index) => {
    const number = String(index).padStart(3, "0");
    const day = `${String((index % 12) + 1).padStart(2, "0")}/${String((index % 28) + 1).padStart(2, "0")}/2012`;
    const status = index % 10 === 3 ? "Draft" : index % 15 === 7 ? "Unpublish" : "Publish";
    return `AUTHOR: hanako
TITLE: Day ${number}
BASENAME: 2012/${number}
STATUS: ${status}
CONVERT BREAKS: 0
IMAGE: http://cdn.st-hatena.com/a/${number}.png
DATE: ${day} 10:${String(index % 60).padStart(2, "0")}:00
CATEGORY: garden
-----
BODY:
${index === 1 ? "<center>Words</center>" : ""}<p>Words of ${number}. <img src="http://cdn.st-hatena.com/a/${number}.png" alt="plum"></p>
-----
--------
`;
  }).join("");
}

/** Number of pictures that the old blog sends before `release` is called. */
const answeredAtOnce = 10;

/** A proxy that serves the pictures of the old blog. The program reaches it as the system's proxy. */
async function oldBlog() {
  const requests: string[] = [];
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  const server = http.createServer(async (request, response) => {
    requests.push(request.url ?? "");
    if (requests.length > answeredAtOnce) await released;
    if (request.url === "http://cdn.st-hatena.com/a/000.png") response.writeHead(404).end();
    else response.writeHead(200, { "content-type": "image/png" }).end(png);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    requests,
    release: () => release(),
    [Symbol.asyncDispose]: () => new Promise<void>((end) => server.close(() => end())),
  };
}

/** Answers the program's next questions for files or a folder with this path. */
async function answerDialog(app: ElectronApplication, path: string): Promise<void> {
  await app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
}

test("an export of 300 entries with pictures moves into a new blog, is published, and can be taken back", async ({
  setDesk,
  startProgram,
}) => {
  await using old = await oldBlog();
  const desk = await setDesk({ preferences: { language: "en" } });
  await rm(desk.blog, { recursive: true });
  const file = join(desk.home, "hanako.export.txt");
  await writeFile(file, exportText());
  const { page: first, app } = await startProgram(desk, []);
  await app.evaluate(
    ({ dialog, session }, { path, port }) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
      const web = session.fromPartition("web", { cache: false });
      web.resolveProxy = async () => `PROXY 127.0.0.1:${port}`;
    },
    { path: file, port: old.port },
  );
  await first.getByRole("button", { name: "Move in from another service" }).click();
  await first.getByRole("textbox", { name: "Name of the blog" }).fill("Garden");
  const [page] = await Promise.all([newWindow(app), first.keyboard.press("Enter").catch(() => undefined)]);
  const sheet = page.getByRole("dialog", { name: "Move in" });
  const choose = sheet.getByRole("button", { name: "Choose files" });
  await expect(choose).toBeFocused();
  await page.keyboard.press("Enter");
  const accept = sheet.getByRole("button", { name: "Import into this blog" });
  await expect(accept).toBeFocused();
  const facts = sheet.locator(".move-in-facts");
  await expect(facts).toContainText("300 (2012)");
  await expect(facts).toContainText("30; the import never publishes them");
  await sheet.locator(".move-in-terms > summary").press("Enter");
  await sheet.getByRole("textbox", { name: "garden (300 posts)" }).fill("Orchard");
  expect(await faultsOfWindow(page)).toEqual([]);
  await sheet.getByText("cdn.st-hatena.com (300)").click();
  expect(old.requests).toEqual([]);
  await accept.click();
  // The old blog sends ten pictures, of which one is missing, and then does not answer.
  const running = page.getByRole("alertdialog", { name: "Move in" });
  await expect(running.getByText("Fetching the images…")).toBeVisible({ timeout: 180_000 });
  await expect.poll(() => old.requests.length, { timeout: 180_000 }).toBe(answeredAtOnce + 1);
  await running.getByRole("button", { name: "Cancel" }).click();
  await expect(sheet.getByText("300 posts are in the blog already.")).toBeVisible({ timeout: 60_000 });
  expect(await faultsOfWindow(page)).toEqual([]);
  old.release();
  await sheet.getByRole("button", { name: "Fetch the images" }).click();
  await expect(sheet.getByText("290 images fetched.")).toBeVisible({ timeout: 180_000 });
  // The first part of the import wrote the posts, and the second part only fetched their images
  await sheet.getByText(/^Text in the center/).click();
  await expect(sheet.getByRole("button", { name: "Open the post Day 001" })).toBeVisible();
  await sheet.getByText("Images that could not be fetched").click();
  await expect(sheet.getByText("http://cdn.st-hatena.com/a/000.png – no longer on the server")).toBeVisible();
  expect(await faultsOfWindow(page)).toEqual([]);
  await sheet.getByRole("button", { name: "Close" }).last().click();

  await publish(page);
  const site = await publishedSite(page, app);
  const redirect = await (await fetch(new URL("entry/2012/001/", site))).text();
  const target = /url=([^"]+)"/i.exec(redirect)?.[1] ?? "";
  const post = new URL(target, new URL("entry/2012/001/", site));
  const html = await (await fetch(post)).text();
  expect(html).toContain("Words of 001.");
  expect([html.includes("Orchard"), html.includes("garden")]).toEqual([true, false]);
  const picture = /<img[^>]*src="([^"]*media\/2012\/[^"]+\.png)"/.exec(html)?.[1] ?? "";
  const answer = await fetch(new URL(picture, post));
  expect([answer.status, (await answer.arrayBuffer()).byteLength > 50]).toEqual([200, true]);
  const feedOrMap = await (await fetch(new URL("sitemap.xml", site))).text();
  expect(feedOrMap.match(/<loc>[^<]*2012\d{4}-\d{4}[^<]*<\/loc>/g)).toHaveLength(entries - 30 - 20);
  for (const hidden of ["003", "007"])
    expect((await fetch(new URL(`entry/2012/${hidden}/`, site))).status).toBe(404);

  // No post is open, so the editor that the palette's helper waits for is not there.
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.insertText("Move in");
  await page.getByRole("option", { name: "Move in" }).click();
  await choose.click();
  await expect(sheet.getByText("Everything in these files is in the blog already.")).toBeVisible();
  await sheet.getByRole("button", { name: "Other files" }).click();
  await sheet.getByRole("button", { name: "Undo import" }).click();
  await expect(sheet.getByText(/^\d+ posts are in the trash now/)).toBeVisible();
  await expect(page.getByRole("treeitem", { name: /Day 001/ })).toHaveCount(0);
});

test("files that are dropped into the window are looked at, and a file of no service is refused", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk();
  const note = join(desk.home, "note.txt");
  await writeFile(note, "Only words.\n");
  const { page, app } = await startProgram(desk);
  await runFromPalette(page, "Move in");
  const sheet = page.getByRole("dialog", { name: "Move in" });
  await expect(sheet.getByRole("button", { name: "Choose files" })).toBeVisible();
  // A file from the disk, as the system gives it to a page when it is dropped
  await page.evaluate(() => {
    const input = document.createElement("input");
    input.type = "file";
    input.id = "dropped";
    document.body.append(input);
  });
  await page.locator("#dropped").setInputFiles(note);
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>("#dropped");
    const dataTransfer = new DataTransfer();
    for (const file of input?.files ?? []) dataTransfer.items.add(file);
    const place = document.querySelector(".move-in-place");
    place?.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
  });
  await expect(sheet.getByText("note.txt does not look like an export that can be imported.")).toBeVisible();

  // An export without addresses, as さくらのブログ writes it: a pasted table names the address of the post
  const file = join(desk.home, "sakura.txt");
  await writeFile(
    file,
    "TITLE: Rain\nSTATUS: Publish\nDATE: 05/06/2012 09:30:00\n-----\nBODY:\n<p>Wet.</p>\n-----\n--------\n",
  );
  await answerDialog(app, file);
  await sheet.getByRole("button", { name: "Choose files" }).click();
  await sheet.getByText("Old addresses (one post has none)").click();
  await sheet.getByRole("textbox", { name: "Or paste a table" }).fill("/archives/1.html\tRain\t2012/05/06");
  await sheet.getByRole("button", { name: "Use the table" }).click();
  await expect(sheet.getByText("1 address belongs to a post.")).toBeVisible();
  await expect(sheet.getByText("Old addresses", { exact: true })).toBeVisible();
  expect(await faultsOfWindow(page)).toEqual([]);

  // The pages of a site can become posts, or stay where they are.
  const site = join(desk.home, "old-site");
  await mkdir(join(site, "diary"), { recursive: true });
  for (const day of ["05", "06"]) {
    const html = `<title>Day ${day}</title><h1>Day ${day}</h1><p>A cup of tea.</p>`;
    await writeFile(join(site, "diary", `2014-05-${day}.html`), html);
  }
  await answerDialog(app, site);
  await sheet.getByRole("button", { name: "Other files" }).click();
  await sheet.getByRole("button", { name: "Choose a folder" }).click();
  await expect(sheet.locator(".move-in-facts")).toContainText("2014");
  expect(await faultsOfWindow(page)).toEqual([]);
  await sheet.locator("label.choice-option", { hasText: "Leave as they are" }).click();
  await expect(sheet.getByText("The old files stay on the server as they are")).toBeVisible();
  expect(await faultsOfWindow(page)).toEqual([]);
  await expect(sheet.getByText(/^Old addresses \(/)).toHaveCount(0);
  await expect(sheet.getByText("Categories and tags")).toHaveCount(0);
  await sheet.getByRole("button", { name: "Import into this blog" }).click();
  await expect(sheet.getByText("1 post imported.")).toBeVisible();
  expect(await faultsOfWindow(page)).toEqual([]);
  expect(await readFile(join(desk.blog, "old-files.txt"), "utf8")).toContain("2014-05-06.html\n");
});
