/** Matches a quotation mark, the start of a comment on its own line (except `/*!`), or an indentation. */
const beginning = /["']|^[ \t]*\/\*(?!!)|(?<=\n)[ \t\n]+/gm;
const restOfLine = /[ \t]*\n/y;

/**
 * Removes comments that are alone on their lines, and indentation. Keeps line breaks for readability.
 * Takes linear time, even if strings or comments are not closed.
 */
export function trimStyleSheet(css: string): string {
  const endOfComment = nextPlaces(css, /\*\//g);
  const openQuotes = new Set<string>();
  let trimmed = "";
  let done = 0;
  beginning.lastIndex = 0;
  for (let found = beginning.exec(css); found; found = beginning.exec(css)) {
    const { index, 0: text } = found;
    if (text === '"' || text === "'") {
      // Does not search for the string's end if an earlier quotation mark of the same kind had no end.
      const end = openQuotes.has(text) ? -1 : endOfString(css, index);
      if (end < 0) openQuotes.add(text);
      else beginning.lastIndex = end;
      continue;
    }
    const end = text.endsWith("*")
      ? endOfCommentLine(css, endOfComment(index + text.length))
      : index + text.length;
    const dropped = end < 0 ? index + spaceBefore(css, index, text) : end;
    trimmed += css.slice(done, index);
    done = dropped;
    beginning.lastIndex = Math.max(dropped, index + 1);
  }
  return trimmed + css.slice(done);
}

/**
 * Joins the lines of a style sheet after `{`, `}`, `;` and `,`.
 * This changes no string, because a line end inside a string follows a backslash.
 * On lines without quotation marks, removes the space before a `{` at the end of the line.
 * Removes the space between a property's name and its value, and the semicolon before `}`.
 * On lines without strings, removes the space after a comma, and the zero in numbers such as `0.5`.
 */
export function joinLines(css: string): string {
  return css
    .replace(/^([^"'\n]*[^"'\s]) \{$/gm, "$1{")
    .replace(/^([-\w]+): (?=[^\s;])/gm, "$1:")
    .replace(/^[^"'\\\n]+$/gm, shortened)
    .replace(/;\n+\}/g, "}")
    .replace(/([{};,])\n+/g, "$1");
}

/** Shortens a line without strings. Does not change `url(…)`, because `0.5` can be part of a file name. */
function shortened(line: string): string {
  return line.includes("url(") ? line : line.replace(/, /g, ",").replace(/(?<=[\s:(,-])0(?=\.\d)/g, "");
}

/**
 * Shortens a script: removes indentation, comment lines, and the line ends after `{`, `(`, `,` and `;`.
 * Also removes the spaces beside brackets and operators such as `=`.
 * Keeps a line end after a line with `//`, because a comment may be at the end of that line.
 * If a string in the script may contain a line end, returns the script unchanged.
 */
export function trimScript(script: string): string {
  return /`|\\\r?\n/.test(script)
    ? script
    : script
        .replace(/^[ \t]*(?:\/\/.*\n)?/gm, "")
        .replace(/^\n+/gm, "")
        .replace(/^.+$/gm, withoutSpaces)
        .replace(/^(?!.*\/\/)(.*[{(,;])\n/gm, "$1");
}

/** Matches a string in double quotation marks, or spaces beside operators, brackets and punctuation. */
const stringOrSpaces = /"(?:[^"\\]|\\.)*"| ?(=>|={1,3}|&&|\|\||[{}(),;?:]) ?/g;

/**
 * Removes needless spaces from a line of a script, except in strings.
 * Returns the line unchanged if a `'` or `/` is not in double quotation marks.
 */
function withoutSpaces(line: string): string {
  if (/['/]/.test(line.replace(/"(?:[^"\\]|\\.)*"/g, ""))) return line;
  return line.replace(stringOrSpaces, (found, sign: string | undefined) => sign ?? found);
}

function spaceBefore(css: string, index: number, text: string): number {
  return css[index - 1] === "\n" ? text.length - 2 : 0;
}

function endOfString(css: string, start: number): number {
  const quote = css.charCodeAt(start);
  for (let at = start + 1; at < css.length; at++) {
    const code = css.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === 0x5c) at++;
  }
  return -1;
}

/** Returns the start of the line after a comment, or -1 if other text follows on the comment's line. */
function endOfCommentLine(css: string, close: number): number {
  if (close < 0) return -1;
  restOfLine.lastIndex = close + 2;
  const rest = restOfLine.exec(css)?.[0];
  return rest === undefined ? -1 : close + 2 + rest.length;
}

/**
 * Prepares a search. The result is a function that finds the first match at or after an index (-1 if none).
 * If the function is called with ascending indexes, all calls together scan the text only once.
 */
function nextPlaces(text: string, pattern: RegExp): (from: number) => number {
  let next = 0;
  let isKnown = false;
  return (from) => {
    if (isKnown && (next < 0 || next >= from)) return next;
    pattern.lastIndex = from;
    next = pattern.exec(text)?.index ?? -1;
    isKnown = true;
    return next;
  };
}

const beforeAddress = /\s*(["']?)/y;
const behindAddress = /\s*\)/y;

/** Rewrites the addresses in `url(…)`. `change` returns null to keep an address. */
export function rewriteAddresses(css: string, change: (url: string) => string | null): string {
  const endOfAddress = nextPlaces(css, /["')]/g);
  let rewritten = "";
  let done = 0;
  for (let start = css.indexOf("url("), next = 0; start >= 0; start = css.indexOf("url(", next)) {
    next = start + 4;
    beforeAddress.lastIndex = next;
    const [space = "", quote = ""] = beforeAddress.exec(css) ?? [];
    const from = next + space.length;
    const to = endOfAddress(from);
    if (to < 0) break;
    behindAddress.lastIndex = to + quote.length;
    const closing = css.startsWith(quote, to) ? behindAddress.exec(css)?.[0] : undefined;
    if (closing === undefined || to === from) continue;
    next = to + quote.length + closing.length;
    const changed = change(css.slice(from, to));
    if (changed === null) continue;
    rewritten += `${css.slice(done, start)}url("${changed}")`;
    done = next;
  }
  return rewritten + css.slice(done);
}

/**
 * Inserts rules before the first rule of a style sheet.
 * Keeps statements such as `@import` first, because browsers ignore an `@import` after a rule.
 */
export function withRulesFirst(css: string, rules: string): string {
  if (rules === "") return css;
  const start = endOfStatements(css);
  return start === 0 ? rules + css : `${css.slice(0, start)}\n${rules}${css.slice(endOfSpaces(css, start))}`;
}

/** Matches white space of CSS. A wide space (U+3000) is not white space there, but can begin a rule. */
const spaces = /[ \t\n\r\f]*/y;
const statement = /@(?:charset|import|layer|namespace)(?![-\w])/iy;
/** Matches the start of a comment or address, a string, an unclosed quotation mark, a `;` or a bracket. */
const signs = /\/\*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|["']|\burl\(\s*(?!["'\s])|[;{}()[\]]/gis;

/** Matches an escaped character, a comment, string or address, also without its end, or a bracket. */
const parts =
  /\\.|\/\*.*?(?:\*\/|$)|"(?:[^"\\\n]|\\.)*(?:"|\n|\\?$)|'(?:[^'\\\n]|\\.)*(?:'|\n|\\?$)|\burl\(\s*(?!["'\s])(?:[^)\\]|\\.)*(?:\)|\\?$)|[{}()[\]]/gis;

const brackets: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/**
 * Closes what is still open at the end of a style sheet, as browsers do: comment, string, address, brackets.
 * Rules that are appended then do not become part of it.
 */
export function withClosedEnd(css: string): string {
  const open: string[] = [];
  let last = "";
  for (const [part] of css.matchAll(parts)) {
    const bracket = brackets[part];
    if (bracket !== undefined) open.push(bracket);
    else if (part === open.at(-1)) open.pop();
    last = part;
  }
  return css + endOf(last) + open.reverse().join("");
}

/** Returns the missing end of the last comment, string or address of a style sheet, or "". */
function endOf(part: string): string {
  if (part.startsWith("/*")) return /^\/\*.*\*\/$/s.test(part) ? "" : "*/";
  if (/^url\(/i.test(part)) return part.endsWith(")") ? "" : ")";
  if (!/^["']/.test(part) || part.endsWith("\n")) return "";
  const [quote = ""] = part;
  const isClosed = part.length > 1 && new RegExp(`^${quote}(?:[^\\\\]|\\\\.)*${quote}$`, "s").test(part);
  // A line end after the backslash, so that the backslash does not escape the quotation mark.
  return isClosed ? "" : `${part.endsWith("\\") ? "\n" : ""}${quote}`;
}

/** Returns the end of the statements without a block that begin a style sheet; 0 if there are none. */
function endOfStatements(css: string): number {
  for (let end = 0; ; ) {
    statement.lastIndex = endOfComments(css, end);
    const next = statement.test(css) ? endOfStatement(css, statement.lastIndex) : -1;
    if (next < 0) return end;
    end = next;
  }
}

/** Returns the end of the spaces and comments at an index. */
function endOfComments(css: string, from: number): number {
  for (let end = from; ; ) {
    end = endOfSpaces(css, end);
    const close = css.startsWith("/*", end) ? css.indexOf("*/", end + 2) : -1;
    if (close < 0) return end;
    end = close + 2;
  }
}

function endOfSpaces(css: string, from: number): number {
  spaces.lastIndex = from;
  spaces.test(css);
  return spaces.lastIndex;
}

/** Returns the end of a statement, or -1 if it has a block or no end. */
function endOfStatement(css: string, from: number): number {
  let depth = 0;
  signs.lastIndex = from;
  for (let found = signs.exec(css); found; found = signs.exec(css)) {
    const [sign] = found;
    if (sign === "(" || sign === "[") depth += 1;
    if (sign === ")" || sign === "]") depth = Math.max(depth - 1, 0);
    if (sign === ";" && depth === 0) return signs.lastIndex;
    if (/^[{}"']$/.test(sign)) return -1;
    if (sign.length === 1 || /^["']/.test(sign)) continue;
    const close = sign === "/*" ? "*/" : ")";
    const end = css.indexOf(close, signs.lastIndex);
    if (end < 0) return -1;
    signs.lastIndex = end + close.length;
  }
  return -1;
}
