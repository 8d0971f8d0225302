import { type BlockState, firstState, tokenizeLine } from "../writing/markdown/block-tokens.ts";

/** A heading of a text. */
export interface Heading {
  /** The level of the heading, from 1 to 6. */
  readonly level: number;
  readonly text: string;
  /** The 0-based line of the heading. */
  readonly line: number;
}

/** Returns the headings of a Markdown text: lines with `#` or an underline. Ignores lines in code blocks. */
export function outlineOf(body: string): Heading[] {
  const headings: Heading[] = [];
  let state: BlockState = firstState;
  let before = "";
  for (const [line, source] of body.split(/\r?\n/).entries()) {
    const { tokens, end } = tokenizeLine(source, state);
    const isText = state.kind === "text" && tokens[0]?.scope !== "code";
    const marked = /^(?: {0,3}>)* {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/.exec(source);
    const underline = /^ {0,3}(=+|-+)[ \t]*$/.exec(source)?.[1];
    if (isText && marked) {
      headings.push({ level: marked[1]?.length ?? 1, text: plain(marked[2] ?? ""), line });
    } else if (
      isText &&
      underline &&
      before.trim() !== "" &&
      !/^\s*(?:#|>|[-*+]\s|\d+[.)]\s|\||:{3})/.test(before)
    ) {
      headings.push({ level: underline.startsWith("=") ? 1 : 2, text: plain(before), line: line - 1 });
    }
    before = isText ? source : "";
    state = end;
  }
  return headings;
}

/** Returns the text of a heading without markup. */
function plain(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/\{([^|｜}]*)[|｜][^}]*\}/g, "$1")
    .replace(/\{[#.][^}]*\}\s*$/, "")
    .replace(/[*_`~]/g, "")
    .trim();
}
