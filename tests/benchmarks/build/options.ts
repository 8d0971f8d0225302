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
  /** The themes of the part `new-post`. */
  readonly themes: readonly ThemeName[];
  /** Whether to print the figures as JSON on standard output instead of tables. */
  readonly json: boolean;
}

const partNames = ["builds", "new-post", "media"] as const;
type Part = (typeof partNames)[number];

const peerNames = ["hugo", "eleventy"] as const;
type PeerName = (typeof peerNames)[number];

const themeNames = ["fude", "hitokoto", "kami", "koyomi"] as const;
export type ThemeName = (typeof themeNames)[number];

/** Number of posts from which one round of the benchmark takes minutes. */
const large = 5000;

/**
 * Reads `--parts builds,new-post,media`, `--posts 1000,10000,100000`, `--runs 5`, `--edits 10`,
 * `--peers hugo,eleventy`, `--themes fude,hitokoto,kami,koyomi`, `--quick` (1,000 posts, few rounds) and `--json`.
 * Wrong use throws.
 */
export function readBuildOptions(): BuildBenchmarkOptions {
  const text = { type: "string" as const };
  const flag = { type: "boolean" as const };
  const { values } = parseArgs({
    options: {
      parts: text,
      posts: text,
      runs: text,
      edits: text,
      peers: text,
      themes: text,
      quick: flag,
      json: flag,
    },
  });
  const { posts = values.quick ? "1000" : "1000,10000,100000" } = values;
  const given = values.runs === undefined ? undefined : wholeNumber("runs", values.runs);
  return {
    parts: listed("parts", values.parts, partNames),
    sizes: posts
      .split(",")
      .map((size) => wholeNumber("posts", size))
      .sort((a, b) => a - b),
    runs: (size) => given ?? (values.quick ? 2 : size < large ? 5 : 3),
    edits: wholeNumber("edits", values.edits ?? (values.quick ? "3" : "10")),
    peers: listed("peers", values.peers, peerNames),
    themes: listed("themes", values.themes, themeNames),
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

/** Returns the names in a list such as `hugo,eleventy`, or all known names. Throws for an unknown name. */
function listed<Name extends string>(
  option: string,
  text: string | undefined,
  known: readonly Name[],
): readonly Name[] {
  if (text === undefined) return known;
  return text
    .split(",")
    .filter(Boolean)
    .map((given) => {
      const name = known.find((each) => each === given);
      if (name === undefined) throw new Error(`--${option} takes ${known.join(" and ")}`);
      return name;
    });
}
