import { join } from "node:path";
import { addNewPost } from "../corpus-blog.ts";
import { median, runMeasured } from "../measure.ts";
import { prepareEleventy } from "./eleventy.ts";
import { filesOf, type Peer } from "./generator.ts";
import { prepareHugo } from "./hugo.ts";
import { isLarge } from "./options.ts";

/** The generators, and the program with which the sites of each are usually uploaded. */
const uploaders = { hugo: "rsync", eleventy: "lftp" } as const;
const prepare = { hugo: prepareHugo, eleventy: prepareEleventy };

export type GeneratorName = keyof typeof uploaders;

/** A blog of the corpus that a peer has built, and the program that uploads its site. */
export interface PeerBlog {
  /** Name with version: `Hugo 0.131.0 + rsync`. */
  readonly name: string;
  readonly peer: Peer;
  readonly uploader: "rsync" | "lftp";
}

/** What a build with one more post leaves to the uploader. */
export interface PeerChange {
  readonly name: string;
  /** Files that are new or have another time or size: rsync and lftp send them. */
  readonly files: number;
  readonly bytes: number;
  /** Time of the build in a new process. */
  readonly ms: number;
}

/**
 * Prepares the peers' blogs of so many posts below a folder, and builds each once.
 * A peer that is not installed is named on standard error and left out.
 */
export async function preparePeerBlogs(
  folder: string,
  posts: number,
  names: readonly GeneratorName[],
): Promise<PeerBlog[]> {
  const blogs: PeerBlog[] = [];
  for (const name of names) {
    try {
      const peer = await prepare[name](join(folder, name), posts);
      await build(peer);
      blogs.push({ name: `${peer.name} + ${uploaders[name]}`, peer, uploader: uploaders[name] });
    } catch (error) {
      console.error(`  ${name} is left out: ${error instanceof Error ? error.message : error}`);
    }
  }
  return blogs;
}

/** Adds the n-th new post to a peer's blog and builds the site again. */
export async function buildWithNewPost({ name, peer }: PeerBlog, number: number): Promise<PeerChange> {
  const before = new Map((await filesOf(peer.site)).map((file) => [file.location, file]));
  await addNewPost(peer.blog, number);
  const ms = await build(peer);
  const sent = (await filesOf(peer.site)).filter(({ location, size, modified }) => {
    const old = before.get(location);
    return old?.size !== size || old.modified !== modified;
  });
  return { name, files: sent.length, bytes: sent.reduce((sum, { size }) => sum + size, 0), ms };
}

/** Measures a new post in each peer's blog: medians of three, or one round where a build takes minutes. */
export async function measurePeersNewPost(
  folder: string,
  posts: number,
  names: readonly GeneratorName[],
): Promise<PeerChange[]> {
  const figures: PeerChange[] = [];
  for (const blog of await preparePeerBlogs(folder, posts, names)) {
    const all: PeerChange[] = [];
    const rounds = blog.peer.isSlow && isLarge(posts) ? 1 : 3;
    for (let round = 1; round <= rounds; round += 1) all.push(await buildWithNewPost(blog, round));
    const middle = (key: "files" | "bytes" | "ms"): number => median(all.map((one) => one[key]));
    figures.push({ name: blog.name, files: middle("files"), bytes: middle("bytes"), ms: middle("ms") });
  }
  return figures;
}

/** Builds the site in a new process, over the last one, and returns the milliseconds. */
async function build({ site, command }: Peer): Promise<number> {
  const { program, args, cwd } = command(site);
  return (await runMeasured(program, args, cwd)).figures.wallMs;
}
