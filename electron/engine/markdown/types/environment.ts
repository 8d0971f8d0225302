import type { Token } from "markdown-it";
import type { Finding } from "./markdown-types.ts";

export interface LinkTarget {
  readonly href: string;
  readonly title: string;
}

/** A link reference definition, `[label]: target "title"`, which is not shown on the page. */
export interface Definition extends LinkTarget {
  readonly label: string;
  readonly line: number;
  /** The line as written. */
  readonly text: string;
}

/** State of markdown-it-footnote: the notes in the order of their first reference. */
interface FootnoteState {
  /** By label with a leading colon: the index in `list`, or -1 while there is no reference to the note. */
  refs?: Record<string, number>;
  list?: { label?: string; count?: number; tokens?: Token[]; content?: string }[];
}

/**
 * The `env` of one parse: state shared by the rules and returned to the pipeline. Lines are those of the
 * parsed text.
 */
export interface ParseEnvironment {
  references: Record<string, LinkTarget>;
  readonly definitions: Definition[];
  /** Findings of the current paragraph. */
  findings: Finding[];
  /** Position up to which lines of that paragraph have been counted, and the line there. */
  cursor: { pos: number; line: number };
  footnotes?: FootnoteState;
  /** Nesting depth of image descriptions and notes around the current text. */
  depth: number;
  readonly idPrefix: string;
}

/** Creates an environment; `references` are the definitions that the text may use besides its own. */
export function createEnvironment(
  idPrefix: string,
  references: Record<string, LinkTarget> = {},
): ParseEnvironment {
  return { references, definitions: [], findings: [], cursor: { pos: 0, line: 0 }, depth: 0, idPrefix };
}

/** Returns the line of a position in the current paragraph; scans each character once if called in order. */
export function lineAt({ cursor }: ParseEnvironment, paragraph: string, pos: number): number {
  for (; cursor.pos < pos; cursor.pos++) {
    if (paragraph.charCodeAt(cursor.pos) === 0x0a) cursor.line++;
  }
  return cursor.line;
}
