import { printGoals, reportMissed } from "./goals.ts";
import { median } from "./measure.ts";
import { measureFirstUploads, oursName, type Times } from "./publish/first-uploads.ts";
import { readPublishOptions } from "./publish/options.ts";
import { requirePeers } from "./publish/peers.ts";
import { type PublishFigures, publishGoals, ratio } from "./publish/publish-goals.ts";
import { measureSmallPublish, type SmallPublishFigures } from "./publish/small-publish.ts";
import { figure, printTable, times } from "./table.ts";

/**
 * `npm run bench:publish -- [--parts near,far,slow,small] [--peers sftp,rsync,lftp,rclone] [--runs 3]
 * [--quick] [--json]`: measures uploads to OpenSSH's server over several kinds of lines, and compares them
 * with other programs.
 */
const options = readPublishOptions();
await requirePeers([...options.peers, "rsync"]);
const parts = new Set(options.parts);
const figures: PublishFigures = {
  near: parts.has("near") ? await measureFirstUploads({}, options) : undefined,
  far: parts.has("far") ? await measureFirstUploads({ roundTripMs: 40 }, options) : undefined,
  slow: parts.has("slow") ? await measureFirstUploads({ uplinkBits: 20_000_000 }, options) : undefined,
  small: parts.has("small") ? await measureSmallPublish(options) : undefined,
};
const goals = publishGoals(figures);
if (options.json) {
  console.log(JSON.stringify({ options, figures, goals }, asObjects, 2));
  reportMissed(goals);
} else {
  const { files, images } = options;
  const what = `First upload of ${files} pages and ${images} images of 5 MB`;
  printTimes(`${what}, no delay`, figures.near);
  printTimes(`${what}, 40 ms round trip`, figures.far);
  printTimes(`${what}, 20 Mbit/s upwards`, figures.slow);
  printSmall(figures.small);
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
