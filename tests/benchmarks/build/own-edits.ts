import { rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { run } from "../measure.ts";
import type { EditComparison } from "./edit-figures.ts";
import type { Generator } from "./generator.ts";
import { differingFiles } from "./stale-files.ts";
import type { WarmEdits } from "./warm-edits.ts";

const script = fileURLToPath(new URL("warm-edits.ts", import.meta.url));

export interface OwnEdits extends EditComparison {
  /** The most memory that the engine had, from opening the blog to the last edit. */
  readonly peakMiB: number;
}

/** Edits posts in an engine that keeps the blog open, as in the desktop program; compares with a clean build at the end. */
export async function timeOwnEdits(
  ours: Generator,
  post: number,
  edits: number,
  compiled: string,
): Promise<OwnEdits> {
  const site = `${ours.site}-edited`;
  // Node keeps the compiled sources there: stripping types must not count as the engine's memory
  const env = { ...process.env, NODE_COMPILE_CACHE: compiled };
  const args = [script, ours.blog, site, String(post), String(edits)];
  const figures: WarmEdits = JSON.parse(await run(process.execPath, args, undefined, env));
  await ours.clean();
  const { program, args: build } = ours.command(ours.site);
  await run(program, build);
  const stale = (await differingFiles(site, ours.site)).length;
  for (const path of [site, `${site}.index`]) await rm(path, { recursive: true, force: true });
  return { name: ours.name, ...figures, stale };
}
