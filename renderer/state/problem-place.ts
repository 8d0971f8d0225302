import type { Problem } from "#contract/errors.ts";

/** Where in an open post a problem is fixed; lines from 0. */
export type ProblemPlace =
  | { readonly kind: "body"; readonly line: number }
  | { readonly kind: "frontMatter"; readonly line: number }
  /** Not a line of the file, but one of its properties: date, address. */
  | { readonly kind: "properties" };

/** Returns the position of a problem, whose line counts from the file's first, in a document in two parts. */
export function placeOf({ line }: Pick<Problem, "line">, frontMatter: string): ProblemPlace {
  if (line === undefined) return { kind: "properties" };
  const linesBefore = frontMatter.split("\n").length - 1;
  return line <= linesBefore
    ? { kind: "frontMatter", line: line - 1 }
    : { kind: "body", line: line - linesBefore - 1 };
}
