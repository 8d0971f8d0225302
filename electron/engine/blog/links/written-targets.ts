import { decodeEntities } from "#engine/base/markup.ts";
import { decoded } from "#contract/text/percent-encoding.ts";
import { withoutEscapes } from "#contract/text/markdown-text.ts";

/** The target of a link or image, as written in a text. */
export interface WrittenTarget {
  /**
   * Offset of the target's first character. A bracket or quote before the target is not part of it.
   * `end` is the offset after the target's last character.
   */
  readonly start: number;
  readonly end: number;
  /** The target without escapes of Markdown or HTML, and percent-decoded. */
  readonly meant: string;
}

/**
 * Matches the fence of a code block and the text after the fence. The block may be in a quotation or list.
 * If a line contains backticks after its first run of backticks, the line is not a fence.
 */
const fence = /^[ \t>*+\-\d.)]*(?:(`{3,})(?!`)([^`]*)$|(~{3,})(.*))/s;
const forms: readonly RegExp[] = [
  // Matches `[text](target "title")` and `![text](target)`. The target can contain pairs of parentheses.
  /\]\(\s*(?:<([^<>\n]*)>|((?:[^\s()<>\\]|\\.|\((?:[^\s()\\]|\\.)*\))+))/dg,
  // Matches `[label]: target`.
  /^[ \t>]*\[(?:[^[\]\\]|\\.)+\]:\s*(?:<([^<>\n]*)>|(\S+))/dgm,
  // Matches attributes in HTML tags, and attributes in braces after a video.
  /[\s{](?:href|src|poster)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'{}<>=`]+))/dgi,
];

const sourceSet = /\ssrcset\s*=\s*(?:"([^"]*)"|'([^']*)')/dgi;

/** Returns all link targets in a Markdown text, in their order. Leaves out targets in code. */
export function writtenTargets(text: string): WrittenTarget[] {
  const visible = withoutCode(text);
  const found = forms.flatMap((form, index) =>
    Array.from(visible.matchAll(form), (match) => {
      const group = match.findIndex((part, number) => number > 0 && part !== undefined);
      const [start, end] = match.indices?.[group] ?? [0, 0];
      return { start, end, meant: meantBy(text.slice(start, end), index === 2) };
    }),
  );
  return [...found, ...sourceSets(visible, text)]
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start);
}

/** Returns the target of each image in an `srcset`, without the image's width or density. */
function sourceSets(visible: string, text: string): WrittenTarget[] {
  return Array.from(visible.matchAll(sourceSet), (match) => {
    const [from, to] = match.indices?.[1] ?? match.indices?.[2] ?? [0, 0];
    // A comma inside a URL belongs to the URL. A comma at the end of a URL separates two URLs.
    return Array.from(text.slice(from, to).matchAll(/(?<=^|,)\s*([^\s,]\S*)/dg), (candidate) => {
      const [start = 0] = candidate.indices?.[1] ?? [];
      const written = candidate[1]?.replace(/(?<!,),+$/, "") ?? "";
      return { start: from + start, end: from + start + written.length, meant: meantBy(written, true) };
    });
  }).flat();
}

/** Replaces code with spaces, so that the offsets of all other text stay unchanged. */
function withoutCode(text: string): string {
  const blank = (code: string): string => code.replace(/[^\n]/g, " ");
  let open = "";
  const lines = text.split("\n").map((line) => {
    const [, ticks, afterTicks, tildes, afterTildes] = fence.exec(line) ?? [];
    const mark = ticks ?? tildes ?? "";
    const wasOpen = open !== "";
    if (!wasOpen) open = mark;
    // A fence with a language begins a code block and cannot end one.
    else if (mark.startsWith(open) && (afterTicks ?? afterTildes ?? "").trim() === "") open = "";
    return wasOpen || mark !== "" ? blank(line) : line;
  });
  return withoutInlineCode(lines.join("\n"), blank);
}

/**
 * Replaces inline code with spaces, in linear time.
 * Inline code begins and ends with the same number of backticks, and does not continue in another paragraph.
 */
function withoutInlineCode(text: string, blank: (code: string) => string): string {
  const runs = Array.from(text.matchAll(/`+|\n(?=[ \t]*\n)/g), ({ index, 0: { length } }) => ({
    index,
    length,
  }));
  const closing = new Array<number>(runs.length).fill(-1);
  let last = new Map<number, number>();
  for (let at = runs.length - 1; at >= 0; at--) {
    const { index = 0, length = 0 } = runs[at] ?? {};
    if (text[index] === "\n") last = new Map();
    else {
      closing[at] = last.get(length) ?? -1;
      last.set(length, at);
    }
  }
  let visible = "";
  let done = 0;
  for (let at = 0; at < runs.length; at++) {
    const [run, close] = [runs[at], runs[closing[at] ?? -1]];
    if (!run || !close || text[run.index - 1] === "\\") continue;
    const end = close.index + close.length;
    visible += text.slice(done, run.index) + blank(text.slice(run.index, end));
    done = end;
    at = closing[at] ?? at;
  }
  return visible + text.slice(done);
}

function meantBy(written: string, isHtml: boolean): string {
  const plain = isHtml ? written : withoutEscapes(written);
  return decoded(decodeEntities(plain));
}
