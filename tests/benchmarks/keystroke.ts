import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import MarkdownIt from "markdown-it";
import { openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { createIncrementalRenderer } from "#engine/markdown/incremental/incremental.ts";
import { PreviewService } from "#engine/app/preview/preview-service.ts";
import { createSiteRenderer } from "#engine/site/output/build-site.ts";
import { corpusPost, corpusText, postPath, writeCorpus } from "./corpus.ts";
import { printGoals } from "./goals.ts";
import { quantile } from "./measure.ts";
import { readOptions } from "./options.ts";
import { figure, printTable } from "./table.ts";

/**
 * Measures the cost of one key press in the engine, without a window.
 * Run `npm run bench:keystroke -- [--rounds 200] [--posts 1000] [--strict]`.
 */
const options = readOptions(200, ["posts"]);
const sizes = [3, 50, 1000] as const;
const folder = await mkdtemp(join(tmpdir(), "hitofude-bench-"));
try {
  await writeCorpus(folder, options.number("posts", 1000));
  const results = new Map<number, Map<string, number[]>>();
  for (const size of sizes) results.set(size, await typeInto(size));
  const names = [...(results.get(sizes[0])?.keys() ?? [])];
  printTable(
    `One key, p50 / p95 ms of ${options.rounds}`,
    ["", ...sizes.map((size) => `${size} KB`)],
    names.map((name) => [name, ...sizes.map((size) => spread(results.get(size)?.get(name) ?? []))]),
  );
  const slowest = (size: number): number =>
    quantile(results.get(size)?.get("Hitofude, preview call") ?? [], 0.95);
  printGoals(
    [
      { name: "preview call, 3 KB, p95", figure: slowest(3), atMost: 5, unit: "ms" },
      { name: "preview call, 50 KB, p95", figure: slowest(50), atMost: 5, unit: "ms" },
      { name: "preview call, 1 MB, p95", figure: slowest(1000), atMost: 60, unit: "ms" },
    ],
    options.strict,
  );
} finally {
  await rm(folder, { recursive: true });
}

/**
 * Types in the middle of a text, and renders each resulting text. Returns the times in milliseconds by renderer.
 * Each renderer types alone, because the memory garbage of one renderer would slow down the next one.
 */
async function typeInto(kilobytes: number): Promise<Map<string, number[]>> {
  const text = corpusText(kilobytes * 1000);
  const path = postPath(1);
  const frontMatter = corpusPost(1).slice(0, corpusPost(1).indexOf("---\n\n") + 4);
  await writeFile(join(folder, path), `${frontMatter}\n${text}`);
  const times = new Map<string, number[]>();
  const warmUp = 30;
  for (const [name, render] of await createRenderers(path, frontMatter)) {
    const own: number[] = [];
    for (let key = 0; key < options.rounds + warmUp; key += 1) {
      const body = typed(text, key);
      const started = performance.now();
      render(body);
      if (key >= warmUp) own.push(performance.now() - started);
    }
    times.set(name, own);
  }
  return times;
}

async function createRenderers(
  path: string,
  frontMatter: string,
): Promise<Map<string, (body: string) => void>> {
  const blog = await openBlogFolder(folder, { watch: false });
  const themesFolder = fileURLToPath(new URL("../../resources/themes", import.meta.url));
  const { factory } = createSiteRenderer({
    blogFolder: folder,
    cacheFolder: join(folder, ".hitofude", "cache"),
    blogId: blog.id,
    themesFolder,
  });
  const preview = new PreviewService(blog, factory, "site://benchmark");
  const markdown = createMarkdown({ breaks: true });
  const incremental = createIncrementalRenderer(markdown);
  const bare = new MarkdownIt({ html: true, breaks: true });
  return new Map<string, (body: string) => void>([
    [
      "Hitofude, preview call",
      (body) => preview.render({ path, version: 1, frontMatter, body: `\n${body}` }),
    ],
    ["Hitofude, Markdown as typed", (body) => incremental.render(body)],
    ["Hitofude, Markdown whole", (body) => markdown.render(body)],
    ["markdown-it 14 without plugins, whole", (body) => bare.render(body)],
  ]);
}

/** Returns the text after this many key presses in the paragraph in the middle of the text. */
function typed(text: string, keys: number): string {
  const end = text.indexOf("。\n\n", text.length / 2);
  const place = end < 0 ? text.length - 1 : end;
  return text.slice(0, place) + "あいうえお".repeat(1 + keys / 5).slice(0, keys) + text.slice(place);
}

function spread(ms: readonly number[]): string {
  return `${figure(quantile(ms, 0.5))} / ${figure(quantile(ms, 0.95))}`;
}
