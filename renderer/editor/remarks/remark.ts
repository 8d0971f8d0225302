import type { Problem } from "#contract/errors.ts";
import type { Remark } from "../../state/current-editor.ts";

/** Returns the range to mark for a problem: the text that the problem names, or the whole line. */
export function problemRemark(problem: Problem, line: number, text: string): Remark {
  const named = String(problem.values.text ?? problem.values.target ?? "");
  const at = named === "" ? -1 : text.indexOf(named);
  const indent = text.length - text.trimStart().length;
  const [start, end] = at < 0 ? [indent, text.trimEnd().length] : [at, at + named.length];
  return { kind: "problem", problem, line, start, end };
}

/** Returns the remarks (problems and misspelt words) in a line, the remark nearest to `column` first. */
export function remarksAt(remarks: readonly Remark[], line: number, column: number): Remark[] {
  const distance = ({ start, end }: Remark): number =>
    column < start ? start - column : column > end ? column - end : 0;
  return remarks.filter((remark) => remark.line === line).sort((a, b) => distance(a) - distance(b));
}
