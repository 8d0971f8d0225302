import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BlogService } from "#engine/service/blog-service.ts";
import type { BuildResult } from "#engine/site/build-site.ts";

/** What edits of one post cost an engine that is running. */
export interface WarmEdits {
  readonly text: readonly EditFigures[];
  readonly title: readonly EditFigures[];
  /** Files that differ from those of a clean build after all edits. */
  readonly stale: number;
  readonly peakMiB: number;
}

export interface EditFigures {
  /** From the save's beginning until everything that shows the post is on disk. */
  readonly ms: number;
  readonly written: number;
}

// A process of its own, so that its memory is the engine's: `warm-edits.ts <blog> <out> <post> <edits>` prints JSON.
const [folder = "", outDir = "", path = "", edits = ""] = process.argv.slice(2);
const start = {
  folder,
  sample: false,
  resources: fileURLToPath(new URL("../../../resources", import.meta.url)),
  siteOrigin: "site://benchmark",
  dataFolder: join(folder, ".hitofude"),
  version: "benchmark",
};
const secrets = { get: async () => null, set: async () => undefined, remove: async () => undefined };
const service = await BlogService.open(start, secrets, { watch: false });
const build = (out: string): Promise<BuildResult> =>
  service.builder.build({ baseUrl: service.blog.settings.url, outDir: out });
await build(outDir);

const text: EditFigures[] = [];
const title: EditFigures[] = [];
for (let edit = 1; edit <= Number(edits); edit += 1) {
  text.push(await timed((front, body) => [front, `${body}\n書き足し ${edit}\n`]));
  title.push(await timed((front, body) => [front.replace(/^title: .*$/m, `title: 新しい題 ${edit}`), body]));
}
const peakMiB = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ text, title, stale: await countStale(), peakMiB } satisfies WarmEdits));
await service.close();

async function timed(change: (frontMatter: string, body: string) => [string, string]): Promise<EditFigures> {
  const { frontMatter: oldFront, body: oldBody, hash } = await service.blog.readDocument(path);
  const [frontMatter, body] = change(oldFront, oldBody);
  const started = performance.now();
  await service.blog.saveDocument({ path, frontMatter, body, baseHash: hash, force: false });
  const { written } = await build(outDir);
  return { ms: performance.now() - started, written };
}

async function countStale(): Promise<number> {
  const clean = await mkdtemp(join(tmpdir(), "hitofude-clean-"));
  try {
    const now = await build(outDir);
    const hashes = new Map(now.files.map((file) => [file.path, file.sha256]));
    const fresh = await build(join(clean, "site"));
    const paths = new Set([...hashes.keys(), ...fresh.files.map((file) => file.path)]);
    const wanted = new Map(fresh.files.map((file) => [file.path, file.sha256]));
    return [...paths].filter((file) => hashes.get(file) !== wanted.get(file)).length;
  } finally {
    await rm(clean, { recursive: true });
  }
}
