import type {
  Box,
  DiagramEdge,
  DiagramGroup,
  DiagramNode,
  Drawing,
  Graph,
  Point,
  SourceLine,
} from "../diagram-types.ts";
import { drawEnd, lengthOfEnd } from "../edge-ends.ts";
import { describeGraph } from "../description.ts";
import { type GraphLayout, layOut, type PlacedEdge } from "./graph-layout.ts";
import { labelSize, lineHeight, textWidth } from "../label.ts";
import { leaving, nearEnd, outside, shortened } from "../routes.ts";
import { drawShape, outlineOf, writeLabel } from "./shapes.ts";
import { element, layer, rectangle, roundedPath, writeText } from "../svg.ts";

const margin = 8;
const groupPadding = 6;

/** Draws a graph in the colour of the surrounding text. Themes can add other colours by classes. */
export function drawGraph(graph: Graph, header: SourceLine): Drawing {
  const layout = layOut(graph, header);
  const groups = new Map([...layout.groups].map(([group, box]) => [group, withTitle(group, box)] as const));
  const routes = layout.edges.map((placed) => routeOf(placed, layout, groups));
  const ends = layout.edges.flatMap(({ edge }, index) => endLabels(edge, routes[index] ?? []));
  const labels = layout.edges.flatMap(({ label }) => (label ? [label] : []));
  const frame = frameOf(
    [...layout.nodes.values(), ...groups.values(), ...labels, ...ends.map(({ box }) => box)],
    routes,
  );
  const words = [...[...groups].map(([group, box]) => titleBox(group, box)), ...labels];
  const parts = layout.edges.map((placed, index) => drawEdge(placed, routes[index] ?? [], words));
  const body = [
    layer(
      "groups",
      'fill="currentColor" fill-opacity=".04" stroke="currentColor" stroke-opacity=".35"',
      [...groups.values()].map((box) => rectangle(box, 6)),
    ),
    layer("lines", 'fill="none" stroke="currentColor"', parts),
    layer(
      "nodes",
      'fill="currentColor" fill-opacity=".08" stroke="currentColor"',
      [...layout.nodes].map(([node, box]) => drawShape(node, box)),
    ),
    layer("labels", 'text-anchor="middle"', [
      ...[...groups].map(([group, box]) => writeText(group.title, titleBox(group, box))),
      ...[...layout.nodes].map(([node, box]) => writeLabel(node, box)),
      ...layout.edges.map(({ edge, label }) => (label ? writeText(edge.label, label) : "")),
      ...ends.map(({ text, box }) => writeText([text], box)),
    ]),
  ];
  const shift = `translate(${Math.round(margin - frame.left)} ${Math.round(margin - frame.top)})`;
  return {
    width: Math.ceil(frame.right - frame.left) + 2 * margin,
    height: Math.ceil(frame.bottom - frame.top) + 2 * margin,
    body: `<g transform="${shift}">${body.join("")}</g>`,
    said: describeGraph(graph),
  };
}

/** Returns the box of a group with enough space for the title of the group. */
function withTitle({ title }: DiagramGroup, { x, y, width, height }: Box): Box {
  const size = labelSize(title);
  const above = title.length === 0 ? 0 : size.height - 6;
  return {
    x,
    y: y - above / 2,
    width: Math.max(width, size.width + 16) + 2 * groupPadding,
    height: height + above + 2 * groupPadding,
  };
}

function titleBox({ title }: DiagramGroup, { x, y, height }: Box): Box {
  const size = labelSize(title);
  return { x, y: y - height / 2 + 4 + size.height / 2, ...size };
}

function outlineAt(
  end: DiagramNode | DiagramGroup,
  layout: GraphLayout,
  groups: ReadonlyMap<DiagramGroup, Box>,
): Point[] {
  const none = { x: 0, y: 0, width: 0, height: 0 };
  if ("shape" in end) return outlineOf(end.shape, layout.nodes.get(end) ?? none);
  return outlineOf("rectangle", groups.get(end) ?? none);
}

function routeOf(
  { edge, route }: PlacedEdge,
  layout: GraphLayout,
  groups: ReadonlyMap<DiagramGroup, Box>,
): Point[] {
  const left = leaving(route, outlineAt(edge.from, layout, groups));
  return leaving(left.reverse(), outlineAt(edge.to, layout, groups)).reverse();
}

const dashes: Partial<Record<DiagramEdge["line"], Record<string, string>>> = {
  dotted: { "stroke-dasharray": "3 4" },
  thick: { "stroke-width": "3" },
};

/** Draws an edge. Its line has gaps at the boxes in `words`, because the boxes contain text. */
function drawEdge({ edge }: PlacedEdge, route: readonly Point[], words: readonly Box[]): string {
  if (edge.line === "invisible") return "";
  const withoutEnd = shortened(route, lengthOfEnd(edge.end));
  const line = shortened(withoutEnd.reverse(), lengthOfEnd(edge.start)).reverse();
  let pieces = [line];
  for (const box of words) pieces = pieces.flatMap((piece) => outside(piece, box));
  const start = nearEnd([...route].reverse(), 0);
  const end = nearEnd(route, 0);
  return [
    element("path", { d: pieces.map((piece) => roundedPath(piece)).join(""), ...dashes[edge.line] }),
    drawEnd(edge.start, start.point, start.direction),
    drawEnd(edge.end, end.point, end.direction),
  ].join("");
}

/** Returns the labels at the two ends of an edge, and the boxes of the labels. */
function endLabels(edge: DiagramEdge, route: readonly Point[]): { text: string; box: Box }[] {
  const at = (text: string, points: readonly Point[], side: number) => {
    const { point, direction } = nearEnd(points, 22);
    const width = textWidth(text);
    const aside = 8 + Math.abs(direction.y) * (width / 2) + Math.abs(direction.x) * 4;
    const centre = { x: point.x + direction.y * aside * side, y: point.y - direction.x * aside * side };
    return text === "" ? [] : [{ text, box: { ...centre, width, height: lineHeight } }];
  };
  return [...at(edge.startLabel, [...route].reverse(), -1), ...at(edge.endLabel, route, 1)];
}

function frameOf(boxes: readonly Box[], routes: readonly (readonly Point[])[]) {
  const all = [...boxes, ...routes.flat().map(({ x, y }) => ({ x, y, width: 12, height: 12 }))];
  return {
    left: Math.min(...all.map(({ x, width }) => x - width / 2)),
    right: Math.max(...all.map(({ x, width }) => x + width / 2)),
    top: Math.min(...all.map(({ y, height }) => y - height / 2)),
    bottom: Math.max(...all.map(({ y, height }) => y + height / 2)),
  };
}
