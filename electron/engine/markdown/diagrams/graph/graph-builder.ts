import {
  type DiagramEdge,
  DiagramError,
  type DiagramGroup,
  type DiagramNode,
  type Direction,
  type Graph,
  type Shape,
  type SourceLine,
} from "../diagram-types.ts";
import { readLabel } from "../label.ts";

const nodesLimit = 100;
const edgesLimit = 140;
const groupsLimit = 20;
const depthLimit = 4;
const lengthLimit = 6;

type PlainEdge = Partial<Omit<DiagramEdge, "from" | "to">>;

/**
 * Builds a graph while its source is parsed. Uses `Map`s, because a node may have the name `__proto__`.
 */
export class GraphBuilder {
  direction: Direction = "TB";
  /** The line that is being parsed. Errors name this line. */
  line: SourceLine;
  /** The current group. Undefined while no group is open. */
  group: DiagramGroup | undefined;
  readonly #nodes = new Map<string, DiagramNode>();
  readonly #groups = new Map<string, DiagramGroup>();
  readonly #edges: DiagramEdge[] = [];
  readonly #shape: Shape;

  constructor(line: SourceLine, shape: Shape) {
    this.line = line;
    this.#shape = shape;
  }

  /** Throws a `DiagramError` for the line that is being parsed. */
  fail(): never {
    throw new DiagramError(this.line);
  }

  #limit(count: number, limit: number): void {
    if (count > limit) throw new DiagramError(this.line, true);
  }

  /** Returns the node with this name. If there is no such node, creates it in the current group. */
  node(id: string, shape = this.#shape, label = id): DiagramNode {
    const known = this.#nodes.get(id);
    if (known) {
      known.group ??= this.group;
      return known;
    }
    const node = { id, shape, label: readLabel(label), group: this.group, compartments: [] };
    this.#nodes.set(id, node);
    this.#limit(this.#nodes.size, nodesLimit);
    return node;
  }

  /** Returns the group with this name. Without such a group, returns or creates the node with this name. */
  nodeOrGroup(id: string): DiagramNode | DiagramGroup {
    return this.#groups.get(id) ?? this.node(id);
  }

  /** Connects two nodes or groups by an edge. The default is a solid line without symbols and labels. */
  connect(from: DiagramNode | DiagramGroup, to: DiagramNode | DiagramGroup, edge: PlainEdge): void {
    const plain = {
      label: [],
      line: "solid",
      start: "none",
      end: "none",
      startLabel: "",
      endLabel: "",
      length: 1,
    } as const;
    this.#edges.push({ ...plain, ...edge, from, to, length: Math.min(edge.length ?? 1, lengthLimit) });
    this.#limit(this.#edges.length, edgesLimit);
  }

  /** Opens a group inside the current group. */
  openGroup(id: string, title: string): void {
    let depth = 1;
    for (let outer = this.group; outer; outer = outer.parent) depth++;
    this.#limit(depth, depthLimit);
    const known = this.#groups.get(id);
    this.group = known ?? { id, title: readLabel(title), parent: this.group };
    this.#groups.set(id, this.group);
    this.#limit(this.#groups.size, groupsLimit);
  }

  closeGroup(): void {
    if (!this.group) this.fail();
    this.group = this.group.parent;
  }

  /**
   * Parses a line such as `direction LR`, and returns false for other lines. Ignores directions of groups.
   */
  readDirection(text: string): boolean {
    const direction = /^direction\s+(TB|TD|BT|LR|RL);?$/.exec(text)?.[1];
    if (direction && !this.group) this.direction = toDirection(direction);
    return direction !== undefined;
  }

  /**
   * Returns the finished graph. Connects an edge to a group if the edge names the group.
   */
  finish(): Graph {
    if (this.group) this.fail();
    const resolve = (end: DiagramNode | DiagramGroup) => this.#groups.get(end.id) ?? end;
    const edges = this.#edges.map((edge) => ({ ...edge, from: resolve(edge.from), to: resolve(edge.to) }));
    const nodes = [...this.#nodes.values()].filter(({ id }) => !this.#groups.has(id));
    if (nodes.length === 0) this.fail();
    return { direction: this.direction, nodes, edges, groups: [...this.#groups.values()] };
  }
}

/** Converts Mermaid's word for a direction. `TD` and a missing word mean `TB` (from top to bottom). */
export function toDirection(written: string | undefined): Direction {
  return written === "BT" || written === "LR" || written === "RL" ? written : "TB";
}
