import type { DiagramGroup, DiagramNode, Graph } from "../diagram-types.ts";

/** Returns the groups that contain at least one node, either directly or in an inner group. */
export function groupsWithNodes({ groups, nodes }: Graph): DiagramGroup[] {
  const filled = new Set<DiagramGroup>();
  for (const node of nodes) for (let group = node.group; group; group = group.parent) filled.add(group);
  return groups.filter((group) => filled.has(group));
}

function isInside(node: DiagramNode, group: DiagramGroup): boolean {
  for (let outer = node.group; outer; outer = outer.parent) if (outer === group) return true;
  return false;
}

/** Returns the node at an end of an edge. If the end is a group, returns one of the group's nodes. */
export function anchorOf(
  { nodes }: Graph,
  end: DiagramNode | DiagramGroup,
  which: "first" | "last",
): DiagramNode | undefined {
  if ("shape" in end) return end;
  const inside = nodes.filter((node) => isInside(node, end));
  return which === "last" ? inside.at(-1) : inside[0];
}

/**
 * Returns the sum of the lengths of all edges, in ranks (rows or columns of nodes).
 * Estimates the rank of a node by the longest path of forward edges that leads to the node.
 */
export function spanOf({ nodes, edges }: Graph): number {
  const ranks = new Map<DiagramNode | DiagramGroup, number>();
  const order = new Map<DiagramNode | DiagramGroup, number>(nodes.map((node, index) => [node, index]));
  const forward = edges
    .filter(({ from, to }) => (order.get(from) ?? 0) < (order.get(to) ?? 0))
    .sort((one, other) => (order.get(one.from) ?? 0) - (order.get(other.from) ?? 0));
  for (const { from, to, length } of forward) {
    ranks.set(to, Math.max(ranks.get(to) ?? 0, (ranks.get(from) ?? 0) + length));
  }
  return edges.reduce(
    (sum, { from, to }) => sum + Math.abs((ranks.get(to) ?? 0) - (ranks.get(from) ?? 0)),
    0,
  );
}
