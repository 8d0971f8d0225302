import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { buildGoals } from "./build/build-goals.ts";
import { type ManyPosts, measureManyPosts, measureSize, type SizeFigures } from "./build/measure-size.ts";
import { readBuildOptions } from "./build/options.ts";
import { printManyPosts, printSize } from "./build/report.ts";
import { printGoals, reportMissed } from "./goals.ts";

/**
 * `npm run bench:build -- [--posts 1000,10000,100000] [--runs 5] [--edits 10] [--peers hugo,eleventy] [--quick] [--json]`:
 * builds and edits beside Hugo's and Eleventy's. Sizes from 100,000 on are built once and by ours alone.
 */
const options = readBuildOptions();
// The caches of the blogs that are built lie here, not among those of the person who runs this
const data = mkdtempSync(join(tmpdir(), "hitofude-data-"));
process.env.HITOFUDE_DATA = data;
process.once("exit", () => rmSync(data, { recursive: true, force: true }));
const alone = 100_000;
const sizes: SizeFigures[] = [];
let many: ManyPosts | undefined;
for (const posts of options.sizes) {
  console.error(`measuring with ${posts} posts`);
  if (posts < alone) {
    const size = await measureSize(posts, options);
    sizes.push(size);
    if (!options.json) printSize(size);
  } else {
    many = await measureManyPosts(posts);
    if (!options.json) printManyPosts(many);
  }
}
const goals = buildGoals(sizes, many);
if (options.json) {
  const machine = { node: process.version, cpus: cpus().map(({ model }) => model) };
  console.log(JSON.stringify({ machine, sizes, many, goals }, null, 2));
  reportMissed(goals);
} else {
  printGoals(goals, true);
}
