import type { Problem } from "#contract/errors.ts";

/** The position in an open post where a problem can be fixed. Lines are 0-based. */
export type ProblemPosition =
  | { readonly kind: "body"; readonly line: number }
  | { readonly kind: "frontMatter"; readonly line: number }
  /** The problem has no line, and is in the properties of the post, for instance in the date. */
  | { readonly kind: "properties" };

/**
 * Returns the position in a post where a problem can be fixed.
 * `line` is 1-based in the whole file. The result is 0-based in the front matter or in the body.
 */
export function problemPosition({ line }: Pick<Problem, "line">, frontMatter: string): ProblemPosition {
  if (line === undefined) return { kind: "properties" };
  const linesBefore = frontMatter.split("\n").length - 1;
  return line <= linesBefore
    ? { kind: "frontMatter", line: line - 1 }
    : { kind: "body", line: line - linesBefore - 1 };
}
