import { dirname, join } from "node:path";
import { readFileSync } from "node:fs";
import type { Browser, Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { launchBrowser } from "#tests/unit/renderer/support/real-browser.ts";
import { makePost, makeSettings } from "../make-post.ts";
import { SiteFixture } from "../site-fixture.ts";

const themes = ["fude", "hitokoto", "kami", "koyomi"];
const folder = join(import.meta.dirname, "../../../../../resources/themes");
/** The style sheets that each theme loads on the pages that need them. */
const sharedSheets = ["calendar", "code", "languages", "pictures", "vertical"];

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

let fixture: SiteFixture;
beforeEach(() => {
  fixture = new SiteFixture();
  fixture.setBuiltInThemes();
});
afterEach(() => fixture.remove());

/** Returns the rules of a style sheet without spaces, comments and enclosing rules. */
function rulesOf(css: string): string[] {
  const rules = css.replaceAll(/\/\*.*?\*\//gs, "").matchAll(/[^{}]+\{[^{}]*\}/g);
  return [...rules].map(([rule]) => rule.replaceAll(/\s/g, ""));
}

/** Builds a post with the text, and returns its page and the style sheets that it loads. */
async function pageWithText(
  theme: string,
  body: string,
  language = "ja",
): Promise<{ page: string; sheets: string[] }> {
  fixture.settings = makeSettings({ theme, language });
  await fixture.build([makePost("posts/hitokoto/a.md", { title: "甲", body })]);
  return readPage("20220506-0000.html");
}

/** Returns a page and the style sheets that it loads. */
function readPage(path: string): { page: string; sheets: string[] } {
  const page = fixture.read(path);
  const links = page.matchAll(/<link rel="stylesheet" href="([^"]*)"/g);
  const sheets = [...links].map(([, url = ""]) => fixture.read(join(dirname(path), url)));
  return { page, sheets };
}

/** Opens a page with its style sheets, without scripts and pictures. */
async function open(html: string, sheets: readonly string[]): Promise<Page> {
  const page = await browser.newPage();
  await page.route("**", (request) => request.abort());
  const style = `<style>${sheets.join("\n")}</style>`;
  const parts = html
    .replaceAll(/<link[^>]*>|<script.*?<\/script>/gs, "")
    .replace("</head>", `${style}</head>`);
  await page.setContent(parts);
  return page;
}

async function rulesForText(theme: string, body: string): Promise<string[]> {
  return (await pageWithText(theme, body)).sheets.flatMap(rulesOf);
}

test.each(themes)("%s repeats no rule of a style sheet that all themes load", (theme) => {
  const own = new Set(rulesOf(readFileSync(join(folder, theme, "assets/style.css"), "utf8")));
  const shared = sharedSheets.flatMap((name) =>
    rulesOf(readFileSync(join(folder, "shared/assets", `${name}.css`), "utf8")),
  );
  expect(shared.length).toBeGreaterThan(40);
  expect(shared.filter((rule) => own.has(rule))).toEqual([]);
});

test.each(themes)("pages of %s load the rules for code only if their text has code", async (theme) => {
  const isForCode = (rule: string): boolean => /^\.(code-lines|hljs-deletion)\{/.test(rule);
  const withCode = await rulesForText(theme, "```js\nlet a;\n```");
  expect(withCode.filter(isForCode)).toHaveLength(2);
  const withoutCode = await rulesForText(theme, "春はあけぼの。");
  expect(withoutCode.filter(isForCode)).toEqual([]);
});

test.each(themes)("a wide diagram scrolls in %s, also in a text without tables", async (theme) => {
  const rules = await rulesForText(theme, "```mermaid\nflowchart LR\nA --> B\n```");
  expect(
    rules.filter((rule) => /^\.table-scroll,\.maths,\.diagram\{overflow-x:auto/.test(rule)),
  ).toHaveLength(1);
});

test.each(themes)("a formula does not scroll up and down in %s", async (theme) => {
  const { page, sheets } = await pageWithText(theme, "$$\n\\int_0^1 x^2\\,dx = \\frac{1}{3}\n$$");
  const shown = await open(page, sheets);
  // Where the formula's height is no whole number of pixels, the box is a little too low for it
  const overflow = await shown.locator(".maths").evaluate((box) => {
    for (let size = 12; size < 24; size += 0.25) {
      document.documentElement.style.fontSize = `${size}px`;
      if (box.scrollHeight > box.clientHeight) return box.scrollHeight - box.clientHeight;
    }
    return 0;
  });
  expect(overflow).toBeGreaterThan(0);
  await shown.locator(".maths").hover();
  await shown.mouse.wheel(0, 1);
  await shown.evaluate(
    () => new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame))),
  );
  expect(await shown.locator(".maths").evaluate((box) => box.scrollTop)).toBe(0);
  await shown.close();
});

