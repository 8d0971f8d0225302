import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { XMLParser } from "fast-xml-parser";
import { composeText, focusEditor, previewFrame } from "#tests/support/editing.ts";
import { setDesk, startProgram } from "#tests/support/program.ts";

const png =
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg==";

test("an author writes Japanese, sees the page, pastes an image, and publishes", async () => {
  const desk = await setDesk();
  const program = await startProgram(desk);
  const { page } = program;

  await page.getByRole("button", { name: "New post", exact: true }).first().click();
  await page.getByRole("textbox", { name: "Title" }).fill("雨の音と「一筆」");
  await focusEditor(page);
  await composeText(page, ["あ", "あめ", "雨"], "雨");
  await page.keyboard.type("の日に**「静けさ」**を聞く。");
  await expect(previewFrame(page).locator(".e-content")).toContainText("雨の日に「静けさ」を聞く。");
  await expect(previewFrame(page).locator(".e-content strong")).toHaveText("「静けさ」");

  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await pasteImage(page, png);
  await expect(previewFrame(page).locator(".e-content img")).toBeVisible();

  await page.getByRole("button", { name: /^Properties/ }).click();
  await page.getByRole("button", { name: /Status/ }).click();
  await page.getByRole("option", { name: "Ready to publish" }).click();
  const preview = await previewFrame(page).locator(".e-content").innerHTML();
  await page.getByRole("button", { name: /^Publish/ }).first().click();
  await expect(page.getByText("Published.", { exact: true })).toBeVisible({ timeout: 60_000 });

  const file = await newestPost(desk.blog);
  const source = await readFile(file, "utf8");
  const address = /^permalink: (.*)$/m.exec(source)?.[1];
  expect(address).toMatch(/^\d{8}-\d{4}.*\.html$/);
  const site = await siteAddress(page);
  const html = await (await fetch(site + address)).text();
  expect(html).toContain("雨の音と「一筆」");
  const article = /class="e-content">([\s\S]*?)<\/div>/.exec(html)?.[1] ?? "";
  expect(article).toContain("<strong>「静けさ」</strong>");
  expect(preview.replace(/ data-line="\d+"/g, "").replace(/\s+/g, "")).toContain(article.replace(/\s+/g, "").slice(0, 40));

  const rss = new XMLParser().parse(await (await fetch(`${site}rss.xml`)).text());
  expect(rss.rss.channel.item[0].title).toBe("雨の音と「一筆」");
  const image = /<img[^>]* src="([^"]+)"/.exec(article)?.[1] ?? "";
  expect((await fetch(new URL(image, site + address))).headers.get("content-type")).toBe("image/png");
  await program.close();
});

async function pasteImage(page: import("@playwright/test").Page, base64: string): Promise<void> {
  await page.evaluate((data) => {
    const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
    const transfer = new DataTransfer();
    transfer.items.add(new File([bytes], "image.png", { type: "image/png" }));
    const event = new ClipboardEvent("paste", { clipboardData: transfer, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  }, base64);
}

async function siteAddress(page: import("@playwright/test").Page): Promise<string> {
  const link = page.getByRole("button", { name: "View site" }).or(page.getByRole("link", { name: "View site" }));
  return (await link.first().getAttribute("data-url")) ?? (await link.first().getAttribute("href")) ?? "";
}

async function newestPost(blog: string): Promise<string> {
  const folder = join(blog, "posts");
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".md"));
  for (const name of names) {
    const text = await readFile(join(folder, name), "utf8");
    if (text.includes("雨の音と")) return join(folder, name);
  }
  throw new Error("the new post has no file");
}
