import { stateRootIn } from "#tests/support/trusted-folder.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { speedUpOpenBlog } from "#engine/speed/speedups.ts";
import { openBlogService } from "#engine/app/blog-service.ts";
import type { BuildResult } from "#engine/site/output/build-site.ts";
import { postPath } from "../corpus.ts";
import { type EditFigures, type EditKind, edited } from "./edit-figures.ts";

/** The cost of edits of one post in a running engine. */
export interface WarmEdits {
  readonly edits: Readonly<Record<EditKind, readonly EditFigures[]>>;
  readonly peakMiB: number;
}

// Runs in a separate process, so that the measured memory is only the engine's memory.
// `warm-edits <blog> <out> <resources> <post's number> <edits>` prints JSON.
speedUpOpenBlog();
const [folder = "", outDir = "", resources = "", post = "", count = ""] = process.argv.slice(2);
const start = {
  folder,
  sample: false,
  resources,
  siteOrigin: "site://benchmark",
  dataFolder: join(folder, ".hitofude"),
  stateRoot: stateRootIn(),
  version: "benchmark",
};
const secrets = { get: async () => null, set: async () => undefined, remove: async () => undefined };
const service = await openBlogService(start, secrets, { watch: false });
await build();

const edits: Record<EditKind, EditFigures[]> = { text: [], title: [], tag: [], new: [] };
for (let edit = 1; edit <= Number(count); edit += 1) {
  for (const kind of ["text", "title"] as const) {
    edits[kind].push(await timed(() => change(postPath(Number(post)), kind, edit)));
  }
  edits.tag.push(await timed(() => change(postPath(Number(post) - edit), "tag", edit)));
  edits.new.push(await timed(() => add(edit)));
}
console.log(JSON.stringify({ edits, peakMiB: peakMiB() } satisfies WarmEdits));
await service.close();

function build(): Promise<BuildResult> {
  return service.builder.build({ baseUrl: service.blog.settings.url, outDir });
}

/**
 * Returns the highest memory use of this process so far, in MiB.
 * On Linux, `maxRSS` is unsuitable, because it includes the memory of the process that started this one.
 */
function peakMiB(): number {
  const status = process.platform === "linux" ? readFileSync("/proc/self/status", "utf8") : "";
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return (peak === undefined ? process.resourceUsage().maxRSS : Number(peak)) / 1024;
}

async function timed(save: () => Promise<unknown>): Promise<EditFigures> {
  // Waits until the engine has finished the work that it postponed after the previous build.
  // Peers have the same pause.
  await new Promise((resolve) => setTimeout(resolve, 500));
  const started = performance.now();
  await save();
  const { written } = await build();
  return { ms: performance.now() - started, written };
}

async function change(path: string, kind: "text" | "title" | "tag", number: number): Promise<void> {
  const { frontMatter, body, hash } = await service.blog.documents.read(path);
  const text = edited(kind, frontMatter + body, number);
  const place = kind === "text" ? frontMatter.length : text.length - body.length;
  await service.blog.documents.save({
    path,
    frontMatter: text.slice(0, place),
    body: text.slice(place),
    baseHash: hash,
    force: false,
  });
}

async function add(number: number): Promise<void> {
  const day = String(number).padStart(2, "0");
  const frontMatter = `---\ntitle: 新しい記事 ${number}\ndate: 2025-01-${day}T09:00:00+09:00\ntags: [散歩]\n---\n\n`;
  await service.blog.documents.create({ kind: "post", frontMatter, body: `${number}番目の記事。\n` });
}
