import { Document, Scalar, stringify } from "yaml";
import { yamlScalar } from "../front-matter/yaml-scalar.ts";

/** Returns a value in lines with this indentation, each with its line end. */
export function linesOf(value: object, indent: string, lineEnd: string): string {
  return indented(stringify(value, { lineWidth: 0 }), indent).replaceAll("\n", lineEnd);
}

/** Returns a value on one line, in braces or brackets. */
export function flowText(value: object): string {
  return stringify(value, { lineWidth: 0, collectionStyle: "flow" }).trimEnd();
}

/**
 * Returns a single value as YAML, with the quotes of the value that it replaces. A text of several lines is
 * a block, whose lines are separated by `\n` and indented two spaces more than `indent`; in braces and
 * brackets (`isFlow`), it is quoted on one line.
 */
export function scalarText(value: unknown, old: Scalar | null, indent: string, isFlow: boolean): string {
  if (typeof value !== "string") return String(value);
  if (!isFlow && value.includes("\n") && !/(?![\n\t])[\p{Cc}\p{Cs}\u2028\u2029\uFEFF]/u.test(value)) {
    const scalar = new Scalar(value);
    scalar.type = Scalar.BLOCK_LITERAL;
    const block = new Document({ x: scalar }).toString({ lineWidth: 0 });
    return indented(block.slice("x: ".length).replace(/\n$/, ""), indent, false);
  }
  const quotes =
    old?.type === "QUOTE_SINGLE" ? "single" : old?.type === "QUOTE_DOUBLE" ? "double" : undefined;
  return yamlScalar(value, { flow: isFlow, ...(quotes ? { quotes } : {}) });
}

function indented(text: string, indent: string, isFirst = true): string {
  return text.replace(isFirst ? /^(?=[^\n])/gm : /(?<=\n)(?=[^\n])/g, indent);
}
