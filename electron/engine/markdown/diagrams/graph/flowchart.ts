import type { DiagramSource } from "../diagram-source.ts";
import type { DiagramGroup, DiagramNode, Graph } from "../diagram-types.ts";
import { readNodeShape, skipClass } from "./flowchart-shapes.ts";
import { readLink } from "./flowchart-links.ts";
import { GraphBuilder, toDirection } from "./graph-builder.ts";

export const flowchartHeader = /^(?:flowchart|flowchart-elk|graph)(?:\s+(TB|TD|BT|LR|RL))?\s*(?:;\s*(.*))?$/;

/** Matches statements to ignore: the theme sets the colours, and diagrams do not react to clicks. */
const ignored = /^(?:classDef|class|style|linkStyle|click)\s/;

/**
 * Matches the name of a node. A name does not end with a dot or hyphen, because `--` and `-.` begin links.
 */
const name = /(?:[\p{L}\p{M}\p{N}_]|[-.・](?=[\p{L}\p{N}_]))+/uy;

/** Parses a flowchart of Mermaid. */
export function readFlowchart(source: DiagramSource): Graph {
  const [, direction, first] = flowchartHeader.exec(source.header.text) ?? [];
  const builder = new GraphBuilder(source.header, "rectangle");
  builder.direction = toDirection(direction);
  const lines = first ? [{ ...source.header, text: first }, ...source.lines] : source.lines;
  for (const line of lines) {
    builder.line = line;
    readLine(builder, line.text);
  }
  return builder.finish();
}

function readLine(builder: GraphBuilder, text: string): void {
  if (ignored.test(text) || builder.readDirection(text)) return;
  const subgraph = /^subgraph(?:\s+(.*?))?;?$/.exec(text);
  if (subgraph) openSubgraph(builder, subgraph[1] ?? "");
  else if (/^end;?$/.test(text)) builder.closeGroup();
  else new Statement(builder, text).read();
}

function openSubgraph(builder: GraphBuilder, text: string): void {
  const [, id, title] = /^([^\s[\]"]+)\s*\[(.*)\]$/.exec(text) ?? [];
  if (id !== undefined && title !== undefined) builder.openGroup(id, title);
  else builder.openGroup(text.replace(/^"(.*)"$/, "$1") || `\0${builder.line.line}`, text);
}

/** Parses one statement, such as `A & B -->|label| C[text] --> D`, from left to right. */
class Statement {
  readonly #builder: GraphBuilder;
  readonly #text: string;
  #pos = 0;

  constructor(builder: GraphBuilder, text: string) {
    this.#builder = builder;
    this.#text = text;
  }

  read(): void {
    while (this.#pos < this.#text.length) {
      let from = this.#readNodes();
      for (let link = this.#readLink(); link; link = this.#readLink()) {
        const to = this.#readNodes();
        for (const start of from) for (const end of to) this.#builder.connect(start, end, link);
        from = to;
      }
      if (this.#pos < this.#text.length && !this.#accept(";")) this.#builder.fail();
    }
  }

  #readLink() {
    this.#skipSpaces();
    const found = readLink(this.#text, this.#pos);
    if (!found) return undefined;
    this.#pos = found.end;
    return found.link;
  }

  #readNodes(): (DiagramNode | DiagramGroup)[] {
    const nodes = [this.#readNode()];
    while (this.#accept("&")) nodes.push(this.#readNode());
    return nodes;
  }

  #readNode(): DiagramNode | DiagramGroup {
    this.#skipSpaces();
    name.lastIndex = this.#pos;
    const id = name.exec(this.#text)?.[0];
    if (id === undefined) this.#builder.fail();
    this.#pos += id.length;
    const found = readNodeShape(this.#text, this.#pos);
    if (found === null) this.#builder.fail();
    if (!found) {
      this.#pos = skipClass(this.#text, this.#pos);
      return this.#builder.nodeOrGroup(id);
    }
    const node = this.#builder.node(id);
    node.shape = found.shape ?? node.shape;
    node.label = found.label ?? node.label;
    this.#pos = skipClass(this.#text, found.end);
    return node;
  }

  #skipSpaces(): void {
    while (/\s/.test(this.#text.charAt(this.#pos))) this.#pos++;
  }

  #accept(character: string): boolean {
    this.#skipSpaces();
    if (this.#text.charAt(this.#pos) !== character) return false;
    this.#pos++;
    this.#skipSpaces();
    return true;
  }
}
