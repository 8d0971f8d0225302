import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchBrowser } from "#tests/unit/renderer/support/real-browser.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";
import { builtInThemes, SiteFixture } from "../site-fixture.ts";

const base = "https://example.com/diary/";
let browser: Browser;
let fixture: SiteFixture;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(() => {
  fixture = new SiteFixture();
  fixture.setBuiltInThemes();
});
afterEach(async () => {
  // A page may still request files after its test, such as its icon.
  for (const context of browser.contexts()) {
    await context.unrouteAll({ behavior: "wait" });
    await context.close();
  }
  fixture.remove();
});

const posts = [
  makePost("posts/hitokoto/a.md", { title: "甲", tags: ["茶"] }),
  makePost("posts/hitokoto/b.md", { title: "乙", date: inJapan("2022-05-07T00:00:00") }),
];
const paths = ["20220506-0000.html", "index.html", "tags/%E8%8C%B6/", "404.html"];

/** A notice with text that must not break the page: ends of elements, and line ends of JavaScript. */
const notice = "知らせ `</script>` `</noscript>` & \u2028 終わり";

async function build(theme: string, include: string): Promise<void> {
  const changes = {
    footer: ["下の言葉"],
    copyright: { holder: "試験堂", from: 2010 },
    share: [{ service: "x" as const }],
  };
  fixture.settings = makeSettings({ theme, parts: { include }, notices: [{ text: notice }], ...changes });
  await fixture.build(posts);
}

/**
 * Opens the site at its public URL and records the requested URLs.
 * `lost`: a path that is missing on the host.
 */
async function openSite(javaScriptEnabled: boolean, lost = ""): Promise<{ page: Page; asked: string[] }> {
  const context = await browser.newContext({ javaScriptEnabled });
  const asked: string[] = [];
  await context.route("**/*", async (route) => {
    const { pathname, href } = new URL(route.request().url());
    asked.push(href);
    const path = decodeURIComponent(pathname.slice("/diary/".length)).replace(/(^|\/)$/, "$1index.html");
    if (path === lost || !href.startsWith(base)) return route.fulfill({ status: 404, body: "" });
    const contentType = path.endsWith(".html")
      ? "text/html"
      : path.endsWith(".js")
        ? "text/javascript"
        : "text/css";
    const body = await readFile(join(fixture.outDir, path));
    await route.fulfill({ contentType: `${contentType}; charset=utf-8`, body });
  });
  return { page: await context.newPage(), asked };
}

/**
 * Returns the page's elements after everything has loaded.
 * The result has absolute URLs, and no white space between elements.
 */
async function bodyOf(page: Page, path: string): Promise<string> {
  await page.goto(base + path);
  await page.waitForLoadState("networkidle");
  await page.evaluate(() => {
    for (const link of document.querySelectorAll("a")) link.setAttribute("href", link.href);
    for (const element of document.querySelectorAll("noscript")) element.remove();
  });
  return (await page.locator("body").innerHTML()).replace(/\s*\n\s*/g, "\n");
}

test.each(["hitokoto", "fude"])(
  "in the theme %s, the script yields the same pages as mode none",
  async (theme) => {
    const whole = new Map<string, string>();
    await build(theme, "none");
    const before = await openSite(true);
    for (const path of paths) whole.set(path, await bodyOf(before.page, path));
    await before.page.context().close();
    expect(whole.get("index.html")).toContain("知らせ");
    expect(whole.get("index.html")).toContain("&lt;/script&gt;");

    await build(theme, "script");
    const { page, asked } = await openSite(true);
    for (const path of paths) {
      asked.length = 0;
      expect(await bodyOf(page, path)).toBe(whole.get(path));
      expect(asked.filter((url) => url === `${base}parts/index.html`)).toHaveLength(1);
      expect(asked.filter((url) => !url.startsWith(base))).toEqual([]);
    }
  },
);

test("scripts that the author wrote into a part run", async () => {
  const footer = ['<p>下</p>\n<script>document.body.dataset.ran = "yes";</script>'];
  fixture.settings = makeSettings({ theme: "hitokoto", parts: { include: "script" }, footer });
  await fixture.build(posts);
  const { page } = await openSite(true);
  await page.goto(`${base}20220506-0000.html`);
  await page.locator('body[data-ran="yes"]').waitFor();
});

