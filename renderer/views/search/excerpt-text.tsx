import type { Excerpt } from "#contract/types/search-types.ts";

export interface ExcerptTextProps {
  readonly excerpt: Excerpt;
  /** The text that will replace the match, or undefined if the match is not replaced. */
  readonly replacement?: string;
}

/** A line of a post. Marks the match, and shows the text that will replace the match. */
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
