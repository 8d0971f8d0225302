import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { buildGoals } from "./build/build-goals.ts";
import {
  inFolder,
  type ManyPosts,
  measureManyPosts,
  measureSize,
  type SizeFigures,
} from "./build/measure-size.ts";
import { type MediaFigures, measureMediaFiles, mediaGoals, mediaRows } from "./build/media-files.ts";
import { readBuildOptions } from "./build/options.ts";
import { printManyPosts, printSize } from "./build/report.ts";
import { measurePeersNewPost, type PeerChange } from "./build/peer-new-post.ts";
import { measureNewPost, type NewPostFigures, newPostGoals, newPostRows } from "./build/new-post.ts";
import { printGoals, reportMissed } from "./goals.ts";
import { figure, printTable } from "./table.ts";

/**
 * Measures builds and edits, and compares the times with Hugo and Eleventy.
 * Blogs with 100,000 posts and more are built only once and only by our program.
 * Run `npm run bench:build -- [--parts builds,new-post,media] [--posts 1000,10000,100000] [--runs 5]
 * [--edits 10] [--peers hugo,eleventy] [--themes fude,kami] [--quick] [--json]`.
 */
const options = readBuildOptions();
// Stores the caches of the built blogs here, apart from the user's own caches
const data = mkdtempSync(join(tmpdir(), "hitofude-data-"));
process.env.HITOFUDE_DATA = data;
process.once("exit", () => rmSync(data, { recursive: true, force: true }));
const alone = 100_000;
const sizes: SizeFigures[] = [];
const small: NewPostFigures[] = [];
const peers: { readonly posts: number; readonly theirs: readonly PeerChange[] }[] = [];
let many: ManyPosts | undefined;
for (const posts of options.sizes) {
  console.error(`measuring with ${posts} posts`);
  if (options.parts.includes("new-post") && posts < alone) {
    const figures = await measureNewPost(posts, options.themes);
    small.push(...figures);
    const theirs = await inFolder((folder) => measurePeersNewPost(folder, posts, options.peers));
    peers.push({ posts, theirs });
    for (const one of options.json ? [] : figures) {
      const title = `What a publish sends, theme ${one.theme}, ${posts} posts`;
      printTable(title, ["", "files", "KB", "ms", "CPU ms"], newPostRows(one));
    }
    if (!options.json) {
      const rows = theirs.map(({ name, files, bytes, ms }) => [
        name,
        String(files),
        figure(bytes / 1024),
        figure(ms),
      ]);
      const title = `What others send after one new post, ${posts} posts; ms of a build in a new process`;
      printTable(title, ["", "files", "KB", "ms"], rows);
    }
  }
  if (!options.parts.includes("builds")) continue;
  if (posts < alone) {
    const size = await measureSize(posts, options);
    sizes.push(size);
    if (!options.json) printSize(size);
  } else {
    many = await measureManyPosts(posts);
    if (!options.json) printManyPosts(many);
  }
}
let media: MediaFigures | undefined;
if (options.parts.includes("media")) {
  console.error("measuring with 300,000 files in media");
  media = await measureMediaFiles();
  if (!options.json) printTable("300,000 files in media", ["", "s", "CPU s", "MiB"], mediaRows(media));
}
const goals = [
  ...(options.parts.includes("builds") ? buildGoals(sizes, many) : []),
  ...newPostGoals(small, hugosBuild),
  ...mediaGoals(media),
];
if (options.json) {
  const machine = { node: process.version, cpus: cpus().map(({ model }) => model) };
  console.log(JSON.stringify({ machine, sizes, many, small, peers, media, goals }, null, 2));
  reportMissed(goals);
} else {
  printGoals(goals, true);
}

/** Returns the CPU time of Hugo's build with a new post, in milliseconds. */
function hugosBuild(posts: number): number | undefined {
  const theirs = peers.find((one) => one.posts === posts)?.theirs;
  return theirs?.find(({ name }) => name.startsWith("Hugo"))?.cpuMs;
}
