import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { createSiteRenderer } from "#engine/site/output/build-site.ts";
import { picturesAndCode } from "#tests/looks/pictures-and-code.ts";
import { copyMedia } from "#tests/site/support/built-sites.ts";
import { startStaticServer } from "#tests/support/servers/static-server.ts";
import { type Goal, printGoals } from "./goals.ts";
import { installPeer } from "./installed-peer.ts";
import { median, run } from "./measure.ts";
import { readOptions } from "./options.ts";
import { printTable } from "./table.ts";

/**
 * Prints Lighthouse's scores of the pages of a blog in every theme.
 * Measures the pages as on a phone and on a desktop computer, in light and in dark colours.
 * Run `npm run bench:lighthouse -- [--rounds 3] [--strict] [--themes fude,kami]`.
 */
const { rounds, strict, text } = readOptions(3, [], ["themes"]);
const resources = fileURLToPath(new URL("../../resources", import.meta.url));
const themes = text("themes", "fude,hitokoto,kami,koyomi").split(",");
const pages = [
  { name: "text post", path: "20260506-0000.html" },
  { name: "pictures and code", path: "20260101-0000.html" },
  { name: "front page", path: "index.html" },
  { name: "tag index", path: "tags/index.html" },
  { name: "calendar", path: "calendar/2026.html" },
];
/** Chromium's sandbox does not work for root. */
const sandbox = process.getuid?.() === 0 ? " --no-sandbox" : "";

/** The ways to measure a page. Lighthouse's default is a phone with a width of 412 pixels. */
interface View {
  readonly name: string;
  readonly arguments: readonly string[];
  readonly chromeFlags: string;
}

const phone = ["--screenEmulation.width=390", "--screenEmulation.height=844"];
const desk = ["--preset=desktop", "--screenEmulation.width=1280"];
const dark = " --blink-settings=preferredColorScheme=0";
const views: readonly View[] = [
  { name: "390", arguments: phone, chromeFlags: "" },
  { name: "390, dark", arguments: phone, chromeFlags: dark },
  { name: "1280", arguments: desk, chromeFlags: "" },
  { name: "1280, dark", arguments: desk, chromeFlags: dark },
];
const categories = ["performance", "accessibility", "best-practices", "seo"];

const lighthouse = await installPeer("lighthouse", "lighthouse");
const folder = await mkdtemp(join(tmpdir(), "hitofude-bench-"));
try {
  const rows: string[][] = [];
  const goals: Goal[] = [];
  for (const theme of themes) {
    const server = await startStaticServer(await buildSample(theme));
    try {
      for (const { name, path } of pages) {
        for (const view of views) {
          const scores = await scoresOf(server.url + path, view);
          const label = `${theme}, ${name}, ${view.name}`;
          rows.push([label, ...scores.map((score) => String(score))]);
          const missing = scores.reduce((sum, score) => sum + 100 - score, 0);
          goals.push({ name: `B11 ${label}, four times 100`, figure: missing, atMost: 0, unit: "missing" });
        }
      }
    } finally {
      await server.close();
    }
  }
  printTable(`Lighthouse ${lighthouse.version}, medians of ${rounds}`, ["", ...categories], rows);
  printGoals(goals, strict);
} finally {
  await rm(folder, { recursive: true });
}

async function buildSample(theme: string): Promise<string> {
  const [blogFolder, site] = [join(folder, `${theme}-blog`), join(folder, theme)];
  await cp(join(resources, "sample-blog"), blogFolder, { recursive: true });
  await writeFile(join(blogFolder, picturesAndCode.path), picturesAndCode.text);
  const blog = await openBlogFolder(blogFolder, { watch: false });
  const renderer = createSiteRenderer({
    blogFolder,
    cacheFolder: join(blogFolder, ".hitofude", "cache"),
    blogId: blog.id,
    themesFolder: join(resources, "themes"),
  });
  const result = await renderer.build({
    posts: blog.posts,
    settings: { ...blog.settings, theme },
    baseUrl: "https://example.com/",
    now: Date.now(),
    outDir: site,
  });
  await copyMedia(result, site);
  await blog.close();
  return site;
}

/** Returns the scores by category. The maximum score is 100. */
async function scoresOf(url: string, view: View): Promise<number[]> {
  const all: number[][] = [];
  for (let round = 0; round < rounds; round += 1) all.push(await measureOnce(url, view));
  return categories.map((_, at) => median(all.map((scores) => scores[at] ?? 0)));
}

async function measureOnce(url: string, view: View): Promise<number[]> {
  const report = join(folder, "report.json");
  await run(process.execPath, [
    join(lighthouse.folder, "node_modules/lighthouse/cli/index.js"),
    url,
    "--quiet",
    `--chrome-flags=--headless=new${sandbox}${view.chromeFlags}`,
    ...view.arguments,
    `--only-categories=${categories}`,
    "--output=json",
    `--output-path=${report}`,
  ]);
  const found = JSON.parse(await readFile(report, "utf8")).categories;
  return categories.map((category) => Math.round(found[category].score * 100));
}
