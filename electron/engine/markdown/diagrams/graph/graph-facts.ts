import type { DiagramGroup, DiagramNode, Graph } from "../diagram-types.ts";

/** Returns the groups with a node in them or in a nested group. */
export function groupsWithNodes({ groups, nodes }: Graph): DiagramGroup[] {
  const filled = new Set<DiagramGroup>();
  for (const node of nodes) for (let group = node.group; group; group = group.parent) filled.add(group);
  return groups.filter((group) => filled.has(group));
}

function isInside(node: DiagramNode, group: DiagramGroup): boolean {
  for (let outer = node.group; outer; outer = outer.parent) if (outer === group) return true;
  return false;
}

/**
 * Returns the node to which an edge is laid out; for a group, one of its nodes, although the edge is drawn to
 * its outline.
 */
export function anchorOf(
  { nodes }: Graph,
  end: DiagramNode | DiagramGroup,
  place: "first" | "last",
): DiagramNode | undefined {
  if ("shape" in end) return end;
  const inside = nodes.filter((node) => isInside(node, end));
  return place === "last" ? inside.at(-1) : inside[0];
}

/**
 * Returns how many ranks all edges cross together, estimated by longest paths in the order of the nodes;
 * backward edges count in full.
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
