import { Document, Scalar, type ToStringOptions, visit } from "yaml";
import { yamlScalar } from "../front-matter/yaml-scalar.ts";

/** Matches characters that a block scalar in YAML cannot contain. */
const unprintable = /(?![\n\t])[\p{Cc}\p{Cs}\u2028\u2029\uFEFF]/u;

/** Returns a value as YAML lines. Each line is indented by `indent` and ends with `lineEnd`. */
export function linesOf(value: object, indent: string, lineEnd: string): string {
  return indented(written(value), indent).replaceAll("\n", lineEnd);
}

/** Returns a value as YAML on one line, in braces or brackets. */
export function flowText(value: object): string {
  return written(value, { collectionStyle: "flow" }).replace(/\n$/, "");
}

/** Writes a value with the YAML library. Uses double quotes wherever `yamlScalar` requires quotes. */
function written(value: object, options: ToStringOptions = {}): string {
  const document = new Document(value);
  const flow = options.collectionStyle === "flow";
  visit(document, {
    Scalar: (_key, scalar) => {
      const { value: text } = scalar;
      if (typeof text !== "string") return;
      const isBlock = !flow && text.includes("\n") && !unprintable.test(text);
      if (!isBlock && yamlScalar(text, { flow }) !== text) scalar.type = Scalar.QUOTE_DOUBLE;
    },
  });
  // Escapes U+0085, U+2028, U+2029 and U+FEFF, which YAML allows only as escapes.
  const escaped = (character: string): string =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return document.toString({ lineWidth: 0, ...options }).replace(/[\u0085\u2028\u2029\uFEFF]/g, escaped);
}

/**
 * Returns a value as a YAML scalar. Uses the same kind of quotes as `old`, the scalar that it replaces.
 * A string of several lines becomes a block. In braces or brackets (`isFlow`), it becomes one quoted line.
 */
export function scalarText(value: unknown, old: Scalar | null, indent: string, isFlow: boolean): string {
  if (typeof value !== "string") return String(value);
  if (!isFlow && value.includes("\n") && !unprintable.test(value)) {
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
