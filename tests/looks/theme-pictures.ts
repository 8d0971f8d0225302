/**
 * Takes pictures of the built-in themes for a person to look at.
 * Shows the front page, a post, the index of tags and the calendar.
 * The pages are from the sample blogs and from blogs in other languages.
 * Each picture is taken at the size of a telephone and of a desk, in light and in dark colours.
 * Run `npm run looks:themes -- [theme or language …]`. The pictures are written to `test-results/themes/`.
 */
import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser } from "@playwright/test";
import { listThemes } from "#engine/site/theme/theme-list.ts";
import { themeFolders } from "#engine/site/theme/theme.ts";
import { writeBlog } from "#tests/site/support/blog-files.ts";
import { launchBrowser } from "#tests/unit/renderer/support/real-browser.ts";
import { blogIn } from "./blogs-in-languages.ts";
import { picturesAndCode } from "./pictures-and-code.ts";

const project = join(import.meta.dirname, "../..");
const pictures = join(project, "test-results", "themes");
const themesFolder = join(project, "resources", "themes");

/** Pages of the blogs in `blogs-in-languages.ts`. */
const otherPages = {
  folder: "",
  front: "index.html",
  post: "2026/05/first.html",
  tags: "tags/index.html",
  calendar: "calendar/2026.html",
  search: "search.html",
} as const;

/** Pages to look at. A page that a site does not have is left out. */
const pages = {
  ja: {
    folder: "sample-blog",
    front: "index.html",
    post: "20260418-1600.html",
    photo: "20260101-0000.html",
    long: "futakoto/until-it-arrives.html",
    tags: "tags/index.html",
    calendar: "calendar/2026.html",
    day: "calendar/05-06.html",
    month: "contents/2026-05.html",
    contents: "contents/index.html",
  },
  en: {
    folder: "sample-blog-en",
    front: "index.html",
    post: "2026/02/the-window-seat.html",
    tags: "tags/index.html",
    calendar: "calendar/2026.html",
  },
  ar: otherPages,
  he: otherPages,
  fr: otherPages,
  ko: otherPages,
} as const;

type Language = keyof typeof pages;

const widths = [390, 1280] as const;
const schemes = ["light", "dark"] as const;
/** Options with which a theme is shown a second time. */
const variants: Readonly<Record<string, string>> = { "": "{}", "-vertical": "{ vertical: true }" };
const landscapes = new Map<number, Buffer>();
const known: readonly string[] = Object.keys(pages);
/** Names of themes and languages; without a name of one kind, all of that kind are shown. */
const wanted = process.argv.slice(2);
const languages = (Object.keys(pages) as Language[]).filter(
  (name) => wanted.includes(name) || !wanted.some((one) => known.includes(one)),
);
const wantedThemes = wanted.filter((name) => !known.includes(name));

const work = await mkdtemp(join(tmpdir(), "hitofude-themes-"));
const browser = await launchBrowser();
try {
  await mkdir(pictures, { recursive: true });
  const themes = listThemes(themeFolders(themesFolder, work)).filter(
    ({ name }) => wantedThemes.length === 0 || wantedThemes.includes(name),
  );
  for (const { name, options } of themes) {
    for (const [ending, written] of Object.entries(variants)) {
      if (ending !== "" && !("vertical" in options)) continue;
      for (const language of languages) {
        if (ending !== "" && language !== "ja") continue;
        const site = await build(language, name, written, ending);
        await takePictures(site, language, `${name}${ending}`);
      }
    }
  }
} finally {
  await browser.close();
  await rm(work, { recursive: true, force: true });
}

/** Builds a sample blog with a theme, with a photograph as the cover of every second post. */
async function build(language: Language, theme: string, options: string, ending: string): Promise<string> {
  const blog = join(work, `${theme}${ending}-${language}`);
  const { folder } = pages[language];
  if (folder === "") await writeBlog(blog, blogIn(language));
  else await cp(join(project, "resources", folder), blog, { recursive: true });
  if (language === "ja") await writeFile(join(blog, picturesAndCode.path), picturesAndCode.text);
  const settings = join(blog, "blog.yaml");
  const text = await readFile(settings, "utf8");
  const design = `theme: ${theme}\nthemeOptions: ${options}\nshow: { calendar: true }\nparts: { include: none }`;
  await writeFile(settings, text.replace(/^theme: .*$/m, design));
  await addCovers(blog, browser);
  const site = `${blog}-site`;
  const launcher = join(project, "electron/engine/cli/launch.ts");
  execFileSync(process.execPath, [launcher, "build", blog, "--out", site], { stdio: "inherit" });
  return site;
}

async function addCovers(blog: string, browser: Browser): Promise<void> {
  const posts = (await readdir(join(blog, "posts"), { recursive: true }))
    .filter((name) => name.endsWith(".md"))
    .sort();
  await mkdir(join(blog, "media", "covers"), { recursive: true });
  for (const [number, name] of posts.entries()) {
    const file = join(blog, "posts", name);
    const text = await readFile(file, "utf8");
    if (number % 2 === 1 || /^cover:/m.test(text)) continue;
    await writeFile(join(blog, "media", "covers", `${number}.jpg`), await landscape(browser, number));
    await writeFile(file, text.replace(/^---\n/, `---\ncover: media/covers/${number}.jpg\n`));
  }
}

/** Draws a landscape in place of a photograph: a sky, and hills that are lighter the farther they are. */
async function landscape(browser: Browser, seed: number): Promise<Buffer> {
  const known = landscapes.get(seed);
  if (known) return known;
  const page = await browser.newPage({ viewport: { width: 1200, height: seed % 4 === 0 ? 800 : 1000 } });
  const hue = (seed * 47) % 360;
  const hills = [0, 1, 2, 3]
    .map((hill) => {
      const points = Array.from(
        { length: 25 },
        (_, at) => `${at * 50},${340 + hill * 110 + Math.sin(at * (0.4 + hill / 9) + seed + hill) * 55}`,
      );
      const fill = `hsl(${hue + hill * 14} 32% ${62 - hill * 14}%)`;
      return `<polygon points="0,1000 ${points.join(" ")} 1200,1000" fill="${fill}"/>`;
    })
    .join("");
  const sky = `linear-gradient(hsl(${hue + 190} 45% 72%), hsl(${hue + 30} 60% 88%))`;
  await page.setContent(
    `<body style="margin:0;background:${sky}"><svg width="1200" height="1000">${hills}</svg></body>`,
  );
  const picture = await page.screenshot({ type: "jpeg", quality: 80 });
  await page.close();
  landscapes.set(seed, picture);
  return picture;
}

async function takePictures(site: string, language: Language, name: string): Promise<void> {
  for (const [kind, path] of Object.entries(pages[language])) {
    if (kind === "folder" || !existsSync(join(site, path))) continue;
    for (const width of widths) {
      for (const colorScheme of schemes) {
        const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
        await page.goto(pathToFileURL(join(site, path)).href);
        await page.evaluate(() => document.fonts.ready);
        await page.screenshot({
          path: join(pictures, `${name}-${language}-${kind}-${width}-${colorScheme}.png`),
          fullPage: true,
        });
        await page.close();
      }
    }
  }
}
