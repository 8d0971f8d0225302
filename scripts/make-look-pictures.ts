/**
 * Takes the pictures of the designs that a new blog can start with (`contract/settings/looks.ts`).
 * Each picture shows a page of the sample blog in one design and one language.
 * Run `node scripts/make-look-pictures.ts [path of a Chromium [design …]]`.
 */
import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import { lookIds, lookOf, looksFor } from "../electron/contract/settings/looks.ts";

const project = join(import.meta.dirname, "..");
const samples = {
  ja: { folder: "sample-blog", post: "20260211-0748.html" },
  en: { folder: "sample-blog-en", post: "2026/02/the-window-seat.html" },
} as const;
/** Designs whose picture shows the front page. The pictures of all other designs show a post. */
const fronts: readonly string[] = ["kami", "koyomi"];
/** Size of the page in CSS pixels, and the scale of the picture relative to the page. */
const page = { width: 800, height: 600, scale: 0.8 };

const [executablePath, ...wanted] = process.argv.slice(2);
const isWanted = (look: string): boolean => wanted.length === 0 || wanted.includes(look);
const browser = await chromium.launch(executablePath ? { executablePath } : {});
const work = await mkdtemp(join(tmpdir(), "hitofude-looks-"));
await mkdir(join(project, "resources", "looks"), { recursive: true });
try {
  for (const language of ["ja", "en"] as const) {
    for (const id of lookIds.filter((look) => looksFor(language).includes(look) && isWanted(look))) {
      const site = await build(language, id);
      const tab = await browser.newPage({
        viewport: { width: page.width, height: page.height },
        deviceScaleFactor: page.scale,
        colorScheme: "light",
      });
      await tab.goto(
        pathToFileURL(join(site, fronts.includes(id) ? "index.html" : samples[language].post)).href,
      );
      await tab.evaluate(showCover);
      await tab.screenshot({ path: join(project, "resources", "looks", `${id}-${language}.png`) });
      await tab.close();
    }
  }
} finally {
  await browser.close();
  await rm(work, { recursive: true, force: true });
}

/** Runs in the page. Scrolls to the first card with a picture, and waits for the fonts and this picture. */
async function showCover(): Promise<void> {
  await document.fonts.ready;
  const cover = document.querySelector<HTMLImageElement>(".card .cover");
  if (!cover) return;
  cover.scrollIntoView({ block: "center", behavior: "instant" });
  await cover.decode();
}

/** Builds the sample blog in a design and returns the folder of the site. */
async function build(language: keyof typeof samples, id: (typeof lookIds)[number]): Promise<string> {
  const blog = join(work, `${id}-${language}`);
  await cp(join(project, "resources", samples[language].folder), blog, { recursive: true });
  const { theme, options } = lookOf(id);
  const settings = join(blog, "blog.yaml");
  const text = await readFile(settings, "utf8");
  const design = `theme: ${theme}\nthemeOptions: ${JSON.stringify(options)}\nparts: { include: none }`;
  await writeFile(settings, text.replace(/^theme: .*$/m, design));
  const site = join(work, `${id}-${language}-site`);
  execFileSync(process.execPath, [
    join(project, "electron/engine/cli/launch.ts"),
    "build",
    blog,
    "--out",
    site,
  ]);
  return site;
}
