/** A line of a diagram's source; `line` counts from 0 behind the fence's first line. */
export interface SourceLine {
  readonly text: string;
  readonly line: number;
}

/** A diagram cannot be drawn: because of a line that is not understood, or because it is too large. */
export class DiagramError extends Error {
  readonly source: SourceLine;
  readonly isTooLarge: boolean;

  constructor(source: SourceLine, isTooLarge = false) {
    super(`${isTooLarge ? "too large" : "not understood"}: ${source.text}`);
    this.name = "DiagramError";
    this.source = source;
    this.isTooLarge = isTooLarge;
  }
}

export type DiagramKind = "flowchart" | "sequence" | "state" | "class" | "entities" | "gantt" | "pie";

/** Names of the kinds in the language of the blog. */
export type KindNames = Readonly<Record<DiagramKind, string>>;

/** A drawing in pixels: its size, the SVG inside it, and what it says, sentence by sentence, for those who do not see it. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly body: string;
  readonly said: readonly string[];
}

/** A label, line by line. */
export type Lines = readonly string[];

/** Outlines of nodes; `table` has compartments, `start`, `end`, `bar` and `choice` are the small marks of state diagrams. */
export type Shape =
  | "rectangle"
  | "rounded"
  | "stadium"
  | "subroutine"
  | "cylinder"
  | "circle"
  | "double-circle"
  | "diamond"
  | "hexagon"
  | "lean-right"
  | "lean-left"
  | "trapezoid"
  | "trapezoid-inverse"
  | "flag"
  | "note"
  | "table"
  | "start"
  | "end"
  | "bar"
  | "choice";

export interface DiagramNode {
  readonly id: string;
  shape: Shape;
  label: Lines;
  /** The group it stands in. */
  group: DiagramGroup | undefined;
  /** Rows below the label, compartment by compartment; of tables only. */
  readonly compartments: string[][];
}

/** What an edge ends with: nothing, heads of arrows, the signs of classes, the cardinalities of entities. */
export type EdgeEnd =
  | "none"
  | "arrow"
  | "open-arrow"
  | "circle"
  | "cross"
  | "triangle"
  | "diamond"
  | "filled-diamond"
  | "one"
  | "zero-or-one"
  | "many"
  | "zero-or-many";

export interface DiagramEdge {
  readonly from: DiagramNode | DiagramGroup;
  readonly to: DiagramNode | DiagramGroup;
  readonly label: Lines;
  readonly line: "solid" | "dotted" | "thick" | "invisible";
  readonly start: EdgeEnd;
  readonly end: EdgeEnd;
  /** Written beside the two ends: `1`, `*`. */
  readonly startLabel: string;
  readonly endLabel: string;
  /** Ranks that it spans at least. */
  readonly length: number;
}

export interface DiagramGroup {
  readonly id: string;
  title: Lines;
  readonly parent: DiagramGroup | undefined;
}

/** A diagram of nodes and edges, whatever its kind. */
export interface Graph {
  readonly direction: Direction;
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  /** Outer groups before inner ones. */
  readonly groups: readonly DiagramGroup[];
}

export type Direction = "TB" | "BT" | "LR" | "RL";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle by its centre. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}
