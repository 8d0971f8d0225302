import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postPath } from "../corpus.ts";
import type { EditComparison } from "./edit-figures.ts";
import { prepareEleventy } from "./eleventy.ts";
import { type BuildComparison, compareBuilds } from "./full-builds.ts";
import { type BuildFigures, buildFromNothing } from "./generator.ts";
import { prepareHitofude, prepareWithSearch, withFewOpenFiles } from "./hitofude.ts";
import { prepareHugo } from "./hugo.ts";
import { type BuildBenchmarkOptions, isLarge } from "./options.ts";
import { bundleEdits, type OwnEdits, timeOwnEdits } from "./own-edits.ts";
import { timeWatchedEdits } from "./watch-edits.ts";

/** All figures that were measured with a blog of this many posts. */
export interface SizeFigures {
  readonly posts: number;
  readonly runs: number;
  readonly builds: BuildComparison;
  readonly ownEdits: OwnEdits;
  readonly peerEdits: readonly EditComparison[];
}

const prepare = { hugo: prepareHugo, eleventy: prepareEleventy };

/** Compares our program with other generators. Each generator gets the same posts in a separate folder. */
export async function measureSize(posts: number, options: BuildBenchmarkOptions): Promise<SizeFigures> {
  return inFolder(async (folder) => {
    const ours = await prepareHitofude(join(folder, "hitofude"), posts);
    const withSearch = await prepareWithSearch(join(folder, "searched"), posts);
    const peers = await Promise.all(options.peers.map((name) => prepare[name](join(folder, name), posts)));
    const runs = options.runs(posts);
    const builds = await compareBuilds(ours, withSearch, peers, posts, runs);
    const post = Math.ceil(posts / 2);
    const ownEdits = await timeOwnEdits(
      ours,
      post,
      options.edits,
      await bundleEdits(join(folder, "bundled")),
    );
    const peerEdits: EditComparison[] = [];
    for (const peer of peers) {
      const most = !isLarge(posts) ? 5 : peer.isSlow ? 1 : 3;
      peerEdits.push(await timeWatchedEdits(peer, postPath(post), Math.min(options.edits, most)));
    }
    return { posts, runs, builds, ownEdits, peerEdits };
  });
}

/** Figures of our program for a blog that is larger than any real blog, with few open files. */
export interface ManyPosts {
  readonly posts: number;
  /** Undefined if the build failed. */
  readonly figures: BuildFigures | undefined;
  readonly error: string;
}

/** Four times the number of open files that macOS allows a program by default. */
const openFiles = 1024;

/** Builds once, with at most 1,024 open files and the heap size that Node chooses. */
export function measureManyPosts(posts: number): Promise<ManyPosts> {
  return inFolder(async (folder) => {
    const ours = withFewOpenFiles(await prepareHitofude(folder, posts), openFiles);
    try {
      const figures = await buildFromNothing(ours);
      if (figures.files < posts) throw new Error(`${figures.files} files of ${posts} posts`);
      return { posts, figures, error: "" };
    } catch (error) {
      return { posts, figures: undefined, error: String(error) };
    }
  });
}

/** Runs work with an empty folder, which is removed afterwards. */
export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "hitofude-bench-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
