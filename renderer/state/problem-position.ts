import type { Problem } from "#contract/errors.ts";

/** The position in an open post at which a problem can be fixed; lines are 0-based. */
export type ProblemPosition =
  | { readonly kind: "body"; readonly line: number }
  | { readonly kind: "frontMatter"; readonly line: number }
  /** In the properties of the post, for instance its date or address. */
  | { readonly kind: "properties" };

/**
 * Returns the position at which a problem can be fixed.
 * The input line is 1-based and counts from the first line of the file.
 * The output line is 0-based and counts within the front matter or the body.
 */
export function problemPosition({ line }: Pick<Problem, "line">, frontMatter: string): ProblemPosition {
  if (line === undefined) return { kind: "properties" };
  const linesBefore = frontMatter.split("\n").length - 1;
  return line <= linesBefore
    ? { kind: "frontMatter", line: line - 1 }
    : { kind: "body", line: line - linesBefore - 1 };
}
