/** A line of a diagram's source. `line` is 0 for the first line after the opening fence. */
export interface SourceLine {
  readonly text: string;
  readonly line: number;
}

/** The error for a diagram that is too large, or for a line that cannot be parsed. */
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

/** The names of the kinds of diagrams in the language of the blog. */
export type KindNames = Readonly<Record<DiagramKind, string>>;

/** A drawing: its size in pixels, its SVG elements, and sentences that describe it to screen readers. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly body: string;
  readonly said: readonly string[];
}

/** The lines of a label. */
export type Lines = readonly string[];

/** The outlines of nodes. `start`, `end`, `bar` and `choice` occur only in state diagrams. */
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
  /** The group that contains the node. Undefined for a node that is in no group. */
  group: DiagramGroup | undefined;
  /** The rows of each compartment below the label. Only nodes that are drawn as tables have compartments. */
  readonly compartments: string[][];
}

/** The symbol at an end of an edge, such as an arrowhead, a class symbol or an entity's cardinality. */
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
  /** Label at the start of the edge, such as `1`. `endLabel` is the label at the end. */
  readonly startLabel: string;
  readonly endLabel: string;
  /** The minimum number of ranks (rows or columns of nodes) over which the edge extends. */
  readonly length: number;
}

export interface DiagramGroup {
  readonly id: string;
  title: Lines;
  readonly parent: DiagramGroup | undefined;
}

/** A diagram of nodes that are connected by edges. */
export interface Graph {
  readonly direction: Direction;
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
  /** The groups of the diagram. Outer groups come before inner groups. */
  readonly groups: readonly DiagramGroup[];
}

export type Direction = "TB" | "BT" | "LR" | "RL";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rectangle. `x` and `y` are its centre. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}
