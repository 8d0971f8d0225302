import type { Token } from "markdown-it";
import type { Finding } from "./markdown-types.ts";

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

/** The state of markdown-it-footnote, with the notes in the order of the first references to them. */
interface FootnoteState {
  /**
   * For each label (with a colon before it), the index of the note in `list`; -1 if no reference to the note
   * was found yet.
   */
  refs?: Record<string, number>;
  list?: { label?: string; count?: number; tokens?: Token[]; content?: string }[];
}

/**
 * The `env` object of markdown-it during one parse. The rules share it and return their results in it. Line
 * numbers refer to the parsed text.
 */
export interface ParseEnvironment {
  references: Record<string, LinkTarget>;
  readonly definitions: Definition[];
  /** The problems found so far in the paragraph that is being parsed. */
  findings: Finding[];
  /**
   * The position in the paragraph that is being parsed up to which line breaks were counted, and the line of
   * that position.
   */
  cursor: { pos: number; line: number };
  footnotes?: FootnoteState;
  /** Number of image descriptions and inline notes that enclose the text that is being parsed. */
  depth: number;
  readonly idPrefix: string;
}

/**
 * Creates the `env` object for a parse. `references` are link definitions outside of the parsed text; links
 * in the text may use them.
 */
export function createEnvironment(
  idPrefix: string,
  references: Record<string, LinkTarget> = {},
): ParseEnvironment {
  return { references, definitions: [], findings: [], cursor: { pos: 0, line: 0 }, depth: 0, idPrefix };
}

/**
 * Returns the line of a position in the paragraph that is being parsed. Counts on from the position of the
 * previous call, so positions must not decrease.
 */
export function lineAt({ cursor }: ParseEnvironment, paragraph: string, pos: number): number {
  for (; cursor.pos < pos; cursor.pos++) {
    if (paragraph.charCodeAt(cursor.pos) === 0x0a) cursor.line++;
  }
  return cursor.line;
}
