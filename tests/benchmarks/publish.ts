import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publish } from "#engine/publishing/publish.ts";
import { buildSite, readTree } from "#tests/support/built-site.ts";
import { startOpenSsh } from "#tests/support/openssh-server.ts";
import { noSecrets, yes } from "#tests/support/sftp-publish.ts";
import { printGoals } from "./goals.ts";
import { alternate, median, pairedRatio } from "./measure.ts";
import { readOptions } from "./options.ts";
import { preparePeers, rsyncConfig } from "./publish/peers.ts";
import { siteOfFiles } from "./publish/site-of-files.ts";
import { openSlowLine } from "./publish/slow-line.ts";
import { figure, printTable, times } from "./table.ts";

/** `npm run bench:publish -- [--files 500] [--images 2] [--rounds 5] [--delay 40] [--strict]`: uploads to OpenSSH's server on loopback. */
const options = readOptions(5, ["files", "images", "delay"]);
const [files, images] = [options.number("files", 500), options.number("images", 2)];
/** Milliseconds that a round trip takes. */
const delay = options.number("delay", 0);
const folder = await mkdtemp(join(tmpdir(), "hitofude-bench-"));
const server = await startOpenSsh(rsyncConfig);
const input = await buildSite(folder, siteOfFiles(files, images));
const line = await openSlowLine(server.port, delay);
const port = delay === 0 ? server.port : line.port;
const peers = await preparePeers(server, port, input);
try {
  const first = await alternate(options.rounds, [
    ["Hitofude", () => timed(ours, startOver)],
    ["OpenSSH sftp", () => timed(peers.sftp, startOver)],
    ["rsync", () => timed(peers.rsync, startOver)],
  ]);
  await startOver();
  await ours();
  const nothing = await alternate(options.rounds, [
    ["Hitofude", () => timed(ours)],
    ["rsync", () => timed(peers.rsync)],
  ]);
  printUploads(`First upload of ${files} pages and ${images} images of 3 MB, ${delay} ms round trip`, first);
  printUploads("The same again: nothing to do", nothing);
  const against = (peer: string): number => pairedRatio(first.get("Hitofude") ?? [], first.get(peer) ?? []);
  const idle = pairedRatio(nothing.get("Hitofude") ?? [], nothing.get("rsync") ?? []);
  printGoals(
    [
      {
        name: "first upload",
        figure: against("OpenSSH sftp"),
        atMost: delay === 0 ? 0.8 : 0.1,
        unit: "× OpenSSH sftp",
      },
      { name: "first upload", figure: against("rsync"), atMost: 1.5, unit: "× rsync" },
      { name: "nothing to do", figure: idle, atMost: 1, unit: "× rsync" },
    ],
    options.strict,
  );
} finally {
  await peers.remove();
  await line.stop();
  await server.stop();
  await rm(folder, { recursive: true });
}

async function ours(): Promise<void> {
  await publish({
    name: "live",
    input,
    ask: yes,
    secrets: noSecrets,
    knownHostsFile: server.knownHostsFile,
    target: server.target({ port }),
    client: { user: "author", computer: "desk" },
    review: false,
    program: "benchmark",
  });
}

/** A server without any site, and without what we remember of one beside it. */
async function startOver(): Promise<void> {
  await server.emptyFolder(server.home);
  await server.emptyFolder(server.documentRoot);
}

/** Milliseconds; rejects when not everything is on the server in the end. */
async function timed(work: () => Promise<void>, before?: () => Promise<void>): Promise<number> {
  await before?.();
  const started = performance.now();
  await work();
  const ms = performance.now() - started;
  const present = Object.keys(await readTree(server.documentRoot)).length;
  if (present !== input.files.length)
    throw new Error(`${present} of ${input.files.length} files on the server`);
  return ms;
}

function printUploads(title: string, results: ReadonlyMap<string, readonly number[]>): void {
  const mine = results.get("Hitofude") ?? [];
  const rows = [...results].map(([name, ms]) => [
    name,
    figure(median(ms) / 1000),
    name === "Hitofude" ? "" : times(pairedRatio(mine, ms)),
  ]);
  printTable(title, ["", "s", "ours / theirs"], rows);
}
