import { parseArgs } from "node:util";
import type { GeneratorName } from "../build/peer-new-post.ts";

/** The options of `npm run bench:publish`. */
export interface PublishBenchmarkOptions {
  readonly parts: readonly Part[];
  readonly peers: readonly PeerName[];
  /** Other generators whose publish of a new post is compared with ours. */
  readonly generators: readonly GeneratorName[];
  /** Number of measured rounds. Programs that take minutes run in only one round. */
  readonly runs: number;
  /** Number of small files in a first upload. `images` is the number of large files. */
  readonly files: number;
  readonly images: number;
  /** Sizes of the blogs to which the benchmark adds a post. */
  readonly posts: readonly number[];
  /** Number of files on the server when one post changes. */
  readonly live: number;
  /** Whether to print the figures as JSON on standard output instead of tables. */
  readonly json: boolean;
}

const partNames = ["near", "far", "slow", "small", "new-post"] as const;
/**
 * The parts of the benchmark. `near`, `far` and `slow` are first uploads.
 * `near` has no delay, `far` has a round trip of 40 ms, and `slow` has 20 Mbit/s.
 * `small` publishes a changed file, and `new-post` publishes a new post of a blog.
 */
type Part = (typeof partNames)[number];

const peerNames = ["sftp", "rsync", "lftp", "rclone"] as const;
export type PeerName = (typeof peerNames)[number];

const generatorNames: readonly GeneratorName[] = ["hugo", "eleventy"];

/**
 * Reads `--parts near,far,slow,small,new-post`, `--peers sftp,rsync,lftp,rclone`,
 * `--generators hugo,eleventy`, `--runs 3`, `--files 2000`, `--posts 1000,10000`, `--images 4`,
 * `--live 10000`, `--quick` and `--json`. Wrong use throws.
 * `--quick` means a tenth of the files, one round, and only the programs that the goals name.
 */
export function readPublishOptions(): PublishBenchmarkOptions {
  const text = { type: "string" as const };
  const flag = { type: "boolean" as const };
  const { values } = parseArgs({
    options: {
      parts: text,
      peers: text,
      generators: text,
      runs: text,
      files: text,
      images: text,
      live: text,
      posts: text,
      quick: flag,
      json: flag,
    },
  });
  const number = (name: "runs" | "files" | "images" | "live", usual: number, quick: number): number =>
    wholeNumber(name, values[name] ?? String(values.quick ? quick : usual));
  return {
    parts: (values.parts ?? partNames.join()).split(",").map((name) => oneOf(partNames, "parts", name)),
    peers: (values.peers ?? (values.quick ? "sftp,rsync" : peerNames.join()))
      .split(",")
      .filter(Boolean)
      .map((name) => oneOf(peerNames, "peers", name)),
    generators: (values.generators ?? generatorNames.join())
      .split(",")
      .filter(Boolean)
      .map((name) => oneOf(generatorNames, "generators", name)),
    runs: number("runs", 3, 1),
    files: number("files", 2000, 200),
    images: number("images", 4, 1),
    live: number("live", 10_000, 1000),
    posts: (values.posts ?? (values.quick ? "1000" : "1000,10000"))
      .split(",")
      .map((size) => wholeNumber("posts", size)),
    json: values.json === true,
  };
}

function oneOf<Name extends string>(names: readonly Name[], option: string, text: string): Name {
  const name = names.find((known) => known === text);
  if (name === undefined) throw new Error(`--${option} takes ${names.join(", ")}`);
  return name;
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} takes whole numbers from 1`);
  return value;
}
