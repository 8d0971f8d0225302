import { parseArgs } from "node:util";

/** The options of `npm run bench:build`. */
export interface BuildBenchmarkOptions {
  /**
   * What the benchmark measures: `builds` compares builds and edits with other generators.
   * `new-post` measures the cost of each change, and `media` measures a blog with 300,000 files in `media/`.
   */
  readonly parts: readonly Part[];
  /** Sizes of blogs, smallest first. */
  readonly sizes: readonly number[];
  /** Returns the number of measured rounds for a blog of this size. */
  runs(posts: number): number;
  /** Number of edits of each kind. */
  readonly edits: number;
  readonly peers: readonly PeerName[];
  /** Whether to print the figures as JSON on standard output instead of tables. */
  readonly json: boolean;
}

const partNames = ["builds", "new-post", "media"] as const;
type Part = (typeof partNames)[number];

const peerNames = ["hugo", "eleventy"] as const;
type PeerName = (typeof peerNames)[number];

/** Number of posts from which one round of the benchmark takes minutes. */
const large = 5000;

/**
 * Reads `--parts builds,new-post,media`, `--posts 1000,10000,100000`, `--runs 5`, `--edits 10`,
 * `--peers hugo,eleventy`, `--quick` (1,000 posts, few rounds) and `--json`. Wrong use throws.
 */
export function readBuildOptions(): BuildBenchmarkOptions {
  const text = { type: "string" as const };
  const flag = { type: "boolean" as const };
  const { values } = parseArgs({
    options: { parts: text, posts: text, runs: text, edits: text, peers: text, quick: flag, json: flag },
  });
  const { posts = values.quick ? "1000" : "1000,10000,100000", peers = peerNames.join() } = values;
  const given = values.runs === undefined ? undefined : wholeNumber("runs", values.runs);
  return {
    parts: (values.parts ?? partNames.join()).split(",").map(partNamed),
    sizes: posts
      .split(",")
      .map((size) => wholeNumber("posts", size))
      .sort((a, b) => a - b),
    runs: (size) => given ?? (values.quick ? 2 : size < large ? 5 : 3),
    edits: wholeNumber("edits", values.edits ?? (values.quick ? "3" : "10")),
    peers: peers.split(",").filter(Boolean).map(peerNamed),
    json: values.json === true,
  };
}

/** Whether a blog is so large that slow generators build it only once. */
export function isLarge(posts: number): boolean {
  return posts >= large;
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`--${name} takes whole numbers from 1`);
  return value;
}

function partNamed(text: string): Part {
  const name = partNames.find((known) => known === text);
  if (name === undefined) throw new Error(`--parts takes ${partNames.join(" and ")}`);
  return name;
}

function peerNamed(text: string): PeerName {
  const name = peerNames.find((known) => known === text);
  if (name === undefined) throw new Error(`--peers takes ${peerNames.join(" and ")}`);
  return name;
}