test.each(themes)("words of a task begin where those of other items begin in %s", async (theme) => {
  const { page, sheets } = await pageWithText(theme, "- [x] 硯\n- 墨");
  const shown = await open(page, sheets);
  const [task = 0, plain = Number.NaN] = await shown.locator(".e-content li").evaluateAll((items) =>
    items.map((item) => {
      const range = document.createRange();
      range.selectNodeContents((item.querySelector("label") ?? item).lastChild ?? item);
      const character = range.toString().trimStart().length;
      range.setStart(range.startContainer, range.toString().length - character);
      return range.getBoundingClientRect().left;
    }),
  );
  expect(Math.abs(task - plain)).toBeLessThan(4);
  await shown.close();
});

test.each(themes)("pictures that are cut to a shape show their middle in %s", async (theme) => {
  const gallery = "![甲](https://example.org/a.png)\n![乙](https://example.org/b.png)";
  const card = "[![](https://example.org/c.png) **題** 説明](https://example.org/)";
  const whole = "![丙](https://example.org/d.png)";
  const { page, sheets } = await pageWithText(theme, [gallery, card, whole].join("\n\n"));
  for (const direction of ["ltr", "rtl"] as const) {
    const shown = await open(page.replace("<html", `<html dir="${direction}"`), sheets);
    const positions = await shown
      .locator(".e-content img")
      .evaluateAll((images) => images.map((image) => getComputedStyle(image).objectPosition));
    const start = direction === "ltr" ? "0% 50%" : "100% 50%";
    expect(positions).toEqual(["50% 50%", "50% 50%", "50% 50%", start]);
    await shown.close();
  }
});

test("on Arabic pages of Hitokoto, the date between English links runs from right to left", async () => {
  const { page, sheets } = await pageWithText("hitokoto", "نص", "ar");
  const shown = await open(page, sheets);
  const date = shown.locator(".post-nav .now").first();
  expect(await date.evaluate((element) => getComputedStyle(element).direction)).toBe("rtl");
  await shown.close();
});

test.each([
  ["index.html", ".cards"],
  ["calendar/2022.html", ".calendar-months"],
])("links below the cards and the calendar of Kami begin at their edge: %s", async (path, above) => {
  fixture.settings = makeSettings({ theme: "kami", parts: { include: "none" } });
  await fixture.build([makePost("posts/hitokoto/a.md")]);
  const { page, sheets } = readPage(path);
  const shown = await open(page, sheets);
  await shown.setViewportSize({ width: 1280, height: 800 });
  const edges = await shown
    .locator(`${above}, .to-contents`)
    .evaluateAll((boxes) => boxes.map((box) => Math.round(box.getBoundingClientRect().left)));
  expect(edges).toHaveLength(2);
  expect(edges[1]).toBe(edges[0]);
  await shown.close();
});

test.each(themes)(
  "a picture beside the last words of a text does not reach below it in %s",
  async (theme) => {
    const body = "春。\n\n![甲](https://example.org/a.png){.small .right}";
    const { page, sheets } = await pageWithText(theme, body);
    const tall = ".e-content img { block-size: 500px }";
    const shown = await open(page, [...sheets, tall]);
    const bottoms = await shown
      .locator(".e-content, .e-content .picture")
      .evaluateAll((boxes) => boxes.map((box) => box.getBoundingClientRect().bottom));
    expect(bottoms).toHaveLength(2);
    expect(bottoms[0]).toBeGreaterThanOrEqual(bottoms[1] ?? Number.NaN);
    await shown.close();
  },
);

