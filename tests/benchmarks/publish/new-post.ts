import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { PublishInput } from "#engine/publish/run/publish-options.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";
import { startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { addNewPost, type CorpusBlog, openCorpusBlog } from "../corpus-blog.ts";
import type { Goal } from "../goals.ts";
import { alternate, type Contestant } from "../measure.ts";
import { layOut, oursName, type Times } from "./first-uploads.ts";
import { countTurns, type LineAside, openLineAside, timed } from "./line-aside.ts";
import type { PublishBenchmarkOptions } from "./options.ts";
import { connectOnly, publishOurs } from "./ours.ts";
import { peersAt, rsyncConfig, timePut } from "./peers.ts";
import { measureWholeWays, type WayFigures, type WholeWay } from "./whole-way.ts";

/** The cost of publishing one new post, with default settings and a round trip of 40 ms. */
export interface NewPostPublish {
  readonly posts: number;
  /** Number of files that the publish sent. */
  readonly files: number;
  readonly bytes: number;
  /** Round trips of the publish on the line, without the round trips for connecting. */
  readonly roundTrips: number;
  /** Times in milliseconds of our publish, and of other programs that upload the same site. */
  readonly times: Times;
  /**
   * Figures from saving the text until readers can see its page, for our program and other generators.
   */
  readonly wholeWays: readonly WholeWay[];
}

const roundTripMs = 40;

/** The site after one more new post. `sent` lists the files that are new or changed. */
interface NextSite {
  readonly input: PublishInput;
  readonly sent: readonly OutputFile[];
}

/** Publishes new posts of a blog that has this number of posts. */
export async function measureNewPostPublish(
  posts: number,
  options: PublishBenchmarkOptions,
): Promise<NewPostPublish> {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-bench-"));
  const [mine, theirs] = [await startOpenSsh(rsyncConfig), await startOpenSsh(rsyncConfig)];
  const line = await openLineAside(mine.port, { roundTripMs });
  const theirLine = await openLineAside(theirs.port, { roundTripMs });
  const blog = await openCorpusBlog(folder, "fude", posts);
  try {
    const sites = new GrowingSite(blog, folder);
    const { input } = await sites.next();
    const tree = join(folder, "tree");
    await layOut(input, tree);
    await publishOurs(mine, mine.port, input);
    const connection = Math.min(
      ...(await repeat(5, () => countTurns(line, () => connectOnly(mine, line.port)))),
    );
    const first = await sites.add();
    const turns = await countTurns(line, () => publishOurs(mine, line.port, first.input));
    const [rsync] = peersAt(["rsync"], theirs, theirs.port);
    await rsync?.put(tree);
    await theirs.own(theirs.documentRoot);
    const peers = peersAt(
      options.peers.filter((name) => name !== "sftp"),
      theirs,
      theirLine.port,
    );
    const contestants: Contestant<number>[] = [
      [
        oursName,
        async () => {
          const { input } = await sites.add();
          return timed(() => publishOurs(mine, line.port, input));
        },
      ],
      ...peers.map(
        (peer): Contestant<number> => [
          peer.name,
          async () => {
            const { input, sent } = await sites.add();
            await layOut({ ...input, files: sent }, tree);
            return timePut(peer, theirs, tree);
          },
        ],
      ),
    ];
    const times = await alternate(options.runs, contestants);
    const wholeWays = await measureWholeWays(join(folder, "peers"), posts, roundTripMs, options, [
      oursName,
      () => wholeWay(sites, line, (input) => publishOurs(mine, line.port, input)),
    ]);
    const bytes = first.sent.reduce((sum, { size }) => sum + size, 0);
    const roundTrips = turns - connection;
    return { posts, files: first.sent.length, bytes, roundTrips, times, wholeWays };
  } finally {
    await blog.service.close();
    for (const one of [line, theirLine, mine, theirs]) await one.stop();
    await rm(folder, { recursive: true });
  }
}

/** Measures a new post in our running program, which notices the file, builds the site and publishes it. */
async function wholeWay(
  sites: GrowingSite,
  line: LineAside,
  publish: (input: PublishInput) => Promise<void>,
): Promise<WayFigures> {
  await sites.write();
  const before = (await line.counts()).sentBytes;
  const started = performance.now();
  const { input, sent } = await sites.next();
  await publish(input);
  const ms = performance.now() - started;
  return { ms, files: sent.length, bytes: (await line.counts()).sentBytes - before };
}

/** The site of a blog that gets new posts one after the other. The files of earlier sites are kept. */
class GrowingSite {
  readonly #blog: CorpusBlog;
  readonly #folder: string;
  readonly #files = new Map<string, OutputFile>();
  #count = 0;

  constructor(blog: CorpusBlog, folder: string) {
    this.#blog = blog;
    this.#folder = folder;
  }

  /** Writes the next new post, and builds the site with it. */
  async add(): Promise<NextSite> {
    await this.write();
    return this.next();
  }

  /** Writes the next new post into the blog's folder. */
  write(): Promise<void> {
    this.#count += 1;
    return addNewPost(this.#blog.folder, this.#count);
  }

  async next(): Promise<NextSite> {
    const { blog, builder } = this.#blog.service;
    await blog.catchUp();
    const outDir = join(this.#folder, "site");
    const build = await builder.build({ baseUrl: blog.settings.url, outDir, include: "ssi" });
    const sent: OutputFile[] = [];
    for (const file of build.files) {
      if (this.#files.get(file.path)?.sha256 === file.sha256) continue;
      // Keeps a copy, because the next build replaces the file in the output folder
      const location = join(this.#folder, "kept", String(this.#count), file.path);
      await mkdir(dirname(location), { recursive: true });
      await copyFile(file.location, location);
      sent.push({ ...file, location });
    }
    for (const file of sent) this.#files.set(file.path, file);
    const files = build.files.map((file) => this.#files.get(file.path) ?? file);
    return { input: { blogId: blog.id, files, posts: build.posts }, sent };
  }
}

async function repeat<Value>(count: number, work: () => Promise<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for (let time = 0; time < count; time += 1) values.push(await work());
  return values;
}

/** The goals of publishing a new post. */
export function newPostPublishGoals(figures: readonly NewPostPublish[]): Goal[] {
  return figures.flatMap(({ posts, files, roundTrips }): Goal[] => [
    { name: `B12 new post, ${posts} posts`, figure: files, atMost: 30, unit: "files" },
    {
      name: `B12 new post, ${posts} posts, beyond the connection`,
      figure: roundTrips,
      atMost: 14,
      unit: "round trips",
    },
  ]);
}
