import type { Excerpt, SearchHit } from "#contract/types/search-types.ts";

/** One line of the results: a position in a post, or a post of which only the title matches. */
export interface HitLine {
  /** Among all lines, from 0. */
  readonly index: number;
  readonly path: string;
  readonly excerpt: Excerpt | null;
}

/** The lines of one post. */
export interface HitRow {
  readonly path: string;
  readonly lines: readonly HitLine[];
}

/** Converts hits to rows: post by post, each with at least one line. */
export function hitRows(hits: readonly SearchHit[]): HitRow[] {
  let index = 0;
  return hits.map(({ path, excerpts }) => ({
    path,
    lines: (excerpts.length > 0 ? excerpts : [null]).map((excerpt) => {
      const line = { index, path, excerpt };
      index += 1;
      return line;
    }),
  }));
}