test.each(themes)(
  "a wide image in the head of %s is above the title, and fits into the header",
  async (theme) => {
    const { page, sheets } = await pageWithText(theme, "春。");
    const logo = '<img class="site-logo site-logo-wide" width="480" height="200" alt="甲">';
    const head = page.replace(/(<p class="site-title"><a[^>]*>)/, `$1${logo} Low `);
    const shown = await open(head, sheets);
    await shown.setViewportSize({ width: 700, height: 800 });
    const title = await shown.locator(".site-title").evaluate((box) => {
      const range = document.createRange();
      range.selectNodeContents(box.querySelector("a")?.lastChild ?? box);
      return {
        top: range.getBoundingClientRect().top,
        below: box.querySelector("img")?.getBoundingClientRect().bottom,
      };
    });
    expect(title.top).toBeGreaterThanOrEqual((title.below ?? Number.NaN) - 1);
    await shown.setViewportSize({ width: 400, height: 800 });
    const [header, image] = await shown
      .locator(".site-header, .site-logo")
      .evaluateAll((boxes) => boxes.map((box) => box.getBoundingClientRect()));
    expect(image?.left).toBe(
      await shown.locator(".site-title").evaluate((box) => box.getBoundingClientRect().left),
    );
    expect(image?.right).toBeLessThanOrEqual(header?.right ?? Number.NaN);
    await shown.close();
  },
);

/** For each theme, the colours of words and the grounds on which they are. */
const words: Readonly<Record<string, readonly (readonly [word: string, ground: string])[]>> = {
  fude: [["accent", "paper"]],
  kami: [["accent", "paper"]],
  koyomi: [["accent", "paper"]],
  hitokoto: ["link", "visited", "ink", "faint"].flatMap((word) =>
    ["paper", "cell", "cell-soft"].map((ground) => [word, ground] as const),
  ),
};

test.each(themes)("in %s, text can be read with any colour that the author chooses", async (theme) => {
  fixture.settings = makeSettings({ theme, themeOptions: { accent: "#c0392b" } });
  await fixture.build([makePost("posts/hitokoto/a.md", { title: "甲", body: "[春](/)" })]);
  const { page, sheets } = readPage("20220506-0000.html");
  const shown = await open(page, sheets);
  for (const colorScheme of ["light", "dark"] as const) {
    await shown.emulateMedia({ colorScheme });
    const least = await shown.evaluate((pairs) => {
      const root = document.documentElement;
      const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
      const lightness = (name: string): number => {
        document.body.style.color = `var(--${name})`;
        if (!brush) return Number.NaN;
        brush.fillStyle = getComputedStyle(document.body).color;
        brush.fillRect(0, 0, 1, 1);
        const [red = 0, green = 0, blue = 0] = [...brush.getImageData(0, 0, 1, 1).data].map((part) =>
          part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
        );
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      };
      const contrasts = ["#ffee00", "#ffffff", "#000000", "#00aa55", "#e91e63", "#0000ff"].flatMap(
        (accent) => {
          root.style.setProperty("--option-accent", accent);
          return pairs.map(([word, ground]) => {
            const [dark = 0, light = 0] = [lightness(word), lightness(ground)].sort((a, b) => a - b);
            return (light + 0.05) / (dark + 0.05);
          });
        },
      );
      return Math.min(...contrasts);
    }, words[theme] ?? []);
    expect(least).toBeGreaterThanOrEqual(4.5);
  }
  // A chosen colour also colours what belongs to it
  const grounds = await shown.evaluate(() => {
    const seen = ["#00aa55", "#e91e63"].map((accent) => {
      document.documentElement.style.setProperty("--option-accent", accent);
      document.body.style.color = "var(--cell, var(--accent-soft))";
      return getComputedStyle(document.body).color;
    });
    return new Set(seen).size;
  });
  expect(grounds).toBe(2);
  await shown.close();
});
