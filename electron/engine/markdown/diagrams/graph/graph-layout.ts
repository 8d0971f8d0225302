import { loadDagre } from "../../render/lazy-packages.ts";
import { anchorOf, groupsWithNodes, spanOf } from "./graph-facts.ts";
import {
  type Box,
  type DiagramEdge,
  DiagramError,
  type DiagramGroup,
  type DiagramNode,
  type Direction,
  type Graph,
  type Point,
  type SourceLine,
} from "../diagram-types.ts";
import { labelSize } from "../label.ts";
import { sizeOf } from "./node-size.ts";

/** The positions of the nodes, groups and edges of a graph. */
export interface GraphLayout {
  readonly nodes: ReadonlyMap<DiagramNode, Box>;
  readonly groups: ReadonlyMap<DiagramGroup, Box>;
  readonly edges: readonly PlacedEdge[];
}

export interface PlacedEdge {
  readonly edge: DiagramEdge;
  /** The points of the edge, from the centre of one node to the centre of the other. */
  readonly route: readonly Point[];
  readonly label: Box | undefined;
}

/** Maximum sum of the lengths of all edges, in ranks (rows or columns of nodes). Limits the layout time. */
const spanLimit = 500;
const nodeSpace = 32;
/** Space in pixels between ranks: in plain graphs, with labels on edges, and with tables as nodes. */
const rankSpace = { plain: 44, labelled: 60, tables: 84 };
/** Distance in pixels by which an edge from a node to itself extends to the side of the node. */
const loopSpace = 28;

/** Arranges a graph in ranks with dagre (method: Gansner, Koutsofios, North and Vo, 1993). */
export function layOut(graph: Graph, header: SourceLine): GraphLayout {
  if (spanOf(graph) > spanLimit) throw new DiagramError(header, true);
  const { direction } = graph;
  const dagre = createDagreGraph(graph);
  const names = new Map<DiagramNode | DiagramGroup, string>();
  // Nodes get generated names, because dagre uses the names as keys of plain objects.
  for (const one of [...graph.groups, ...graph.nodes]) names.set(one, `n${names.size}`);
  const nameOf = (one: DiagramNode | DiagramGroup) => names.get(one) ?? "";
  const filled = groupsWithNodes(graph);
  for (const node of graph.nodes) dagre.setNode(nameOf(node), sizeOf(node, direction));
  for (const group of filled) dagre.setNode(nameOf(group), {});
  for (const group of filled) if (group.parent) dagre.setParent(nameOf(group), nameOf(group.parent));
  for (const node of graph.nodes) if (node.group) dagre.setParent(nameOf(node), nameOf(node.group));
  const ends = graph.edges.flatMap((edge) => {
    const from = anchorOf(graph, edge.from, "last");
    const to = anchorOf(graph, edge.to, "first");
    return from && to ? [{ edge, from, to }] : [];
  });
  ends.forEach(({ edge, from, to }, index) => {
    const space = from === to ? spaceOfLoop(edge, direction) : spaceOfLabel(edge);
    dagre.setEdge(nameOf(from), nameOf(to), { minlen: edge.length, ...space }, String(index));
  });
  try {
    loadDagre().layout(dagre);
  } catch {
    // For some groups, dagre throws `Not possible to find intersection inside of the rectangle`.
    // Reports the diagram as too large if dagre throws this error.
    throw new DiagramError(header, true);
  }

  const boxOf = (one: DiagramNode | DiagramGroup): Box => toBox(dagre.node(nameOf(one)));
  const nodes = new Map(graph.nodes.map((node) => [node, boxOf(node)] as const));
  const edges = ends.map(({ edge, from, to }, index): PlacedEdge => {
    const [start, end] = [boxOf(from), boxOf(to)];
    if (from === to) return placeLoop(edge, start, direction);
    const placed = dagre.edge(nameOf(from), nameOf(to), String(index));
    const route = [start, ...(placed?.points ?? []).slice(1, -1), end];
    return { edge, route, label: edge.label.length === 0 ? undefined : toBox(placed) };
  });
  return { nodes, groups: new Map(filled.map((group) => [group, boxOf(group)])), edges };
}

function createDagreGraph({ direction, nodes, edges }: Graph) {
  const dagre = new (loadDagre().Graph)({ multigraph: true, compound: true });
  const isLabelled = edges.some(({ label }) => label.length > 0);
  const hasTables = nodes.some(({ shape }) => shape === "table");
  const ranksep = hasTables ? rankSpace.tables : isLabelled ? rankSpace.labelled : rankSpace.plain;
  dagre.setGraph({ rankdir: direction, nodesep: nodeSpace, ranksep, edgesep: 16 });
  return dagre;
}

function toBox(placed: Partial<Box> | undefined): Box {
  const { x = 0, y = 0, width = 0, height = 0 } = placed ?? {};
  return { x, y, width, height };
}

function spaceOfLabel({ label }: DiagramEdge) {
  if (label.length === 0) return {};
  const { width, height } = labelSize(label);
  return { width: width + 12, height: height + 4, labelpos: "c" as const };
}

/**
 * Returns the space that an edge from a node to itself needs.
 * Such a loop is beside its node if ranks are rows, and below its node if ranks are columns.
 */
function spaceOfLoop({ label }: DiagramEdge, direction: Direction) {
  const { width, height } = labelSize(label);
  const isBelow = direction === "LR" || direction === "RL";
  return isBelow ? { width, height: height + loopSpace } : { width: width + loopSpace + 8, height };
}

function placeLoop(edge: DiagramEdge, node: Box, direction: Direction): PlacedEdge {
  const size = labelSize(edge.label);
  const aside = { x: node.x + node.width / 2 + loopSpace - 10, y: node.y + node.height / 2 + loopSpace - 10 };
  const [dx, dy] = [node.width / 5, node.height / 5];
  if (direction === "LR" || direction === "RL") {
    const steps: [number, number][] = [
      [-dx, node.y],
      [-dx, aside.y],
      [dx, aside.y],
      [dx, node.y],
    ];
    const route = steps.map(([shift, y]) => ({ x: node.x + shift, y }));
    const label = { x: node.x, y: aside.y + 6 + size.height / 2, ...size };
    return { edge, route, label: edge.label.length === 0 ? undefined : label };
  }
  const steps: [number, number][] = [
    [-dy, node.x],
    [-dy, aside.x],
    [dy, aside.x],
    [dy, node.x],
  ];
  const route = steps.map(([shift, x]) => ({ x, y: node.y + shift }));
  const label = { x: aside.x + 6 + size.width / 2, y: node.y, ...size };
  return { edge, route, label: edge.label.length === 0 ? undefined : label };
}
