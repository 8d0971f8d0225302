import type { Excerpt } from "#contract/types/search-types.ts";

export interface ExcerptTextProps {
  readonly excerpt: Excerpt;
  /** What would take the place of the words; absent where nothing is replaced. */
  readonly replacement?: string;
}

/** A line of a text with the words that were found in it, and what would stand there instead. */
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
