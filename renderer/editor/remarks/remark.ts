import type { Problem } from "#contract/errors.ts";

/** A part of a line that the author may want to change; line and columns from 0. */
export type Remark = { readonly line: number; readonly start: number; readonly end: number } & (
  | { readonly kind: "problem"; readonly problem: Problem }
  | { readonly kind: "word"; readonly word: string }
);

/** Returns the remark for a problem: on the text that it names, else on the whole line. */
export function problemRemark(problem: Problem, line: number, text: string): Remark {
  const named = String(problem.values.text ?? problem.values.target ?? "");
  const at = named === "" ? -1 : text.indexOf(named);
  const indent = text.length - text.trimStart().length;
  const [start, end] = at < 0 ? [indent, text.trimEnd().length] : [at, at + named.length];
  return { kind: "problem", problem, line, start, end };
}

/** Returns the remarks of a line, the one at the column first. */
export function remarksAt(remarks: readonly Remark[], line: number, column: number): Remark[] {
  const distance = ({ start, end }: Remark): number =>
    column < start ? start - column : column > end ? column - end : 0;
  return remarks.filter((remark) => remark.line === line).sort((a, b) => distance(a) - distance(b));
}
