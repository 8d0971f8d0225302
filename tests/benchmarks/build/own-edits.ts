import { rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";
import { nodeBundle } from "../../../scripts/node-bundle.mjs";
import { run } from "../measure.ts";
import type { EditComparison } from "./edit-figures.ts";
import type { Generator } from "./generator.ts";
import { differingFiles } from "./stale-files.ts";
import type { WarmEdits } from "./warm-edits.ts";

const out = fileURLToPath(new URL("../../../out", import.meta.url));
const resources = fileURLToPath(new URL("../../../resources", import.meta.url));

/**
 * Bundles the benchmark's edits together with the engine, in the same way as the program's engine.
 * Unbundled sources would increase the measured memory.
 */
export async function bundleEdits(folder: string): Promise<string> {
  const entry = "tests/benchmarks/build/warm-edits.ts";
  await build(nodeBundle("warm-edits", entry, { outDir: join(folder, "warm-edits") }));
  await symlink(join(out, "image-thread"), join(folder, "image-thread"), "junction");
  return join(folder, "warm-edits", "warm-edits.js");
}

export interface OwnEdits extends EditComparison {
  /** Maximum memory of the engine in MiB, from opening the blog to the last edit. */
  readonly peakMiB: number;
}

/**
 * Edits posts in an engine that keeps the blog open, as the desktop program does.
 * Compares the result with a clean build at the end.
 * `script` is the path of the bundle that `bundleEdits` has made.
 */
export async function timeOwnEdits(
  ours: Generator,
  post: number,
  edits: number,
  script: string,
): Promise<OwnEdits> {
  const site = `${ours.site}-edited`;
  const args = [script, ours.blog, site, resources, String(post), String(edits)];
  const figures: WarmEdits = JSON.parse(await run(process.execPath, args));
  await ours.clean();
  const { program, args: build } = ours.command(ours.site);
  await run(program, build);
  const stale = (await differingFiles(site, ours.site)).length;
  for (const path of [site, `${site}.index`]) await rm(path, { recursive: true, force: true });
  return { name: ours.name, ...figures, stale };
}
