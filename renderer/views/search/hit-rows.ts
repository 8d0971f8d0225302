import type { Excerpt, SearchHit } from "#contract/types/search-types.ts";

/** One line of what was found: it leads to a place, or to the post whose title alone has the words. */
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

/** What was found as it is shown: post by post, every post with one line at least. */
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
