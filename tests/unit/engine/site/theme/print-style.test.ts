import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { listThemes } from "#engine/site/theme/theme-list.ts";
import { loadTheme } from "#engine/site/theme/theme.ts";
import { launchBrowser } from "#tests/unit/renderer/support/real-browser.ts";

const builtIn = join(import.meta.dirname, "../../../../../resources/themes");
const none = { builtIn, override: join(builtIn, "none") };
const themes = listThemes(none).map(({ name }) => name);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

function styleOf(theme: string): string {
  return loadTheme(theme, none).assets.get("style.css")?.bytes.toString() ?? "";
}

/** Opens a page with the style sheet of a theme. */
async function open(theme: string, body: string): Promise<Page> {
  const page = await browser.newPage();
  await page.setContent(`<style>${styleOf(theme)}</style><body>${body}</body>`);
  return page;
}

const text = "https://example.com/1 と <https://example.com/2> と [語](https://example.com/3)";

test("every folder of a theme is tested, and the shared folder is no theme", () => {
  expect(readdirSync(builtIn).filter((name) => name !== "shared")).toEqual(themes);
});

describe.each(themes)("the printed page of the theme %s", (theme) => {
  test("shows the address of a link, unless the text already shows it", async () => {
    const page = await open(theme, `<div class="e-content">${createMarkdown().render(text).html}</div>`);
    const behind = (): Promise<string[]> =>
      page
        .locator("a")
        .evaluateAll((links) => links.map((link) => getComputedStyle(link, "::after").content));
    expect(await behind()).toEqual(["none", "none", "none"]);
    await page.emulateMedia({ media: "print" });
    // The quotes around the parts of the content differ between versions of Chromium.
    const printed = (await behind()).map((content) => content.replaceAll(/["() ]/g, ""));
    expect(printed).toEqual(["none", "none", "https://example.com/3"]);
  });

  test("has no navigation, but the table of contents of the text", async () => {
    const page = await open(theme, '<nav id="a"></nav><form></form><nav class="contents" id="b">1</nav>');
    await page.emulateMedia({ media: "print" });
    const shown = await page
      .locator("nav, form")
      .evaluateAll((parts) => parts.map((part) => getComputedStyle(part).display !== "none"));
    expect(shown).toEqual([false, false, true]);
  });

  test("opens closed boxes", async () => {
    const page = await open(theme, "<details><summary>more</summary><p>inside</p></details>");
    const visibility = (): Promise<string> =>
      page.locator("details").evaluate((box) => getComputedStyle(box, "::details-content").contentVisibility);
    expect(await visibility()).toBe("hidden");
    await page.emulateMedia({ media: "print" });
    expect(await visibility()).toBe("visible");
  });

  test("runs from right to left if the text is vertical", async () => {
    const page = await open(theme, '<div class="leaf"><p>縦</p></div>');
    await page.emulateMedia({ media: "print" });
    const modes = await page
      .locator("html, p")
      .evaluateAll((parts) => parts.map((part) => getComputedStyle(part).writingMode));
    expect(modes).toEqual(["vertical-rl", "vertical-rl"]);
  });
});

test("themes and style sheets of the blog are printed in the same way, unless they have a print style", () => {
  const folder = mkdtempSync(join(tmpdir(), "hitofude-print-"));
  const override = join(folder, "theme");
  for (const inside of ["assets", "templates"]) mkdirSync(join(override, inside), { recursive: true });
  writeFileSync(join(override, "assets/style.css"), "p { color: red }");
  writeFileSync(join(override, "templates/post.liquid"), "");
  const style = (name: string): string | undefined =>
    loadTheme(name, { builtIn, override }).assets.get("style.css")?.bytes.toString();
  expect(style("fude")).toMatch(/^p \{ color: red \}\n?@page.*@media print/s);
  expect(style("own")).toBe(style("fude"));
  writeFileSync(join(override, "assets/style.css"), '@import "base.css";\np { color: red }');
  expect(style("own")).toMatch(/--gothic:.*p \{ color: red \}.*@page/s);
  expect(style("own")).not.toContain("@import");
  writeFileSync(join(override, "base.css"), "b { color: red }");
  expect(style("own")).toMatch(/^b \{ color: red \}p \{ color: red \}@page/);
  writeFileSync(join(override, "assets/style.css"), "p { color: red }");
  writeFileSync(join(override, "print.css"), "q { color: red }");
  expect(style("own")).toBe("p { color: red }q { color: red }");
  rmSync(folder, { recursive: true });
});
