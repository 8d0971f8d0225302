import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { printGoals, reportMissed } from "./goals.ts";
import { median } from "./measure.ts";
import { measureFirstUploads, oursName, type Times } from "./publish/first-uploads.ts";
import { measureNewPostPublish, type NewPostPublish, newPostPublishGoals } from "./publish/new-post.ts";
import { readPublishOptions } from "./publish/options.ts";
import { requirePeers } from "./publish/peers.ts";
import { type PublishFigures, publishGoals, ratio } from "./publish/publish-goals.ts";
import { measureSmallPublish, type SmallPublishFigures } from "./publish/small-publish.ts";
import type { WholeWay } from "./publish/whole-way.ts";
import { figure, printTable, times } from "./table.ts";

/**
 * Measures uploads to OpenSSH's server over connections of several speeds. Compares several programs.
 * Run `npm run bench:publish -- [--parts near,far,slow,small,new-post] [--peers sftp,rsync,lftp,rclone]
 * [--generators hugo,eleventy] [--runs 3] [--quick] [--json]`.
 */
// Stores the caches of the built blogs here, apart from the user's own caches
const data = mkdtempSync(join(tmpdir(), "hitofude-data-"));
process.env.HITOFUDE_DATA = data;
process.once("exit", () => rmSync(data, { recursive: true, force: true }));
const options = readPublishOptions();
await requirePeers([
  ...options.peers,
  "rsync",
  ...(options.generators.includes("eleventy") ? ["lftp" as const] : []),
]);
const parts = new Set(options.parts);
const figures: PublishFigures = {
  near: parts.has("near") ? await measureFirstUploads({}, options) : undefined,
  far: parts.has("far") ? await measureFirstUploads({ roundTripMs: 40 }, options) : undefined,
  slow: parts.has("slow") ? await measureFirstUploads({ uplinkBits: 20_000_000 }, options) : undefined,
  small: parts.has("small") ? await measureSmallPublish(options) : undefined,
};
const newPosts: NewPostPublish[] = [];
for (const size of parts.has("new-post") ? options.posts : []) {
  newPosts.push(await measureNewPostPublish(size, options));
}
const goals = [...publishGoals(figures), ...newPostPublishGoals(newPosts)];
if (options.json) {
  console.log(JSON.stringify({ options, figures, newPosts, goals }, asObjects, 2));
  reportMissed(goals);
} else {
  const { files, images } = options;
  const what = `First upload of ${files} pages and ${images} images of 5 MB`;
  printTimes(`${what}, no delay`, figures.near);
  printTimes(`${what}, 40 ms round trip`, figures.far);
  printTimes(`${what}, 20 Mbit/s upwards`, figures.slow);
  printSmall(figures.small);
  for (const { posts, files, bytes, roundTrips, times, wholeWays } of newPosts) {
    printTimes(`One new post of a blog of ${posts} posts, 40 ms round trip`, times);
    console.log(`  ${files} files, ${figure(bytes / 1024)} KB, connection + ${roundTrips} round trips`);
    printWholeWays(posts, wholeWays);
  }
  printGoals(goals, true);
}

function printTimes(title: string, all: Times | undefined): void {
  if (!all) return;
  const rows = [...all].map(([name, ms]) => [
    name,
    figure(median(ms) / 1000),
    name === oursName ? "" : times(ratio(all, name) ?? Number.NaN),
  ]);
  printTable(title, ["", "s", "ours / theirs"], rows);
}

/**
 * Prints the time from saving a new post until readers can see its page.
 * The figures of other programs are for comparison. They are not goals.
 */
function printWholeWays(posts: number, ways: readonly WholeWay[]): void {
  const ours = ways.find(({ name }) => name === oursName)?.ms ?? Number.NaN;
  const rows = ways.map(({ name, ms, files, bytes }) => [
    name,
    figure(ms / 1000),
    String(files),
    figure(bytes / 1024),
    name === oursName ? "" : times(ours / ms),
  ]);
  const title = `From the saved text of one new post until readers have it, ${posts} posts, 40 ms round trip`;
  printTable(title, ["", "s", "files", "KB sent", "ours / theirs"], rows);
}

function printSmall(small: SmallPublishFigures | undefined): void {
  if (!small) return;
  printTimes(`One changed post among ${options.live} files on the server, 40 ms round trip`, small.times);
  const { connection, post, newPost, removing, nothing } = small.roundTrips;
  const rows = [
    ["connection and its end", String(connection)],
    ["and nothing to do", `+ ${nothing}`],
    ["and a changed post: 2 files", `+ ${post}`],
    ["and a changed post, with a style sheet to be removed", `+ ${removing}`],
    ["and a new post: 4 files, one of each group", `+ ${newPost}`],
  ];
  printTable("Round trips, counted on the line", ["", ""], rows);
}

function asObjects(_key: string, value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value) : value;
}
