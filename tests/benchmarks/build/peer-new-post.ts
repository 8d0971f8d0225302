import { join } from "node:path";
import { addNewPost } from "../corpus-blog.ts";
import { median, type ProcessFigures, runMeasured } from "../measure.ts";
import { prepareEleventy } from "./eleventy.ts";
import { filesOf, type Peer } from "./generator.ts";
import { prepareHugo } from "./hugo.ts";
import { isLarge } from "./options.ts";

/** For each generator, the program that usually uploads its sites. */
const uploaders = { hugo: "rsync", eleventy: "lftp" } as const;
const prepare = { hugo: prepareHugo, eleventy: prepareEleventy };

export type GeneratorName = keyof typeof uploaders;

/** A blog that another generator has built, and the program that uploads its site. */
export interface PeerBlog {
  /** Name with version: `Hugo 0.131.0 + rsync`. */
  readonly name: string;
  readonly peer: Peer;
  readonly uploader: "rsync" | "lftp";
}

/** The result of a build with one more post, for the uploading program. */
export interface PeerChange {
  readonly name: string;
  /** Number of files that are new or have another time or size. rsync and lftp send these files. */
  readonly files: number;
  readonly bytes: number;
  /** Time of the build in a new process. */
  readonly ms: number;
  readonly cpuMs: number;
}

/**
 * Creates a blog with this number of posts for each other generator, and builds each blog once.
 * If a generator is not installed, leaves it out and prints its name to standard error.
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

/** Adds new post number `number` to another generator's blog, and builds the site again. */
export async function buildWithNewPost({ name, peer }: PeerBlog, number: number): Promise<PeerChange> {
  const before = new Map((await filesOf(peer.site)).map((file) => [file.location, file]));
  await addNewPost(peer.blog, number);
  const { wallMs: ms, cpuMs } = await build(peer);
  const sent = (await filesOf(peer.site)).filter(({ location, size, modified }) => {
    const old = before.get(location);
    return old?.size !== size || old.modified !== modified;
  });
  return { name, files: sent.length, bytes: sent.reduce((sum, { size }) => sum + size, 0), ms, cpuMs };
}

/** Measures a new post with each generator: the median of three rounds, or one round if builds are slow. */
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
    const middle = (key: keyof Omit<PeerChange, "name">): number => median(all.map((one) => one[key]));
    const [files, bytes] = [middle("files"), middle("bytes")];
    figures.push({ name: blog.name, files, bytes, ms: middle("ms"), cpuMs: middle("cpuMs") });
  }
  return figures;
}

/** Builds the site in a new process into the folder of the last build. */
async function build({ site, command }: Peer): Promise<ProcessFigures> {
  const { program, args, cwd } = command(site);
  return (await runMeasured(program, args, cwd)).figures;
}
