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

/** Gathers a graph while its source is read. Names are looked up in maps only, so `__proto__` is one like any other. */
export class GraphBuilder {
  direction: Direction = "TB";
  /** The line that is being read, for errors. */
  line: SourceLine;
  /** The group that is open. */
  group: DiagramGroup | undefined;
  readonly #nodes = new Map<string, DiagramNode>();
  readonly #groups = new Map<string, DiagramGroup>();
  readonly #edges: DiagramEdge[] = [];
  readonly #shape: Shape;

  constructor(line: SourceLine, shape: Shape) {
    this.line = line;
    this.#shape = shape;
  }

  /** The line cannot be read. */
  fail(): never {
    throw new DiagramError(this.line);
  }

  #limit(count: number, limit: number): void {
    if (count > limit) throw new DiagramError(this.line, true);
  }

  /** The node of that name, made when it is new; the first group that names it holds it. */
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

  /** The group of that name, or the node, made when it is new. */
  nodeOrGroup(id: string): DiagramNode | DiagramGroup {
    return this.#groups.get(id) ?? this.node(id);
  }

  /** Draws a line between two nodes or groups: without ends and label, unless told otherwise. */
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

  /** Opens a group inside the one that is open. */
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

  /** `direction LR`: of the whole diagram when no group is open; those of groups are not followed. */
  readDirection(text: string): boolean {
    const direction = /^direction\s+(TB|TD|BT|LR|RL);?$/.exec(text)?.[1];
    if (direction && !this.group) this.direction = toDirection(direction);
    return direction !== undefined;
  }

  /** The graph, once everything is read. Names that were used before their group was opened stand for the group. */
  finish(): Graph {
    if (this.group) this.fail();
    const resolve = (end: DiagramNode | DiagramGroup) => this.#groups.get(end.id) ?? end;
    const edges = this.#edges.map((edge) => ({ ...edge, from: resolve(edge.from), to: resolve(edge.to) }));
    const nodes = [...this.#nodes.values()].filter(({ id }) => !this.#groups.has(id));
    if (nodes.length === 0) this.fail();
    return { direction: this.direction, nodes, edges, groups: [...this.#groups.values()] };
  }
}

/** `TD`, as the first line of a diagram may say, is `TB`. */
export function toDirection(written: string | undefined): Direction {
  return written === "BT" || written === "LR" || written === "RL" ? written : "TB";
}
