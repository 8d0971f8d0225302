import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { PublishInput } from "#engine/publish/run/publish-options.ts";
import { buildSite, readTree } from "#tests/support/publish/built-site.ts";
import { type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { alternate, type Contestant } from "../measure.ts";
import { openLineAside } from "./line-aside.ts";
import type { PublishBenchmarkOptions } from "./options.ts";
import { publishOurs } from "./ours.ts";
import { peersAt, rsyncConfig } from "./peers.ts";
import { siteOfFiles } from "./site-of-files.ts";
import type { LineTraits } from "./slow-line.ts";

export const oursName = "Hitofude";

/** The times of all rounds in milliseconds, by the name of the program. */
export type Times = ReadonlyMap<string, readonly number[]>;

/** Uploads a whole site to an empty server over a connection with these properties. */
export async function measureFirstUploads(
  traits: LineTraits,
  options: PublishBenchmarkOptions,
): Promise<Times> {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-bench-"));
  const server = await startOpenSsh(rsyncConfig);
  const isPlain = traits.roundTripMs === undefined && traits.uplinkBits === undefined;
  const line = await openLineAside(server.port, traits);
  const port = isPlain ? server.port : line.port;
  try {
    const input = await buildSite(join(folder, "build"), siteOfFiles(options.files, options.images));
    const tree = join(folder, "site");
    await layOut(input, tree);
    const timed = (work: () => Promise<void>) => () => timeUpload(server, input.files.length, work);
    const contestants: Contestant<number>[] = [
      [oursName, timed(() => publishOurs(server, port, input))],
      ...peersAt(options.peers, server, port).map(
        ({ name, isSlow, put }): Contestant<number> => [
          name,
          timed(() => put(tree)),
          isSlow && traits.roundTripMs !== undefined ? "one" : "all",
        ],
      ),
    ];
    return await alternate(options.runs, contestants);
  } finally {
    await line.stop();
    await server.stop();
    await rm(folder, { recursive: true });
  }
}

/** Writes a site into a folder, from which the other programs upload the site. */
export async function layOut(input: PublishInput, tree: string): Promise<void> {
  for (const { path, location } of input.files) {
    await mkdir(dirname(join(tree, path)), { recursive: true });
    await copyFile(location, join(tree, path));
  }
}

/**
 * Returns the time of an upload to an empty server in milliseconds. Rejects if files are missing afterwards.
 */
async function timeUpload(server: OpenSshServer, files: number, work: () => Promise<void>): Promise<number> {
  await server.emptyFolder(server.home);
  await server.emptyFolder(server.documentRoot);
  const started = performance.now();
  await work();
  const ms = performance.now() - started;
  const present = Object.keys(await readTree(server.documentRoot)).length;
  if (present !== files) throw new Error(`${present} of ${files} files on the server`);
  return ms;
}
