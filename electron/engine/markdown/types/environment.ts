import type { Token } from "markdown-it";
import type { Labels } from "../render/labels.ts";
import type { Finding, RenderContext } from "./markdown-types.ts";

export interface LinkTarget {
  readonly href: string;
  readonly title: string;
}

/** A link reference definition, `[label]: target "title"`. The page does not show it. */
export interface Definition extends LinkTarget {
  readonly label: string;
  readonly line: number;
  /** The line of the definition as the author wrote it. */
  readonly text: string;
}

/** The state of markdown-it-footnote. `list` has the notes in the order of their first references. */
interface FootnoteState {
  /**
   * Maps each note's label, with a colon before it, to the note's index in `list`.
   * The index is -1 until the text refers to the note.
   */
  refs?: Record<string, number>;
  list?: { label?: string; count?: number; tokens?: Token[]; content?: string }[];
}

/** The `env` object of markdown-it, in which rules share data. Lines refer to the parsed text. */
export interface ParseEnvironment {
  references: Record<string, LinkTarget>;
  readonly definitions: Definition[];
  /** The problems found up to now in the paragraph that is being parsed. */
  findings: Finding[];
  /** The line at the offset `pos` of the current paragraph. Line breaks before `pos` are already counted. */
  cursor: { pos: number; line: number };
  footnotes?: FootnoteState;
  /** Depth of nesting: the number of image descriptions and inline notes around the parsed text. */
  depth: number;
  readonly idPrefix: string;
  /** Texts that the Markdown rules add to articles, in the language of the parsed text. */
  readonly labels: Labels;
}

/** Creates the `env` object for a parse. `references` are link definitions in other parts of the text. */
export function createEnvironment(
  { idPrefix = "" }: RenderContext,
  labels: Labels,
  references: Record<string, LinkTarget> = {},
): ParseEnvironment {
  const cursor = { pos: 0, line: 0 };
  return { references, definitions: [], findings: [], cursor, depth: 0, idPrefix, labels };
}

/** Returns the line of an offset in the current paragraph. Call it with offsets that never decrease. */
export function lineAt({ cursor }: ParseEnvironment, paragraph: string, pos: number): number {
  for (; cursor.pos < pos; cursor.pos++) {
    if (paragraph.charCodeAt(cursor.pos) === 0x0a) cursor.line++;
  }
  return cursor.line;
}
