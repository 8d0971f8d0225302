import { isWide } from "../render/wide-characters.ts";
import type { Lines } from "./diagram-types.ts";

export const fontSize = 14;
export const lineHeight = 20;

/** Maximum width of a line of a label, in em. A longer line is broken. */
const lineLimit = 15;
const labelLimit = 400;
const rowLimit = 60;

const narrow = new Set([..."ijlI|!'.,:;()[]{}`tfr/\\-"]);
const broad = new Set([..."mwMW@%—…"]);
const mark = /\p{M}/u;

/** Returns the width of a character in em: exact for full-width characters, otherwise a generous estimate. */
function characterWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (isWide(code)) return 1;
  if (narrow.has(character)) return 0.38;
  if (broad.has(character)) return 0.95;
  if (character === " ") return 0.3;
  if (character >= "A" && character <= "Z") return 0.72;
  return mark.test(character) ? 0 : 0.6;
}

/** Returns the width of a text in pixels, at the font size of labels. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width * fontSize;
}

/** Joins the lines of a label, without a space between full-width characters. */
export function oneLine(lines: Lines): string {
  return lines.reduce((before, line) => {
    const isTight = isWide(before.codePointAt(before.length - 1) ?? 0) && isWide(line.codePointAt(0) ?? 0);
    return before === "" || isTight ? before + line : `${before} ${line}`;
  }, "");
}

/** Returns the width and height of a label in pixels. */
export function labelSize(lines: Lines): { width: number; height: number } {
  return { width: Math.max(0, ...lines.map(textWidth)), height: lines.length * lineHeight };
}

const entities: Readonly<Record<string, string>> = { quot: '"', amp: "&", lt: "<", gt: ">", nbsp: " " };

function decode(text: string): string {
  return text.replace(/[#&](?:#?(\d{1,6})|([a-z]{2,4}));/g, (all, number, name) => {
    if (name !== undefined) return entities[name] ?? all;
    const code = Number(number);
    return code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
      ? String.fromCodePoint(code)
      : "";
  });
}

/** Parses a label of Mermaid: removes quotes and emphasis, and replaces `<br>` and entities (`#quot;`). */
export function readLabel(written: string): Lines {
  const text = (written.length > labelLimit ? `${written.slice(0, labelLimit)}…` : written)
    .trim()
    .replace(/^"(.*)"$/s, "$1")
    .replace(/^`(.*)`$/s, "$1")
    .replace(/<\/?(?:b|i|em|strong|u|s|small|code)>/gi, "")
    .replaceAll("**", "");
  if (text.trim() === "") return [];
  return text
    .split(/<br\s*\/?>|\\n|\n/i)
    .map((line) => decode(line).trim())
    .flatMap(wrap);
}

/** Parses a row of a table as one line. Shortens the line if it is too long. */
export function readRow(written: string): string {
  const text = decode(written.trim());
  return text.length > rowLimit ? `${text.slice(0, rowLimit)}…` : text;
}

/** Characters that must not begin a line. `noEnd` contains the characters that must not end a line. */
const noStart = new Set([
  ..."、。，．・：；！？」』）］｝〉》】〕ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々)]},.!?:;",
]);
const noEnd = new Set([..."「『（［｛〈《【〔(["]);

/** Breaks a long line into lines of similar length, between full-width characters and at spaces. */
function wrap(line: string): string[] {
  const width = textWidth(line);
  const count = Math.ceil(width / (lineLimit * fontSize));
  if (count <= 1) return [line];
  const limit = width / count + fontSize;
  const lines: string[] = [];
  let current = "";
  for (const piece of pieces(line)) {
    if (current !== "" && textWidth(current + piece.trimEnd()) > limit) {
      lines.push(current.trimEnd());
      current = "";
    }
    current += piece;
  }
  lines.push(current.trimEnd());
  return lines.filter((text) => text !== "");
}

/** Splits a line wherever it may be broken. */
function pieces(line: string): string[] {
  const parts: string[] = [];
  let before = "";
  for (const character of line) {
    const isBreak =
      before === " " ||
      ((isWide(character.codePointAt(0) ?? 0) || isWide(before.codePointAt(0) ?? 0)) &&
        !noStart.has(character) &&
        !noEnd.has(before));
    if (isBreak || parts.length === 0) parts.push(character);
    else parts[parts.length - 1] += character;
    before = character;
  }
  return parts;
}
