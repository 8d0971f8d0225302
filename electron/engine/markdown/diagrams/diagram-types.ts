/** A line of a diagram's source; `line` counts from 0 after the opening fence. */
export interface SourceLine {
  readonly text: string;
  readonly line: number;
}

/** A diagram cannot be drawn: a line cannot be parsed, or the diagram is too large. */
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

/** A drawing in pixels: its size, the SVG inside it, and its description for screen readers, by sentence. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly body: string;
  readonly said: readonly string[];
}

/** A label, line by line. */
export type Lines = readonly string[];

/** Outlines of nodes; `table` has compartments; `start`, `end`, `bar`, `choice` belong to state diagrams. */
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
  /** The group that contains it. */
  group: DiagramGroup | undefined;
  /** Rows below the label, by compartment; only of tables. */
  readonly compartments: string[][];
}

/**
 * What an edge ends with: nothing, arrowheads, the signs of class diagrams, the cardinalities of entities.
 */
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
  /** Labels beside the two ends: `1`, `*`. */
  readonly startLabel: string;
  readonly endLabel: string;
  /** Minimum number of ranks that it spans. */
  readonly length: number;
}

export interface DiagramGroup {
  readonly id: string;
  title: Lines;
  readonly parent: DiagramGroup | undefined;
}

/** A diagram of nodes and edges, of any kind. */
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
