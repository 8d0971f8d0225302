import { TextCache } from "#engine/base/text-cache.ts";
import { classHeader, readClassDiagram } from "./graph/class-diagram.ts";
import { readSource, type DiagramSource } from "./diagram-source.ts";
import { DiagramError, type DiagramKind, type Drawing, type KindNames } from "./diagram-types.ts";
import { entityHeader, readEntityDiagram } from "./graph/entity-diagram.ts";
import { flowchartHeader, readFlowchart } from "./graph/flowchart.ts";
import { ganttHeader, readGantt } from "./gantt/gantt.ts";
import { drawGantt } from "./gantt/gantt-drawing.ts";
import { drawGraph } from "./graph/graph-drawing.ts";
import { fontSize } from "./label.ts";
import { pieHeader, readPie } from "./pie.ts";
import { drawPie } from "./pie-drawing.ts";
import { drawSequence } from "./sequence/sequence-drawing.ts";
import { readSequence, sequenceHeader } from "./sequence/sequence-source.ts";
import { readStateDiagram, stateHeader } from "./graph/state-diagram.ts";
import { escapeXml } from "./svg.ts";

/**
 * The SVG and the words of a diagram.
 * For a diagram that cannot be drawn: the faulty line of the source, and the line's 0-based number.
 */
export type DrawnDiagram =
  | { readonly svg: string; readonly words: string }
  | { readonly svg: null; readonly text: string; readonly line: number; readonly isTooLarge: boolean };

const kinds: readonly [DiagramKind, header: RegExp, draw: (source: DiagramSource) => Drawing][] = [
  ["flowchart", flowchartHeader, (source) => drawGraph(readFlowchart(source), source.header)],
  ["sequence", sequenceHeader, (source) => drawSequence(readSequence(source))],
  ["state", stateHeader, (source) => drawGraph(readStateDiagram(source), source.header)],
  ["class", classHeader, (source) => drawGraph(readClassDiagram(source), source.header)],
  ["entities", entityHeader, (source) => drawGraph(readEntityDiagram(source), source.header)],
  ["gantt", ganttHeader, (source) => drawGantt(readGantt(source))],
  ["pie", pieHeader, (source) => drawPie(readPie(source))],
];

const cache = new TextCache<DrawnDiagram>(4_000_000);

/**
 * Draws a Mermaid diagram as SVG without ids, scripts, styles or fixed colours.
 * Equal diagrams always give equal SVG.
 */
export function drawDiagram(source: string, names: KindNames): DrawnDiagram {
  return cache.get(
    `${names.flowchart}\n${source}`,
    () => draw(source, names),
    (drawn) => drawn.svg?.length ?? 0,
  );
}

function draw(written: string, names: KindNames): DrawnDiagram {
  try {
    const source = readSource(written);
    const [kind, , write] = kinds.find(([, header]) => header.test(source.header.text)) ?? [];
    if (!kind || !write) throw new DiagramError(source.header);
    const drawing = write(source);
    return { svg: writeSvg(drawing, source, names[kind]), words: drawing.said.join("\n") };
  } catch (error) {
    if (!(error instanceof DiagramError)) throw error;
    return { svg: null, ...error.source, isTooLarge: error.isTooLarge };
  }
}

/** Wraps a drawing in an `<svg>` element. A size in em makes the drawing scale with the surrounding text. */
function writeSvg(
  { width, height, body, said }: Drawing,
  { title, description }: DiagramSource,
  kind: string,
): string {
  const em = (pixels: number) => `${Math.round((pixels / (fontSize + 1)) * 100) / 100}em`;
  const shownDescription = description || said.join(" / ");
  return (
    `<svg role="img" viewBox="0 0 ${width} ${height}" width="${em(width)}" height="${em(height)}" ` +
    `font-size="${fontSize}" fill="currentColor"><title>${escapeXml(title || kind)}</title>` +
    `<desc>${escapeXml(shownDescription)}</desc>${body}</svg>`
  );
}
