import type { Token } from "markdown-it";
import type { Finding } from "./markdown-types.ts";

export interface LinkTarget {
  readonly href: string;
  readonly title: string;
}

/** A link reference definition, `[label]: target "title"`, which leaves nothing on the page. */
export interface Definition extends LinkTarget {
  readonly label: string;
  readonly line: number;
  /** The line as written. */
  readonly text: string;
}

/** What markdown-it-footnote keeps while parsing: the notes in the order of their first reference. */
interface FootnoteState {
  /** By label behind a colon: the index in `list`, or -1 while nothing refers to the note. */
  refs?: Record<string, number>;
  list?: { label?: string; count?: number; tokens?: Token[]; content?: string }[];
}

/** The `env` of one parse: what the rules share with each other and hand to the pipeline. Lines are those of the parsed text. */
export interface ParseEnvironment {
  references: Record<string, LinkTarget>;
  readonly definitions: Definition[];
  /** Findings of the paragraph that is being read. */
  findings: Finding[];
  /** How far into that paragraph lines have been counted, and the line there. */
  cursor: { pos: number; line: number };
  footnotes?: FootnoteState;
  /** In how many descriptions of images and notes the words stand that are being read. */
  depth: number;
  readonly idPrefix: string;
}

/** A fresh environment; `references` are the definitions that the text may use besides its own. */
export function createEnvironment(
  idPrefix: string,
  references: Record<string, LinkTarget> = {},
): ParseEnvironment {
  return { references, definitions: [], findings: [], cursor: { pos: 0, line: 0 }, depth: 0, idPrefix };
}

/** The line of a place in the paragraph that is being read; asked for in ascending order, it counts each character once. */
export function lineAt({ cursor }: ParseEnvironment, paragraph: string, pos: number): number {
  for (; cursor.pos < pos; cursor.pos++) {
    if (paragraph.charCodeAt(cursor.pos) === 0x0a) cursor.line++;
  }
  return cursor.line;
}
