import type { Excerpt, SearchHit } from "#contract/types/search-types.ts";

/** One line of the results: a match in the text of a post, or a post with a match only in its title. */
export interface HitLine {
  /** Position of the line among all lines of the results, 0-based. */
  readonly index: number;
  readonly path: string;
  readonly excerpt: Excerpt | null;
}

/** A post in the results with its lines. */
export interface HitRow {
  readonly path: string;
  readonly lines: readonly HitLine[];
}

/** Groups the results of a search by post. Each post has at least one line. */
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
