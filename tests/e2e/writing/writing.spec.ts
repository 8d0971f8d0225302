import { readFile } from "node:fs/promises";
import { expect } from "@playwright/test";
import { XMLParser } from "fast-xml-parser";
import { articleIn, articleOnScreen } from "#tests/support/blogs/articles.ts";
import { postContaining } from "#tests/support/blogs/blog-files.ts";
import {
  focusEditor,
  makeReady,
  newPost,
  pasteImage,
  previewArticle,
  saved,
} from "#tests/support/program/editing.ts";
import { composeText } from "#tests/support/program/input-method.ts";
import { test } from "#tests/support/program/program-test.ts";
import { closePublished, publish, publishedSite } from "#tests/support/program/publishing-window.ts";

const png =
  "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFklEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg==";

test("an author writes Japanese, sees the page, pastes an image, and publishes", async ({
  setDesk,
  startProgram,
}) => {
  const desk = await setDesk();
  const { page, app, close } = await startProgram(desk);

  await newPost(page, "雨の音と「一筆」");
  await composeText(page, "あ", "あめ", "雨");
  await page.keyboard.type("の日に**「静けさ」**を聞く。");
  await expect(previewArticle(page)).toContainText("雨の日に「静けさ」を聞く。");
  await expect(previewArticle(page).locator("strong")).toHaveText("「静けさ」");

  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await pasteImage(page, png);
  const image = previewArticle(page).locator("img");
  await expect(image).toHaveJSProperty("naturalWidth", 2);
  await expect(image).toHaveAttribute("src", /^media\/\d{4}\/\d{2}\//);
  // The description is selected, so that typing replaces it.
  await page.keyboard.type("二つの点");
  await expect(image).toHaveAttribute("alt", "二つの点");

  await makeReady(page);
  await publish(page);
  await saved(page);

  const source = await readFile(await postContaining(desk.blog, "雨の音と"), "utf8");
  const address = /^permalink: (.*)$/m.exec(source)?.[1] ?? "";
  expect(address).toMatch(/^\d{8}-\d{4}\.html$/);
  const site = await publishedSite(page, app);
  const html = await (await fetch(site + address)).text();
  expect(html).toContain("雨の音と「一筆」");
  const published = await articleIn(page, html);
  await expect.poll(() => articleOnScreen(page)).toBe(published);

  const feed = new XMLParser({ htmlEntities: true }).parse(await (await fetch(`${site}rss.xml`)).text());
  const item = feed.rss.channel.item[0];
  expect(item.title).toBe("雨の音と「一筆」");
  expect(item.link).toBe(site + address);
  expect(item["content:encoded"]).toContain("<strong>「静けさ」</strong>");
  const picture = /<img[^>]* src="([^"]+)"/.exec(item["content:encoded"])?.[1] ?? "";
  expect(picture).toContain(site);
  const answer = await fetch(picture);
  expect(answer.headers.get("content-type")).toBe("image/png");
  expect(
    Buffer.from(await answer.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe("PNG");

  // A change is published with one more click, at the same address.
  await closePublished(page);
  await focusEditor(page);
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type("\n\n翌日の追記。");
  await publish(page);
  expect(await (await fetch(site + address)).text()).toContain("翌日の追記。");
  await close();
});
