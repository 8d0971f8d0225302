import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PublishInput } from "#engine/publish/run/publish-options.ts";
import { buildSite } from "#tests/support/publish/built-site.ts";
import { type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { alternate, type Contestant } from "../measure.ts";
import { layOut, oursName, type Times } from "./first-uploads.ts";
import { countTurns, type LineAside, openLineAside, timed } from "./line-aside.ts";
import type { PublishBenchmarkOptions } from "./options.ts";
import { connectOnly, publishOurs } from "./ours.ts";
import { peersAt, rsyncConfig, timePut } from "./peers.ts";
import { siteOfFiles } from "./site-of-files.ts";

/** The cost of a publish with few or no changes. */
export interface SmallPublishFigures {
  /** Milliseconds of a publish of one post. */
  readonly times: Times;
  /** Round trips of each publish, without the round trips for connecting. */
  readonly roundTrips: {
    /** Round trips for connecting and disconnecting only. */
    readonly connection: number;
    readonly post: number;
    readonly newPost: number;
    /** Changes one post, and removes a style sheet that no page has used since the previous publish. */
    readonly removing: number;
    readonly nothing: number;
  };
}

const roundTripMs = 40;

/** Editing a text changes a page and a file of the search. A new post also changes a list and a feed. */
const [page, search, list, feed] = ["2012/00007.html", "search/a.json", "index.html", "feed.xml"] as const;

/** A style sheet, and the new style sheet that replaces it. */
const [style, nextStyle] = ["assets/style.00000001.css", "assets/style.00000002.css"] as const;

/**
 * Publishes one changed post, and publishes without changes.
 * The server already has the whole site. A round trip takes 40 ms.
 */
export async function measureSmallPublish(options: PublishBenchmarkOptions): Promise<SmallPublishFigures> {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-bench-"));
  const [mine, theirs] = [await startOpenSsh(rsyncConfig), await startOpenSsh(rsyncConfig)];
  const line = await openLineAside(mine.port, { roundTripMs });
  const theirLine = await openLineAside(theirs.port, { roundTripMs });
  const more = { [search]: "[]", [list]: "<h1>list</h1>", [feed]: "<rss/>", [style]: "a { }" };
  const site = { ...siteOfFiles(options.live, 1), ...more };
  try {
    const input = await buildSite(join(folder, "build"), site);
    const edits = new Edits(input, folder);
    await publishOurs(mine, mine.port, input);
    // Messages that a server sends unasked can cost an additional round trip.
    // The benchmark therefore uses the minimum of several connections.
    const connections: number[] = [];
    for (let time = 0; time < 5; time += 1) {
      connections.push(await countTurns(line, () => connectOnly(mine, line.port)));
    }
    const connection = Math.min(...connections);
    const count = async (edited: PublishInput): Promise<number> =>
      (await countTurns(line, () => publishOurs(mine, line.port, edited))) - connection;
    const post = await count(await edits.make(page, search));
    const newPost = await count(await edits.make(page, search, list, feed));
    await publishOurs(mine, mine.port, edits.rename(style, nextStyle));
    const removing = await count(await edits.make(page, search));
    const roundTrips = { connection, post, newPost, removing, nothing: await count(edits.last) };
    const ours = async (): Promise<number> => {
      const edited = await edits.make(page, search);
      return timed(() => publishOurs(mine, line.port, edited));
    };
    const others = await peersWithSite(options, theirs, theirLine, input, join(folder, "site"));
    const times = await alternate(options.runs, [[oursName, ours], ...others]);
    return { times, roundTrips };
  } finally {
    for (const one of [line, theirLine, mine, theirs]) await one.stop();
    await rm(folder, { recursive: true });
  }
}

/** Makes versions of the site in which the texts of some files differ. */
class Edits {
  readonly #folder: string;
  #count = 0;
  #last: PublishInput;

  constructor(input: PublishInput, folder: string) {
    this.#last = input;
    this.#folder = folder;
  }

  get last(): PublishInput {
    return this.#last;
  }

  /** Renames one of the files. */
  rename(from: string, to: string): PublishInput {
    const files = this.#last.files.map((file) => (file.path === from ? { ...file, path: to } : file));
    this.#last = { ...this.#last, files };
    return this.#last;
  }

  async make(...paths: readonly string[]): Promise<PublishInput> {
    this.#count += 1;
    const texts = Object.fromEntries(paths.map((path) => [path, editedText(path, this.#count)]));
    const { files } = await buildSite(join(this.#folder, "edits"), texts);
    const changed = new Map(files.map((file) => [file.path, file]));
    const all = this.#last.files.map((file) => changed.get(file.path) ?? file);
    this.#last = { ...this.#last, files: all };
    return this.#last;
  }
}

function editedText(path: string, count: number): string {
  return `${path} ${count} `.repeat(150 + count);
}

/**
 * Returns the other programs, after the site was uploaded to their servers.
 * Each program sends one file per round. A changed file is newer and has another size.
 */
async function peersWithSite(
  { peers }: PublishBenchmarkOptions,
  server: OpenSshServer,
  line: LineAside,
  input: PublishInput,
  tree: string,
): Promise<Contestant<number>[]> {
  // A batch of commands for `sftp` cannot detect which files have changed.
  const names = peers.filter((name) => name !== "sftp");
  await layOut(input, tree);
  const [rsync] = peersAt(["rsync"], server, server.port);
  await rsync?.put(tree);
  await server.own(server.documentRoot);
  let edit = 0;
  return peersAt(names, server, line.port).map((peer) => [
    peer.name,
    async () => {
      edit += 1;
      for (const path of [page, search]) await writeFile(join(tree, path), editedText(path, edit));
      return timePut(peer, server, tree);
    },
  ]);
}
