import type { DiagramSource } from "../diagram-source.ts";
import type { DiagramGroup, DiagramNode, Graph, Shape } from "../diagram-types.ts";
import { GraphBuilder } from "./graph-builder.ts";
import { readLabel } from "../label.ts";

export const stateHeader = /^stateDiagram(?:-v2)?;?$/;

const ignored = /^(?:classDef|class|style|hide empty description|scale)(?:\s|$)/;
const id = String.raw`(?:\[\*\]|[\p{L}\p{N}_][\p{L}\p{M}\p{N}_.-]*?)`;
const transition = new RegExp(
  String.raw`^(${id})(?::::\w+)?\s*-->\s*(${id})(?::::\w+)?(?:\s*:\s*(.*))?$`,
  "u",
);
const quoted = new RegExp(String.raw`^state\s+"([^"]*)"\s+as\s+(${id})(\s*\{)?$`, "u");
const declared = new RegExp(String.raw`^state\s+(${id})\s*(\{|<<(\w+)>>|\[\[(\w+)\]\])?$`, "u");
const described = new RegExp(String.raw`^(${id})(?::::\w+)?(?:\s*:\s*(.+))?$`, "u");
const note = new RegExp(String.raw`^note\s+(?:left|right)\s+of\s+(${id})(?:\s*:\s*(.*))?$`, "u");

/** The shapes of states that are declared with `<<…>>`. */
const marks = new Map<string | undefined, Shape>([
  ["fork", "bar"],
  ["join", "bar"],
  ["choice", "choice"],
]);

/** Parses a state diagram of Mermaid. Concurrent regions (`--`) are not supported. */
export function readStateDiagram(source: DiagramSource): Graph {
  const builder = new GraphBuilder(source.header, "rounded");
  const reader = new StateReader(builder);
  for (const line of source.lines) {
    builder.line = line;
    reader.read(line.text.replace(/;$/, ""));
  }
  reader.finish();
  return builder.finish();
}

class StateReader {
  readonly #builder: GraphBuilder;
  #notes = 0;
  /** The unfinished note: the state or group to which it belongs, and its lines. */
  #note: { of: DiagramNode | DiagramGroup; lines: string[] } | undefined;

  constructor(builder: GraphBuilder) {
    this.#builder = builder;
  }

  read(text: string): void {
    const builder = this.#builder;
    if (this.#note) this.#readNoteLine(this.#note, text);
    else if (ignored.test(text) || builder.readDirection(text)) return;
    else if (text === "}") builder.closeGroup();
    else if (!this.#readTransition(text) && !this.#readNote(text) && !this.#readState(text)) builder.fail();
  }

  finish(): void {
    if (this.#note) this.#builder.fail();
  }

  #readTransition(text: string): boolean {
    const [, from, to, label] = transition.exec(text) ?? [];
    if (from === undefined || to === undefined) return false;
    const edge = { end: "arrow", label: label ? readLabel(label) : [] } as const;
    this.#builder.connect(this.#state(from, "start"), this.#state(to, "end"), edge);
    return true;
  }

  /**
   * Returns the state with this name. `[*]` is the start or end of the current group, depending on `mark`.
   */
  #state(name: string, mark: "start" | "end"): DiagramNode | DiagramGroup {
    if (name !== "[*]") return this.#builder.nodeOrGroup(name);
    return this.#builder.node(`\0${mark} ${this.#builder.group?.id ?? ""}`, mark, "");
  }

  #readState(text: string): boolean {
    const [, title, name, opens] = quoted.exec(text) ?? [];
    if (title !== undefined && name !== undefined) {
      if (opens) this.#builder.openGroup(name, title);
      else this.#describe(name, title);
      return true;
    }
    const [, state, end, angled, squared] = declared.exec(text) ?? [];
    if (state !== undefined) {
      if (end === "{") this.#builder.openGroup(state, state);
      else if (end === undefined) this.#builder.node(state);
      else this.#mark(state, marks.get(angled ?? squared));
      return true;
    }
    const [, known, description] = described.exec(text) ?? [];
    if (known === undefined || known === "[*]") return false;
    if (description === undefined) this.#builder.nodeOrGroup(known);
    else this.#describe(known, description);
    return true;
  }

  #mark(name: string, shape: Shape | undefined): void {
    if (!shape) this.#builder.fail();
    const node = this.#builder.node(name);
    node.shape = shape;
    node.label = [];
  }

  #describe(name: string, description: string): void {
    const state = this.#builder.nodeOrGroup(name);
    if ("shape" in state) state.label = readLabel(description);
    else state.title = readLabel(description);
  }

  #readNote(text: string): boolean {
    const [, state, words] = note.exec(text) ?? [];
    if (state === undefined) return false;
    const of = this.#builder.nodeOrGroup(state);
    if (words === undefined) this.#note = { of, lines: [] };
    else this.#addNote(of, words);
    return true;
  }

  #readNoteLine({ of, lines }: { of: DiagramNode | DiagramGroup; lines: string[] }, text: string): void {
    if (text !== "end note") {
      lines.push(text);
      return;
    }
    this.#note = undefined;
    this.#addNote(of, lines.join("\n"));
  }

  #addNote(of: DiagramNode | DiagramGroup, words: string): void {
    const node = this.#builder.node(`\0note ${this.#notes++}`, "note", words);
    this.#builder.connect(of, node, { line: "dotted" });
  }
}
