import { type Alignment, alignWords, shownOffset, sourceOffset } from "../words/align-words.ts";
import { type OwnText, ownText } from "../words/own-text.ts";
import { lineOfOffset, offsetOfLine, type SourceText } from "../words/source-text.ts";
import { pitchOf, TextPositions } from "../words/text-positions.ts";
import { carry } from "./anchor.ts";
import type { Flow } from "./flow.ts";
import { firstCodeLine, type Mark } from "./marks.ts";
import type { Inside } from "./stretches.ts";

/** Elements in which lines are not measured. Positions inside such an element are interpolated. */
const whole = "tr, hr, figure, video, audio, iframe, svg, math, .maths, .diagram";

/**
 * Returns the positions of the lines inside an element. Undefined if the positions can only be interpolated.
 */
export function insideOf(mark: Mark, source: SourceText, flow: Flow): Inside | undefined {
  const { element } = mark;
  if (element.matches("pre")) return flow.isVertical ? undefined : codeInside(mark, source, flow);
  if (element.matches(whole)) return undefined;
  const own = ownText(element);
  const { start, end } = flow.spanOf(element.getBoundingClientRect());
  const isWrapped = end - start > (pitchOf(element) ?? 0) * 1.5;
  const lines = source.lines(mark.from, mark.to);
  return isWrapped && own.text.trim() !== "" && lines !== ""
    ? wordsInside(mark, own, lines, flow)
    : undefined;
}

/** Maps the lines of a code block to positions. The lines with ``` are mapped to the block's padding. */
function codeInside(mark: Mark, source: SourceText, flow: Flow): Inside {
  const first = firstCodeLine(mark, source);
  const count = (mark.element.textContent ?? "").replace(/\n$/, "").split("\n").length;
  const lines = [mark.from, first, first + count, Math.max(mark.to, first + count)] as const;
  const positions = (): readonly [number, number, number, number] => {
    const { start, end } = flow.spanOf(mark.element.getBoundingClientRect());
    const { paddingTop, paddingBottom, borderTopWidth, borderBottomWidth } = getComputedStyle(mark.element);
    const top = start + Number.parseFloat(paddingTop) + Number.parseFloat(borderTopWidth);
    return [start, top, end - Number.parseFloat(paddingBottom) - Number.parseFloat(borderBottomWidth), end];
  };
  return {
    positionOf: (line) => through(line, lines, positions()),
    lineAt: (position) => through(position, positions(), lines),
  };
}

type Knots = readonly [number, number, number, number];

function through(value: number, from: Knots, to: Knots): number {
  if (value < from[1]) return carry(value, [from[0], from[1]], [to[0], to[1]]);
  if (value <= from[2]) return carry(value, [from[1], from[2]], [to[1], to[2]]);
  return carry(value, [from[2], from[3]], [to[2], to[3]]);
}

function wordsInside(mark: Mark, own: OwnText, lines: string, flow: Flow): Inside {
  const positions = new TextPositions(mark.element, own, flow);
  let alignment: Alignment | undefined;
  const aligned = (): Alignment => {
    alignment ??= alignWords(lines, own.text);
    return alignment;
  };
  return {
    positionOf: (line) => positions.positionOf(shownOffset(aligned(), offsetOfLine(lines, mark.from, line))),
    lineAt: (position) =>
      lineOfOffset(lines, mark.from, sourceOffset(aligned(), positions.offsetAt(position))),
  };
}
