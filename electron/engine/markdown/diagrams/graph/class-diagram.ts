import type { DiagramSource } from "../diagram-source.ts";
import type { DiagramEdge, DiagramNode, EdgeEnd, Graph } from "../diagram-types.ts";
import { GraphBuilder } from "./graph-builder.ts";
import { readLabel, readRow } from "../label.ts";

export const classHeader = /^classDiagram(?:-v2)?;?$/;

const ignored = /^(?:classDef|cssClass|style|click|link|callback)\s/;
const id = String.raw`(?:${"`"}[^${"`"}]+${"`"}|[\p{L}\p{M}\p{N}_.-]*[\p{L}\p{M}\p{N}_])(?:~[^~]*~?~)?`;
const relation = new RegExp(
  String.raw`^(${id})\s*(?:"([^"]*)"\s*)?(<\||\*|o|<)?(--|\.\.)(\|>|\*|o|>)?\s*(?:"([^"]*)"\s*)?(${id})(?:\s*:\s*(.*))?$`,
  "u",
);
const declared = new RegExp(
  String.raw`^class\s+(${id})(?:\["?([^\]"]*)"?\])?(?::::\w+)?(?:\s*<<([^>]+)>>)?\s*(\{(?:(.*)\})?)?$`,
  "u",
);
const member = new RegExp(String.raw`^(${id})\s*:\s*(.+)$`, "u");
const annotation = new RegExp(String.raw`^<<([^>]+)>>\s*(${id})$`, "u");
const note = new RegExp(String.raw`^note\s+(?:for\s+(${id})\s+)?"([^"]*)"$`, "u");

const ends = new Map<string | undefined, EdgeEnd>([
  ["<|", "triangle"],
  ["|>", "triangle"],
  ["*", "filled-diamond"],
  ["o", "diamond"],
  ["<", "open-arrow"],
  [">", "open-arrow"],
]);

/** Parses a class diagram of Mermaid. `()--` and relations with two symbols at one end are not supported. */
export function readClassDiagram(source: DiagramSource): Graph {
  const builder = new GraphBuilder(source.header, "table");
  const reader = new ClassReader(builder);
  for (const line of source.lines) {
    builder.line = line;
    reader.read(line.text);
  }
  reader.finish();
  return builder.finish();
}

class ClassReader {
  readonly #builder: GraphBuilder;
  #open: DiagramNode | undefined;
  #notes = 0;

  constructor(builder: GraphBuilder) {
    this.#builder = builder;
  }

  read(text: string): void {
    const builder = this.#builder;
    if (this.#open) this.#readInside(this.#open, text);
    else if (ignored.test(text) || builder.readDirection(text)) return;
    else if (text === "}") builder.closeGroup();
    else if (/^namespace\s+\S+\s*\{$/.test(text)) this.#openNamespace(text);
    else if (!this.#readRelation(text) && !this.#readClass(text) && !this.#readNote(text)) builder.fail();
  }

  finish(): void {
    if (this.#open) this.#builder.fail();
  }

  #openNamespace(text: string): void {
    const name = text.split(/\s+/)[1]?.replace(/\{$/, "") ?? "";
    this.#builder.openGroup(name, name);
  }

  /** Returns the node of a class. Generic types are shown as usual: `List~T~` as `List<T>`. */
  #class(written: string): DiagramNode {
    const [name = "", parameter] = written.replaceAll("`", "").split(/~(.*)~$/);
    const node = this.#builder.node(name);
    if (parameter) node.label = readLabel(`${name}<${parameter}>`);
    return node;
  }

  #readRelation(text: string): boolean {
    const [, from, startLabel = "", start, line, end, endLabel = "", to, label] = relation.exec(text) ?? [];
    if (from === undefined || to === undefined) return false;
    const edge: Partial<DiagramEdge> = {
      line: line === ".." ? "dotted" : "solid",
      start: ends.get(start) ?? "none",
      end: ends.get(end) ?? "none",
      label: label ? readLabel(label) : [],
      startLabel: readRow(startLabel),
      endLabel: readRow(endLabel),
    };
    this.#builder.connect(this.#class(from), this.#class(to), edge);
    return true;
  }

  #readClass(text: string): boolean {
    const [, name, label, kind, body, members] = declared.exec(text) ?? [];
    if (name !== undefined) {
      const node = this.#class(name);
      if (label !== undefined) node.label = readLabel(label);
      if (kind !== undefined) annotate(node, kind);
      if (members !== undefined) for (const one of members.split(";")) addMember(node, one);
      else if (body !== undefined) this.#open = node;
      return true;
    }
    const [, ofKind, annotated] = annotation.exec(text) ?? [];
    if (ofKind !== undefined && annotated !== undefined) annotate(this.#class(annotated), ofKind);
    const [, owner, row] = member.exec(text) ?? [];
    if (owner !== undefined && row !== undefined) addMember(this.#class(owner), row);
    return owner !== undefined || annotated !== undefined;
  }

  #readInside(node: DiagramNode, text: string): void {
    if (text === "}") this.#open = undefined;
    else addMember(node, text);
  }

  #readNote(text: string): boolean {
    const [, of, words] = note.exec(text) ?? [];
    if (words === undefined) return false;
    const node = this.#builder.node(`\0note ${this.#notes++}`, "note", words);
    if (of !== undefined) this.#builder.connect(this.#class(of), node, { line: "dotted" });
    return true;
  }
}

function annotate(node: DiagramNode, kind: string): void {
  node.label = [`«${readRow(kind)}»`, ...node.label];
}

/** Adds a member to a class. A member with parentheses is a method and goes into the lower compartment. */
function addMember(node: DiagramNode, written: string): void {
  const kind = /^<<([^>]+)>>$/.exec(written.trim())?.[1];
  if (kind !== undefined) {
    annotate(node, kind);
    return;
  }
  const row = readRow(written.replace(/~([^~]*)~/g, "<$1>").replace(/[*$]$/, ""));
  if (node.compartments.length === 0) node.compartments.push([], []);
  if (row !== "") node.compartments[row.includes("(") ? 1 : 0]?.push(row);
}
