import { decodedUrl } from "#contract/text/percent-encoding.ts";
import type { Problem } from "#contract/errors.ts";
import type { FixKind } from "../../state/current-editor.ts";

/** A fix of a line: `text` replaces the columns `start` to `end`. Then `from` to `to` are selected. */
export interface LineFix {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly select?: readonly [from: number, to: number];
}

const kinds: Readonly<Partial<Record<Problem["code"], readonly FixKind[]>>> = {
  "markdown.windowsPath": ["asCode", "doubleBackslashes"],
  "markdown.markSpace": ["plainSpace"],
  "markdown.swallowedDefinition": ["escapeBracket", "wideColon"],
  "link.dead": ["unlink"],
  "link.noAnchor": ["unlink"],
  "image.noAlt": ["describe"],
};

/** Returns the fixes that are offered for a problem. For most problems, there are none. */
export function fixKinds({ code }: Pick<Problem, "code">): readonly FixKind[] {
  return kinds[code] ?? [];
}

/** Returns the change that fixes a problem in its line. Null if the line has changed since the check. */
export function lineFix(kind: FixKind, { values }: Pick<Problem, "values">, line: string): LineFix | null {
  const text = String(values.text ?? values.target ?? "");
  if (kind === "asCode" || kind === "doubleBackslashes") return pathFix(kind, line, text);
  if (kind === "plainSpace") return plainSpace(line);
  if (kind === "unlink") return unlink(line, text);
  if (kind === "describe") return describe(line, text);
  const bracket = /^(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)]))*[ \t]*(\[[^\]]+\])(:)/.exec(line);
  if (!bracket) return null;
  const colon = bracket[0].length - 1;
  const start = colon - (bracket[1]?.length ?? 0);
  return kind === "escapeBracket"
    ? { start, end: start, text: "\\" }
    : { start: colon, end: colon + 1, text: "：" };
}

function pathFix(kind: "asCode" | "doubleBackslashes", line: string, path: string): LineFix | null {
  const clean = path.replace(/[、。，．）」』)]+$/u, "");
  const start = clean === "" ? -1 : line.indexOf(clean);
  if (start < 0) return null;
  const text = kind === "asCode" ? `\`${clean}\`` : clean.replaceAll("\\", "\\\\");
  return { start, end: start + clean.length, text };
}

/** Puts exactly one space after the marker of a heading or list item. */
function plainSpace(line: string): LineFix | null {
  const match = /^((?:[ \t]*(?:>|[-*+]|\d{1,9}[.)]))*[ \t]*(?:#{1,6}|[-*+]))([\s\u00a0]*)(?!#)/.exec(line);
  const [, mark = "", gap = ""] = match ?? [];
  return match ? { start: mark.length, end: mark.length + gap.length, text: " " } : null;
}

/** Matches the destination of a link: in angle brackets, or without spaces and with balanced parentheses. */
const destination = String.raw`(?:<([^<>]*)>|((?:[^()\s]|\([^()\s]*\))+))`;
const linkPattern = new RegExp(
  String.raw`(?<!!)\[((?:[^[\]]|\[[^\]]*\])*)\]\(${destination}(?:\s+["'(][^)]*)?\)`,
  "g",
);
const barePattern = new RegExp(String.raw`!\[\s*\]\(${destination}`, "g");

function unlink(line: string, target: string): LineFix | null {
  for (const match of line.matchAll(linkPattern)) {
    const [whole, words = "", bracketed, plain = ""] = match;
    if (isSame(bracketed ?? plain, target))
      return { start: match.index, end: match.index + whole.length, text: words };
  }
  return null;
}

function describe(line: string, target: string): LineFix | null {
  for (const match of line.matchAll(barePattern)) {
    if (!isSame(match[1] ?? match[2] ?? "", target)) continue;
    const at = match.index + 2;
    return { start: at, end: line.indexOf("]", at), text: "", select: [at, at] };
  }
  return null;
}

/** Whether an address in the Markdown is the same address as `target` on the rendered page. */
function isSame(written: string, target: string): boolean {
  const plain = (address: string): string => decodedUrl(address).normalize("NFC");
  return written === target || plain(written) === plain(target);
}
