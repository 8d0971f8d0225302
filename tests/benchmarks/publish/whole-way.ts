import { type OpenSshServer, startOpenSsh } from "#tests/support/servers/openssh-server.ts";
import { buildWithNewPost, type PeerBlog, preparePeerBlogs } from "../build/peer-new-post.ts";
import { isLarge } from "../build/options.ts";
import { alternate, type Contestant, median, run } from "../measure.ts";
import { type LineAside, openLineAside, timed } from "./line-aside.ts";
import type { PublishBenchmarkOptions } from "./options.ts";
import { peersAt, rsyncConfig } from "./peers.ts";

/** The cost of one new post, from saving the text until readers can see its page. */
export interface WayFigures {
  readonly ms: number;
  readonly files: number;
  /** Bytes that the client sent over the line. */
  readonly bytes: number;
}

/** Median figures of our program, or of another generator together with the program that uploads its site. */
export interface WholeWay extends WayFigures {
  readonly name: string;
}

/** Compares a new post in our program and other generators, with the same posts and the same line. */
export async function measureWholeWays(
  folder: string,
  posts: number,
  roundTripMs: number,
  { generators, runs }: PublishBenchmarkOptions,
  ours: Contestant<WayFigures>,
): Promise<WholeWay[]> {
  const sites: PeerSite[] = [];
  try {
    for (const blog of await preparePeerBlogs(folder, posts, generators)) {
      sites.push(await PeerSite.open(blog, roundTripMs));
    }
    const theirs = sites.map(
      (site): Contestant<WayFigures> => [
        site.blog.name,
        () => site.publishNewPost(),
        site.blog.peer.isSlow && isLarge(posts) ? "one" : "all",
      ],
    );
    const all = await alternate(runs, [ours, ...theirs]);
    return [...all].map(([name, figures]) => {
      const middle = (key: keyof WayFigures): number => median(figures.map((one) => one[key]));
      return { name, ms: middle("ms"), files: middle("files"), bytes: middle("bytes") };
    });
  } finally {
    for (const site of sites) await site.close();
  }
}

/** The blog of another generator, with a separate server for its site. */
class PeerSite {
  readonly blog: PeerBlog;
  readonly #server: OpenSshServer;
  readonly #line: LineAside;
  #count = 0;

  private constructor(blog: PeerBlog, server: OpenSshServer, line: LineAside) {
    this.blog = blog;
    this.#server = server;
    this.#line = line;
  }

  /** Starts the server and uploads the site. This upload does not use the slow line. */
  static async open(blog: PeerBlog, roundTripMs: number): Promise<PeerSite> {
    const server = await startOpenSsh(rsyncConfig);
    const [rsync] = peersAt(["rsync"], server, server.port);
    await rsync?.put(blog.peer.site);
    await server.own(server.documentRoot);
    return new PeerSite(blog, server, await openLineAside(server.port, { roundTripMs }));
  }

  /**
   * Builds the site with one more post and uploads it. Rejects if the post is not on the server afterwards.
   */
  async publishNewPost(): Promise<WayFigures> {
    this.#count += 1;
    const { peer, uploader } = this.blog;
    const [upload] = peersAt([uploader], this.#server, this.#line.port);
    const change = await buildWithNewPost(this.blog, this.#count);
    const before = (await this.#line.counts()).sentBytes;
    const uploadMs = await timed(async () => upload?.put(peer.site));
    const bytes = (await this.#line.counts()).sentBytes - before;
    await run("grep", ["-rqF", `新しい記事 ${this.#count}`, this.#server.documentRoot]);
    return { ms: change.ms + uploadMs, files: change.files, bytes };
  }

  async close(): Promise<void> {
    await this.#line.stop();
    await this.#server.stop();
  }
}
