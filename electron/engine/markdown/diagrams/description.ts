import { oneLine } from "./label.ts";
import type { DiagramGroup, DiagramNode, Graph } from "./diagram-types.ts";

/** Maximum number of sentences in the description of a diagram. */
const saidLimit = 40;

function nameOf(one: DiagramNode | DiagramGroup): string {
  const lines = "shape" in one ? one.label : one.title;
  if (lines.length > 0) return oneLine(lines);
  return "shape" in one && (one.shape === "start" || one.shape === "end") ? "●" : "◇";
}

/** Describes a graph for screen readers. Each edge is one sentence in symbols: `A → B: label`. */
export function describeGraph({ nodes, edges }: Graph): string[] {
  const linked = new Set(edges.flatMap(({ from, to }) => [from, to]));
  const alone = nodes.filter((node) => !linked.has(node)).map(nameOf);
  const described = edges.map(({ from, to, label, start, end }) => {
    const isBackward = start !== "none" && end === "none";
    const arrow = start === "none" && end === "none" ? "—" : isBackward ? "←" : "→";
    const words = label.length === 0 ? "" : `: ${oneLine(label)}`;
    return `${nameOf(from)} ${arrow} ${nameOf(to)}${words}`;
  });
  return limited([...alone, ...described]);
}

/** Returns the first sentences, up to the limit, and "…" if there are more. */
export function limited(said: readonly string[]): string[] {
  return said.length > saidLimit ? [...said.slice(0, saidLimit), "…"] : [...said];
}
