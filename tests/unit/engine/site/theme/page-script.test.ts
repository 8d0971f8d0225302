import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { loadTheme } from "#engine/site/theme/theme.ts";
import { launchBrowser, serve } from "../../../renderer/support/real-browser.ts";

const themes = join(import.meta.dirname, "../../../../../resources/themes");
const read = (path: string): string => readFileSync(join(themes, path), "utf8");
/** Returns the style sheets that a theme loads on pages with code. */
const styleOf = (theme: string): string => {
  const { assets } = loadTheme(theme, { builtIn: themes, override: join(themes, "none") });
  return ["style.css", "code.css"].map((name) => assets.get(name)?.bytes.toString() ?? "").join("\n");
};
const words = 'data-scheme data-copy="コピー" data-copied="コピーしました" data-lines data-close="閉じる"';
const html = (theme: string): string => `<!doctype html><html lang="ja"><head><title>頁</title>
<script src="/page.js" ${words}></script><link rel="stylesheet" href="/${theme}.css"></head>
<body><button type="button" class="scheme-switch" data-scheme-switch hidden>暗い配色</button>
<h1>頁</h1><h2>題</h2>
<div class="e-content"><pre><code>一行目
二行目
</code></pre><div class="player video" data-player="/played?autoplay=1"><a href="/watch"><span class="link-words" data-site="a.example">窓の動画</span></a></div>
<p><a class="enlarge" href="/a.svg"><img src="/a.svg" srcset="/a.svg 10w" alt="窓" width="40" height="40"></a></p>
<img src="/a.svg" srcset="/a.svg 10w" alt="戸" width="40" height="40">
<a href="/watch"><img src="/a.svg" srcset="/a.svg 10w" alt="庭" width="40" height="40"></a></div></body></html>`;

let browser: Browser;
let server: Server;
let origin: string;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await launchBrowser();
  ({ server, origin } = await serve("default-src 'self'", (path) => {
    if (path === "/page.js") return { type: "text/javascript", body: read("shared/assets/page.js") };
    if (path.endsWith(".css")) {
      return { type: "text/css", body: styleOf(path.slice(1, -4)) };
    }
    if (path === "/a.svg") {
      return {
        type: "image/svg+xml",
        body: '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"/>',
      };
    }
    const isTheme = !["/played", "/watch"].includes(path);
    return { type: "text/html", body: isTheme ? html(path.slice(1)) : "<!doctype html><title>動画</title>" };
  }));
});
afterAll(async () => {
  await browser.close();
  server.close();
});
beforeEach(async () => {
  context = await browser.newContext({ colorScheme: "light" });
  page = await context.newPage();
});
afterEach(() => context.close());

const ground = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

test.each([
  ["fude", "rgb(251, 250, 246)", "rgb(27, 28, 30)"],
  ["hitokoto", "rgb(238, 241, 243)", "rgb(17, 19, 21)"],
  ["kami", "rgb(236, 235, 232)", "rgb(19, 19, 19)"],
  ["koyomi", "rgb(247, 248, 244)", "rgb(23, 26, 24)"],
])("in %s, the choice of colours is remembered before the page is painted", async (theme, light, dark) => {
  await page.goto(`${origin}/${theme}`);
  expect(await ground()).toBe(light);
  const choice = page.getByRole("button", { name: "暗い配色" });
  expect(await choice.getAttribute("aria-pressed")).toBe("false");
  await choice.click();
  expect(await ground()).toBe(dark);
  expect(await choice.getAttribute("aria-pressed")).toBe("true");
  await page.goto(`${origin}/${theme}`);
  expect(await ground()).toBe(dark);
  // The script stands before the body, so the first frame has the colours
  expect(await page.evaluate(() => document.documentElement.dataset.scheme)).toBe("dark");
  await page.getByRole("button", { name: "暗い配色" }).click();
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  await page.emulateMedia({ colorScheme: "dark" });
  expect(await ground()).toBe(dark);
  await page.getByRole("button", { name: "暗い配色" }).click();
  expect(await ground()).toBe(light);
});

