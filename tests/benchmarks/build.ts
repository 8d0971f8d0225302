import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { buildGoals } from "./build/build-goals.ts";
import { type ManyPosts, measureManyPosts, measureSize, type SizeFigures } from "./build/measure-size.ts";
import { readBuildOptions } from "./build/options.ts";
import { printManyPosts, printSize } from "./build/report.ts";
import { printGoals, reportMissed } from "./goals.ts";

/**
 * `npm run bench:build -- [--posts 1000,10000,100000] [--runs 5] [--edits 10] [--peers hugo,eleventy]
 * [--quick] [--json]`: measures builds and edits, and compares them with Hugo and Eleventy. Blogs of 100,000
 * posts and more are built once, and only by our program.
 */
const options = readBuildOptions();
// Stores the caches of the built blogs here, not among the user's own
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
