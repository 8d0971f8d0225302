import { attributionOf, type HeadKind, headOf, messageDate } from "./message-heads.ts";

/** Possible sources of messages from readers. */
export const messageSources = ["mail", "form", "x", "hatena", "other"] as const;
export type MessageSource = (typeof messageSources)[number];

/** A reader's message that the author wants to answer. */
export interface ReaderMessage {
  /** The source of the message, or null if the text names no source. */
  readonly source: MessageSource | null;
  /** Name of the reader, or "" if the text does not contain it. */
  readonly name: string;
  /** Date in the form `2022/5/6`, or as it was written. "" if the text has no date. */
  readonly date: string;
  readonly text: string;
}

/** The characters that can form a dividing line between two messages. */
const dividerMarks = "-=*_~―─━＝－";
/** Matches the beginning of a post on a social network: the name and account of its writer. */
const account = /^(?:(.*?)\s*[（(]?)(?<![\w@])@[A-Za-z0-9_]{1,30}(@[\w.-]+)?[）)]?\s*(?:[·・]\s*(.*))?$/;
/** Matches the line with time and date after a post on a social network. */
const stamp = /^(?:午前|午後)?\s*\d{1,2}:\d{2}(?:\s*[AP]M)?\s*[·・].*\b\d{4}(?!\d)/i;

/**
 * Splits pasted text into messages: at lines of dashes, at header lines, and at posts of social networks.
 * `today` is the current day in the blog's time zone, such as `2022-05-06`.
 */
export function readMessages(pasted: string, today: string): ReaderMessage[] {
  const pieces: string[][] = [[]];
  const lines = pasted.replaceAll("\r\n", "\n").split("\n");
  lines.forEach((line, index) => {
    if (isDivider(line)) pieces.push([]);
    else {
      if (beginsMessage(lines, index)) pieces.push([]);
      pieces.at(-1)?.push(line);
    }
  });
  return pieces
    .filter((piece) => piece.some((line) => line.trim() !== ""))
    .map((piece) => readMessage(piece, today))
    .filter(({ text }) => text !== "");
}

/** Whether a line is a divider: at least three equal characters, perhaps with spaces between them. */
function isDivider(line: string): boolean {
  const marks = line.replace(/\s+/g, "");
  const mark = marks.charAt(0);
  return marks.length >= 3 && dividerMarks.includes(mark) && marks === mark.repeat(marks.length);
}

function beginsMessage(lines: readonly string[], index: number): boolean {
  const before = lines[index - 1]?.trim() ?? "";
  const [line = "", next = ""] = [lines[index], lines[index + 1]];
  if (before !== "") return false;
  // Two successive lines with a colon are header lines. A single such line can be part of a message.
  if ((headOf(line) && headOf(next)) || attributionOf(line)) return true;
  return isAccount(line) || (isAccount(next) && isShort(line) && !headOf(line));
}

function isAccount(line: string): boolean {
  // Skips long lines, because the pattern is slow for long lines.
  return isShort(line) && account.test(line.trim());
}

function isShort(line: string): boolean {
  return line.trim() !== "" && line.trim().length <= 80;
}

function readMessage(piece: readonly string[], today: string): ReaderMessage {
  const lines = withoutBlankEnds(piece);
  const isPost = isAccount(lines[0] ?? "") || isAccount(lines[1] ?? "");
  return isPost ? readPost(lines, today) : readMail(lines, today);
}

function readMail(lines: readonly string[], today: string): ReaderMessage {
  const quoted = attributionOf(lines[0] ?? "");
  if (quoted) {
    const { name, date } = quoted;
    return { source: "mail", name, date: messageDate(date, today), text: unquoted(lines.slice(1)) };
  }
  const found = new Map<HeadKind, string>();
  let at = 0;
  for (; at < lines.length; at++) {
    const head = headOf(lines[at] ?? "");
    if (!head) break;
    if (!found.has(head.kind)) found.set(head.kind, head.value);
  }
  const isMail = found.has("subject") || found.has("to") || /@/.test(found.get("name") ?? "");
  return {
    source: at === 0 ? null : isMail ? "mail" : "form",
    // Removes mail addresses, because they are private.
    name: (found.get("name") ?? "")
      .replace(/\s*<[^>]*>|["“”]/g, "")
      .replace(/^\S+@\S+$/, "")
      .trim(),
    date: messageDate(found.get("date") ?? "", today),
    text: withoutBlankEnds([found.get("body") ?? "", ...lines.slice(at)]).join("\n"),
  };
}

function readPost(lines: readonly string[], today: string): ReaderMessage {
  const first = isAccount(lines[0] ?? "") ? 0 : 1;
  const [, sameLine = "", host, behind = ""] = account.exec((lines[first] ?? "").trim()) ?? [];
  const end = lines.findIndex((line, index) => index > first && stamp.test(line.trim()));
  const rest = lines.slice(first + 1, end < 0 ? lines.length : end);
  let date = messageDate(behind || (lines[end] ?? ""), today);
  while (rest.length > 0) {
    const line = rest[0]?.trim() ?? "";
    const isDate = date === "" && line.length < 40 && messageDate(line, today) !== line;
    if (isDate) date = messageDate(line, today);
    if (!isDate && line !== "" && !/^[·・]$/.test(line)) break;
    rest.shift();
  }
  const name = sameLine.trim() || (first === 1 ? (lines[0] ?? "").trim() : "");
  // The network X uses no host names, so an account with a host name belongs to another network.
  const source = host === undefined ? "x" : "other";
  return { source, name, date, text: withoutBlankEnds(rest).join("\n") };
}

/** Removes the `>` marks of a message if all its lines are quoted. */
function unquoted(lines: readonly string[]): string {
  const isQuoted = lines.every((line) => line.trim() === "" || line.startsWith(">"));
  return withoutBlankEnds(isQuoted ? lines.map((line) => line.replace(/^> ?/, "")) : lines).join("\n");
}

function withoutBlankEnds(lines: readonly string[]): string[] {
  const isWritten = (line: string): boolean => line.trim() !== "";
  const first = lines.findIndex(isWritten);
  return first < 0 ? [] : lines.slice(first, lines.findLastIndex(isWritten) + 1);
}
