import type { DiagramSource } from "../diagram-source.ts";
import type { DiagramNode, EdgeEnd, Graph } from "../diagram-types.ts";
import { GraphBuilder } from "./graph-builder.ts";
import { readLabel, readRow } from "../label.ts";

export const entityHeader = /^erDiagram;?$/;

const ignored = /^(?:classDef|class|style)\s/;
const id = String.raw`(?:"[^"]+"|[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}_])`;
const relation = new RegExp(
  String.raw`^(${id})\s*(\|o|\|\||\}o|\}\|)(--|\.\.)(o\||\|\||o\{|\|\{)\s*(${id})\s*(?::\s*(.*))?$`,
  "u",
);
const entity = new RegExp(String.raw`^(${id})(?:\[(.+)\])?(?::::\w+)?\s*(\{\}?)?$`, "u");
const attribute = /^\S+\s+\S+(?:\s+(?:PK|FK|UK)(?:\s*,\s*(?:PK|FK|UK))*)?(?:\s+"[^"]*")?$/;

const ends = new Map<string | undefined, EdgeEnd>([
  ["|o", "zero-or-one"],
  ["o|", "zero-or-one"],
  ["||", "one"],
  ["}o", "zero-or-many"],
  ["o{", "zero-or-many"],
  ["}|", "many"],
  ["|{", "many"],
]);

/** Parses an entity-relationship diagram of Mermaid. Cardinalities in words are not supported. */
export function readEntityDiagram(source: DiagramSource): Graph {
  const builder = new GraphBuilder(source.header, "table");
  let open: DiagramNode | undefined;
  for (const line of source.lines) {
    builder.line = line;
    if (!open) open = readStatement(builder, line.text);
    else if (line.text === "}") open = undefined;
    else readAttribute(builder, open, line.text);
  }
  if (open) builder.fail();
  return builder.finish();
}

function nodeOf(builder: GraphBuilder, written: string): DiagramNode {
  return builder.node(written.replace(/^"(.*)"$/, "$1"));
}

/** Parses a line. Returns the entity whose block begins at the line, or undefined. */
function readStatement(builder: GraphBuilder, text: string): DiagramNode | undefined {
  if (ignored.test(text) || builder.readDirection(text)) return undefined;
  const [, from, start, line, end, to, label] = relation.exec(text) ?? [];
  if (from !== undefined && to !== undefined) {
    builder.connect(nodeOf(builder, from), nodeOf(builder, to), {
      line: line === ".." ? "dotted" : "solid",
      start: ends.get(start) ?? "none",
      end: ends.get(end) ?? "none",
      label: label ? readLabel(label) : [],
    });
    return undefined;
  }
  const [, name, alias, body] = entity.exec(text) ?? [];
  if (name === undefined) builder.fail();
  const node = nodeOf(builder, name);
  if (alias !== undefined) node.label = readLabel(alias);
  return body === "{" ? node : undefined;
}

function readAttribute(builder: GraphBuilder, node: DiagramNode, text: string): void {
  if (!attribute.test(text)) builder.fail();
  if (node.compartments.length === 0) node.compartments.push([]);
  node.compartments[0]?.push(readRow(text));
}