test("code has line numbers and can be copied, pictures open in full size and close with Escape", async () => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${origin}/fude`);
  expect(await page.locator(".code-lines").textContent()).toBe("1\n2");
  await page.getByRole("button", { name: "コピー" }).click();
  await page.getByRole("button", { name: "コピーしました" }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("一行目\n二行目\n");
  for (const name of ["窓", "戸"]) {
    const link = page.getByRole("link", { name, exact: true });
    expect(await link.evaluate((element) => Reflect.get(element, "href"))).toBe(`${origin}/a.svg`);
    await link.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  }
  expect(page.url()).toBe(`${origin}/fude`);
  await page.getByRole("link", { name: "庭", exact: true }).click();
  await page.waitForURL(`${origin}/watch`);
});

test("the button that copies code covers no code: it has a line of its own, or shows under a mouse", async () => {
  const opacity = (): Promise<string> =>
    page.locator(".code-copy").evaluate((button) => getComputedStyle(button).opacity);
  await page.goto(`${origin}/hitokoto`);
  expect(await opacity()).toBe("0");
  await page.locator("pre").hover();
  expect(await opacity()).toBe("1");
  await page.getByRole("heading", { level: 1 }).hover();
  await page.locator(".code-copy").focus();
  expect(await opacity()).toBe("1");
  const telephone = await browser.newContext({ hasTouch: true, isMobile: true });
  const touched = await telephone.newPage();
  await touched.goto(`${origin}/hitokoto`);
  const [button, code] = await touched
    .locator(".code-copy, .code-frame code")
    .evaluateAll((found) =>
      found.sort((a) => (a.tagName === "BUTTON" ? -1 : 1)).map((one) => one.getBoundingClientRect()),
    );
  expect(button?.bottom).toBeLessThanOrEqual(code?.top ?? 0);
  await telephone.close();
});

test("on the wide page of the oldest post, the next post is at the end of its line", async () => {
  await page.goto(`${origin}/fude`);
  const [nav, next] = await page.evaluate(() => {
    document.body.innerHTML = '<nav class="post-nav"><a class="next">b</a><a class="newest">c</a></nav>';
    return [".post-nav", ".next"].map((one) => document.querySelector(one)?.getBoundingClientRect().right);
  });
  expect(next).toBe(nav);
});

test("a player loads nothing before a click, and then replaces its link; without script, the link stays", async () => {
  const requested: string[] = [];
  page.on("request", (request) => requested.push(new URL(request.url()).pathname));
  await page.goto(`${origin}/fude`, { waitUntil: "networkidle" });
  expect(requested.filter((path) => /played|watch/.test(path))).toEqual([]);
  await page.getByRole("link", { name: "窓の動画" }).focus();
  await page.keyboard.press("Enter");
  const frame = page.locator(".player iframe");
  await frame.waitFor();
  expect(await frame.getAttribute("title")).toBe("窓の動画");
  await expect
    .poll(() => page.frames().map((each) => each.url()), { timeout: 60_000 })
    .toContain(`${origin}/played?autoplay=1`);
  expect(page.url()).toBe(`${origin}/fude`);
});

test("without script, the colours are those of the system, no button shows, and pictures open in full size", async () => {
  const plain = await browser.newContext({ colorScheme: "dark", javaScriptEnabled: false });
  const without = await plain.newPage();
  await without.goto(`${origin}/fude`);
  expect(await without.getByRole("button").count()).toBe(0);
  expect(await without.locator("pre").count()).toBe(1);
  await without.getByRole("link", { name: "窓の動画" }).click();
  expect(without.url()).toBe(`${origin}/watch`);
  await without.goto(`${origin}/fude`);
  await without.getByRole("link", { name: "窓", exact: true }).click();
  expect(without.url()).toBe(`${origin}/a.svg`);
  await plain.close();
});
