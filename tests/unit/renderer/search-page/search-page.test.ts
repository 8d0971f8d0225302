import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, expect as playwrightExpect, type Page, type Response } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type StaticServer, startStaticServer } from "#tests/support/servers/static-server.ts";
import { launchBrowser } from "../support/real-browser.ts";
import { diary, SearchSite } from "./support/search-site.ts";

/** Playwright's own five seconds are too short for a busy computer. */
const expectPage = playwrightExpect.configure({ timeout: 30_000 });

const site = new SearchSite();
let browser: Browser;
let server: StaticServer;

beforeAll(async () => {
  await site.build(diary(400));
  browser = await launchBrowser();
  server = await startStaticServer(site.outDir);
});

afterAll(async () => {
  await browser.close();
  await server.close();
  site.remove();
});

/** Opens a page of the site, and records its requests. */
async function open(
  address: string,
): Promise<{ page: Page; requests: string[]; bytes: () => Promise<number> }> {
  const page = await browser.newPage();
  const requests: string[] = [];
  const responses: Response[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("response", (response) => responses.push(response));
  await page.goto(address);
  return {
    page,
    requests,
    bytes: async () => {
      const bodies = await Promise.all(responses.map((response) => response.body()));
      return bodies.reduce((sum, body) => sum + body.length, 0);
    },
  };
}

const field = (page: Page): ReturnType<Page["locator"]> => page.getByRole("searchbox");
const titles = (page: Page): ReturnType<Page["locator"]> => page.locator(".search-hit-title");
const status = (page: Page): ReturnType<Page["locator"]> => page.getByRole("status");

describe.each([
  ["a disk", () => pathToFileURL(join(site.outDir, "search.html")).href],
  ["a server", () => `${server.url}search.html`],
])("from %s", (_, address) => {
  test("results appear while the author types: first those with the word in the title, then the newest", async () => {
    const { page } = await open(address());
    await field(page).pressSequentially("鉄瓶");
    await expectPage(titles(page)).toHaveCount(10);
    expect((await titles(page).allTextContents()).slice(0, 3)).toEqual(["鉄瓶を買う", "400日目", "399日目"]);
    await expectPage(status(page)).toHaveText("およそ401件");
    await expectPage(page.locator(".search-hit-excerpt mark").nth(1)).toHaveText("鉄瓶");
    expect(await page.locator(".search-hit time").nth(1).getAttribute("datetime")).toMatch(/^2024-02-04/);
    await page.close();
  });

  test("half-width katakana, other kana and beginnings of Latin words find other spellings", async () => {
    const { page } = await open(address());
    for (const query of ["ﾌﾞﾛｸﾞ", "ぶろぐ", "ＴＹＰＥs", "typ", "南部 鉄器", "「盛岡で南部」"]) {
      await field(page).fill("");
      await expectPage(titles(page)).toHaveCount(0);
      await field(page).fill(query);
      const expected = query.includes("南部") ? "鉄瓶を買う" : "ブログの引越し";
      await expectPage(titles(page)).toHaveText([expected]);
    }
    await page.close();
  });

  test("a page without a date is found, too, after the posts", async () => {
    const { page } = await open(`${address()}?q=${encodeURIComponent("盛岡")}`);
    await expectPage(titles(page)).toHaveText(["鉄瓶を買う", "このサイトについて"]);
    await expectPage(status(page)).toHaveText("2件");
    await page.close();
  });

  test("a URL with a query shows its results, and a result links to its post", async () => {
    const { page } = await open(`${address()}?q=w123x`);
    await expectPage(field(page)).toHaveValue("w123x");
    await titles(page).click();
    await expectPage(page).toHaveTitle("123日目 - 日々の記");
    await page.close();
  });

  test("titles are inserted as text, whatever they contain", async () => {
    const { page } = await open(`${address()}?q=${encodeURIComponent("標識")}`);
    await expectPage(titles(page)).toHaveText(['<img src=x onerror="window.hacked=1"> の話']);
    await field(page).fill("<img src=x onerror=");
    await expectPage(titles(page).locator("mark").first()).toHaveText("img");
    await field(page).fill("<b>{count}</b>無い言葉");
    await expectPage(status(page)).toHaveText(/^「<b>\{count\}<\/b>無い言葉」は見つかりませんでした。/);
    expect(await page.evaluate(() => "hacked" in window)).toBe(false);
    expect(await page.locator("main img, main b").count()).toBe(0);
    await page.close();
  });

  test("unpublished content is not found", async () => {
    const { page } = await open(`${address()}?q=${encodeURIComponent("まだ出さない")}`);
    await expectPage(status(page)).toHaveText(/見つかりませんでした/);
    await field(page).fill("来年の鉄瓶");
    await expectPage(status(page)).toHaveText(/^「来年の鉄瓶」は見つかりませんでした/);
    await page.close();
  });
});

test("a search loads a few small files of the site, and nothing else", async () => {
  const { page, requests, bytes } = await open(`${server.url}search.html`);
  await page.waitForLoadState("networkidle");
  const before = await bytes();
  requests.length = 0;
  await field(page).fill("w123x");
  await expectPage(titles(page)).toHaveCount(1);
  // After a change of its URL, the browser requests the page's icon again
  const asked = requests.filter((url) => !url.includes("/assets/icon."));
  const paths = asked.map((url) => new URL(url).pathname);
  // Requests the contents, then a shard and the titles of each year and of the pages, then the found text
  expect(
    paths.filter((path) => !/^\/search\/(contents|(posts|pages)\/[\w-]+(\/[\w-]+)?)\.js$/.test(path)),
  ).toEqual([]);
  expect(asked.length).toBeLessThanOrEqual(14);
  expect((await bytes()) - before).toBeLessThan(60_000);
  await page.close();
});

test("repeating a word loads nothing", async () => {
  const { page, requests } = await open(`${server.url}search.html?q=w123x`);
  await expectPage(titles(page)).toHaveCount(1);
  await field(page).fill("w123");
  await expectPage(titles(page)).toHaveCount(1);
  requests.length = 0;
  await field(page).fill("w123x");
  await expectPage(page).toHaveURL(/q=w123x$/);
  await expectPage(titles(page)).toHaveText(["123日目"]);
  expect(requests.filter((url) => url.includes("/search/"))).toEqual([]);
  await page.close();
});

test("keys move from the field to the results and back; Enter opens one", async () => {
  const { page } = await open(`${server.url}search.html`);
  await page.keyboard.type("鉄瓶");
  await expectPage(titles(page)).toHaveCount(10);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expectPage(titles(page).nth(1)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Escape");
  await expectPage(field(page)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expectPage(page).toHaveTitle("鉄瓶を買う - 日々の記");
  await page.goBack();
  await expectPage(titles(page)).toHaveCount(10);
  await page.close();
});

test("more results are added at the end, and the first of them gets the focus", async () => {
  const { page } = await open(`${server.url}search.html?q=${encodeURIComponent("鉄瓶")}`);
  await page.getByRole("button", { name: "続きを表示" }).click();
  await expectPage(titles(page)).toHaveCount(20);
  await expectPage(titles(page).nth(10)).toBeFocused();
  await page.close();
});

test("a search waits until an input method has finished", async () => {
  const { page, requests } = await open(`${server.url}search.html`);
  const session = await page.context().newCDPSession(page);
  requests.length = 0;
  await session.send("Input.imeSetComposition", { text: "もりおか", selectionStart: 4, selectionEnd: 4 });
  await page.waitForTimeout(400);
  expect(requests.filter((url) => url.includes("/search/"))).toEqual([]);
  await session.send("Input.insertText", { text: "盛岡" });
  await expectPage(titles(page)).toHaveCount(2);
  await page.close();
});

test("messages for a short query, no result and a failure each say what can be done", async () => {
  const { page } = await open(`${server.url}search.html`);
  await field(page).fill("の");
  await expectPage(status(page)).toHaveText(/^二文字以上/);
  await field(page).fill("存在しない言葉");
  await expectPage(status(page)).toHaveText(/見つかりませんでした/);
  await page.context().setOffline(true);
  await field(page).fill("蛙が鳴く");
  await expectPage(status(page)).toHaveText(/読み込めませんでした/);
  await page.context().setOffline(false);
  await page.getByRole("button", { name: "検索" }).click();
  await expectPage(titles(page)).toHaveCount(10);
  await page.close();
});

test("without scripts, the page has the contents and a web search of this site", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.url}search.html`);
  await expectPage(page.locator("#search-field")).toBeHidden();
  await expectPage(page.getByRole("link", { name: "目次から探す" })).toBeVisible();
  await expectPage(page.getByRole("button", { name: "ウェブで検索" })).toBeVisible();
  expect(await page.locator("input[name=sites]").getAttribute("value")).toBe("example.com/diary");
  await context.close();
});

test("other pages link to it; those of hitokoto have a field that needs no script", async () => {
  const other = new SearchSite();
  await other.build(diary(20), { theme: "hitokoto", language: "en" });
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(pathToFileURL(join(other.outDir, "day3.html")).href);
  await page.getByRole("searchbox").fill("鉄瓶");
  await page.getByRole("button", { name: "Search" }).click();
  expect(new URL(page.url()).searchParams.get("q")).toBe("鉄瓶");
  await context.close();
  const read = await browser.newPage();
  await read.goto(page.url());
  await expectPage(status(read)).toHaveText("about 21 found");
  // The script reports missing shards; it needs a page that has not loaded any, because a small blog has few
  rmSync(join(other.outDir, "search/posts"), { recursive: true });
  await read.goto(pathToFileURL(join(other.outDir, "search.html")).href);
  await field(read).fill("庭の石を濡らす 障子ごしに見る 夕立のあと");
  await expectPage(status(read)).toHaveText(/could not load its files/);
  await read.close();
  const { page: fude } = await open(`${server.url}day3.html`);
  await fude.getByRole("navigation", { name: "サイト" }).getByRole("link", { name: "検索" }).click();
  await expectPage(field(fude)).toBeFocused();
  await fude.close();
  other.remove();
});