/** Records movements of visible elements while a page loads. */
function recordShifts(): void {
  const shifts: number[] = [];
  Object.assign(window, { shifts });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shifts.push("value" in entry ? Number(entry.value) : 0);
  }).observe({ type: "layout-shift", buffered: true });
}

const twoFrames = (): Promise<void> =>
  new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));

test.each(["hitokoto", "koyomi"])("in the theme %s, no text moves when the parts arrive", async (theme) => {
  await build(theme, "script");
  const { page } = await openSite(true);
  let send = (): void => {};
  const sent = new Promise<void>((resolve) => {
    send = resolve;
  });
  await page.route(`${base}parts/index.html`, async (route) => {
    await sent;
    await route.fallback();
  });
  await page.addInitScript(recordShifts);
  await page.goto(`${base}20220506-0000.html`, { waitUntil: "domcontentloaded" });
  await page.evaluate(twoFrames);
  send();
  await page.getByText("知らせ").waitFor();
  await page.evaluate(twoFrames);
  expect(await page.evaluate(() => Object(window).shifts)).toEqual([]);
});

test.each([true, false])(
  "nothing is painted in the theme's colours before the author's (with JavaScript: %s)",
  async (javaScriptEnabled) => {
    const own = "@import 'more.css'; .post-title { text-decoration: underline; }";
    fixture.put("theme/own.css", own);
    const theme = { theme: "fude", themeOptions: { accent: "#7a3e2b" } };
    fixture.settings = makeSettings({ ...theme, parts: { include: "script" } });
    await fixture.build(posts);
    const { page } = await openSite(javaScriptEnabled);
    const late: (() => void)[] = [];
    await page.route(`${base}assets/own.css`, async (route) => {
      await new Promise<void>((resolve) => late.push(resolve));
      await route.fallback();
    });
    await page.route(`${base}assets/more.css`, (route) =>
      route.fulfill({ contentType: "text/css", body: "a { outline: 1px solid }" }),
    );
    const painted = (): Promise<number> => page.evaluate(() => performance.getEntriesByType("paint").length);
    await page.goto(`${base}20220506-0000.html`, { waitUntil: "commit" });
    await expect.poll(() => late.length).toBe(1);
    // A browser that does not wait for the style sheet would paint the page in this time.
    await page.waitForTimeout(300);
    expect(await painted()).toBe(0);
    late[0]?.();
    await expect.poll(painted).toBeGreaterThan(0);
    const styles = await page.evaluate(() => {
      const link = document.querySelector("a.skip-link") ?? document.body;
      const title = document.querySelector(".post-title") ?? document.body;
      const root = getComputedStyle(document.documentElement);
      return [
        root.getPropertyValue("--option-accent"),
        getComputedStyle(link).outlineStyle,
        getComputedStyle(title).textDecorationLine,
      ];
    });
    expect(styles).toEqual(["#7a3e2b", "solid", "underline"]);
  },
);

test("a page whose parts do not arrive is shown all the same", async () => {
  await build("fude", "script");
  const { page } = await openSite(true);
  await page.route(`${base}parts/index.html`, () => {});
  await page.goto(`${base}20220506-0000.html`, { waitUntil: "domcontentloaded" });
  await page.getByRole("heading", { level: 1 }).waitFor({ state: "visible" });
});

test("without script, there is a link to each part", async () => {
  await build("hitokoto", "script");
  const { page } = await openSite(false);
  await page.goto(`${base}20220506-0000.html`);
  expect(await page.locator("noscript").allInnerTexts()).toEqual([
    "お知らせとリンク",
    "年ごとの目次",
    "最近の更新と案内",
    "このサイトについて",
  ]);
  await page.getByRole("link", { name: "お知らせとリンク" }).click();
  expect(page.url()).toBe(`${base}parts/#part-header`);
  expect(await page.locator("#part-header").textContent()).toContain("知らせ </script>");
  await page.locator("h1 a").click();
  expect(page.url()).toBe(base);
});

test("if the parts cannot be fetched, the links are shown", async () => {
  await build("fude", "script");
  const { page } = await openSite(true, "parts/index.html");
  await page.goto(`${base}20220506-0000.html`);
  await page.waitForLoadState("networkidle");
  await page.getByRole("link", { name: "お知らせ", exact: true }).waitFor();
  // Posts contain the part `head`, only servers insert `masthead`, and only the front page has the part `lead`.
  const parts = await readdir(join(builtInThemes, "fude/templates/parts"));
  expect(await page.locator('a[href^="parts/#part-"]').count()).toBe(parts.length - 3);
});
