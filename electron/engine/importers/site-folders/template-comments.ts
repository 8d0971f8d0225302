import { codePattern } from "../conversion/markdown-text.ts";

/** A kind of comment that a site generator removes. The strings are sources of regular expressions. */
export interface CommentRule {
  readonly begin: string;
  readonly end: string;
  /**
   * Regular expressions for the start and the end of text in which nothing is a comment. Default: none.
   */
  readonly raw?: readonly [begin: string, end: string];
  /** Whether comments in code stay in the text. */
  readonly isShownInCode: boolean;
  /** Whether the site generator refuses a text with an unclosed comment. Default: false. */
  readonly needsEnd?: boolean;
}

const rawTags = ["\\{%-?\\s*raw\\s*-?%\\}", "\\{%-?\\s*endraw\\s*-?%\\}"] as const;

/** Comments of Liquid. Liquid also removes comments in code, because Liquid runs before Markdown. */
export const liquidComment: CommentRule = {
  begin: "\\{%-?\\s*comment\\s*-?%\\}",
  end: "\\{%-?\\s*endcomment\\s*-?%\\}",
  raw: rawTags,
  isShownInCode: false,
  needsEnd: true,
};

/** Comments of Nunjucks. */
export function nunjucksComment(isShownInCode: boolean): CommentRule {
  return { begin: "\\{#", end: "#\\}", raw: rawTags, isShownInCode };
}

/** Comments of kramdown. */
export const kramdownComment: CommentRule = {
  begin: "\\{::comment(?![^{}]*/\\})[^{}]*\\}",
  end: "\\{:/(?:comment)?\\}",
  isShownInCode: true,
};

/** Comments of MDX. */
export const mdxComment: CommentRule = {
  begin: "\\{\\s*/\\*",
  end: "\\*/\\s*\\}",
  isShownInCode: true,
  needsEnd: true,
};

/** The shortcode with which themes of Hugo hide notes. */
export const hugoComment: CommentRule = {
  begin: "\\{\\{[<%]\\s*comment\\b[^{}]*[%>]\\}\\}",
  end: "\\{\\{[<%]\\s*/\\s*comment\\s*[%>]\\}\\}",
  isShownInCode: false,
  needsEnd: true,
};

/** A text without the comments that a site generator removes. */
export interface UncommentedText {
  readonly text: string;
  readonly hadComments: boolean;
  /** Whether `text` contains an unclosed comment. The old site then had no page for the text. */
  readonly hasOpenComment: boolean;
}

/** Removes the comments that a site generator never shows. */
export function withoutComments(written: string, rules: readonly CommentRule[]): UncommentedText {
  let [text, hasOpenComment] = [written, false];
  for (const rule of rules) {
    const done = withoutOne(text, rule);
    text = done.text;
    hasOpenComment ||= done.hasOpenComment && rule.needsEnd === true;
  }
  return { text, hadComments: text.length < written.length, hasOpenComment };
}

function withoutOne(
  text: string,
  { begin, end, raw, isShownInCode }: CommentRule,
): { readonly text: string; readonly hasOpenComment: boolean } {
  // The pattern for code comes first, because its backreference `\1` must refer to the first group.
  const parts = [
    ...(isShownInCode ? [codePattern] : []),
    ...(raw ? [`(?<raw>${raw[0]})`] : []),
    `(?<begin>${begin})`,
  ];
  const starts = new RegExp(parts.join("|"), "gm");
  const [commentEnds, rawEnds] = [endsOf(text, end), endsOf(text, raw?.[1] ?? end)];
  let [kept, done, hasOpenComment] = ["", 0, false];
  for (let found = starts.exec(text); found; found = starts.exec(text)) {
    const isComment = found.groups?.begin !== undefined;
    if (!isComment && found.groups?.raw === undefined) continue;
    const after = (isComment ? commentEnds : rawEnds)(starts.lastIndex);
    if (after === null) {
      hasOpenComment ||= isComment;
      continue;
    }
    if (isComment) {
      kept += text.slice(done, found.index);
      done = after;
    }
    starts.lastIndex = after;
  }
  return { text: kept + text.slice(done), hasOpenComment };
}

/**
 * Returns a function that finds the offset after the next match of `end`.
 * After a search without a match, later searches return null at once. They thus take linear time in total.
 */
function endsOf(text: string, end: string): (from: number) => number | null {
  const pattern = new RegExp(end, "g");
  let isOver = false;
  return (from) => {
    if (isOver) return null;
    pattern.lastIndex = from;
    isOver = !pattern.test(text);
    return isOver ? null : pattern.lastIndex;
  };
}
