import type { Excerpt } from "#contract/types/search-types.ts";

export interface ExcerptTextProps {
  readonly excerpt: Excerpt;
  /** The text that replaces the match; absent if nothing is replaced. */
  readonly replacement?: string;
}

/** A line of a text with the match in it, and its replacement. */
export function ExcerptText({ excerpt: { before, match, after }, replacement }: ExcerptTextProps) {
  return (
    <span className="excerpt">
      {before}
      {replacement === undefined ? (
        <mark>{match}</mark>
      ) : (
        <>
          <del>{match}</del>
          <ins>{replacement}</ins>
        </>
      )}
      {after}
    </span>
  );
}
