import { outlineOf } from "#renderer/editor/outline.ts";
import { descriptionAt } from "#renderer/editor/images/image-description.ts";
import { enterInList, indentItem } from "#renderer/editor/text/list-continuation.ts";
import { numbersBehind } from "#renderer/editor/text/list-numbers.ts";
import { addressAt } from "#renderer/editor/paste/address-at.ts";
import { findPosition } from "#renderer/editor/find-position.ts";
import { linkFromPaste, makeLink, toggleFormat } from "#renderer/writing/formatting.ts";
import { firstState, tokenizeLine } from "#renderer/writing/markdown/block-tokens.ts";
import { TextWords } from "#renderer/editor/remarks/text-words.ts";
import { quoteText } from "#renderer/writing/quote-text.ts";
import { readMessages } from "#renderer/writing/read-messages.ts";
import { replyText } from "#renderer/writing/reply-text.ts";
import { snippetSource } from "#renderer/writing/snippet-text.ts";
import { tableAt } from "#renderer/writing/table/read-table.ts";
import { tableLines } from "#renderer/writing/table/write-table.ts";
import { shapedLineSeeds } from "./line-seeds.ts";
import { markdownSeeds } from "./markdown-seeds.ts";
import type { Parser } from "./parser.ts";

const seeds = [...shapedLineSeeds, ...markdownSeeds.filter((_, index) => index % 3 === 0)];

function reply(text: string): void {
  const messages = readMessages(text, "2022-05-06");
  replyText(messages, text, { heading: ({ name }) => name, answer: "" });
  quoteText(text);
}

function colour(text: string): void {
  let state = firstState;
  for (const line of text.split("\n")) state = tokenizeLine(line, state).end;
}

function spell(text: string): void {
  const lines = text.split("\n");
  const words = new TextWords();
  const steps = words.look({ count: lines.length, at: (line) => lines[line] ?? "" });
  while (!steps.next().done);
}

function editTable(text: string): void {
  const lines = text.split("\n");
  for (const line of [0, Math.floor(lines.length / 2), lines.length - 1]) {
    const placed = tableAt(lines, line);
    if (placed) tableLines(placed.table);
  }
}

function editLines(text: string): void {
  const lines = text.split("\n");
  const [first = ""] = lines;
  enterInList(first, first.length, first);
  indentItem(first);
  numbersBehind("1. a", 0, (line) => lines[line] ?? null);
  addressAt(first, first.length);
  descriptionAt(first, first.length);
  findPosition(lines, lines.length / 2, "before the word", "after the word");
}

function format(text: string): void {
  const middle = Math.floor(text.length / 2);
  const span = { start: middle, end: middle + 10 };
  toggleFormat(text, span, "strong");
  toggleFormat(text, { start: 0, end: text.length }, "emphasis");
  makeLink(text, { start: 0, end: text.length });
  linkFromPaste(text, `https://a/${text}`);
}

function snippet(text: string): void {
  snippetSource(text, { date: "a", time: "b", title: "c", selection: "d" });
}

/** Parsers of the interface. */
export const rendererParsers: readonly Parser[] = [
  { name: "messages of readers", seeds, read: reply },
  { name: "snippets", seeds, read: snippet },
  { name: "colours of the text", seeds, read: colour },
  { name: "headings of the text", seeds, read: outlineOf },
  { name: "words to spell", seeds, read: spell },
  { name: "tables to edit", seeds, read: editTable },
  { name: "lines to edit", seeds, read: editLines },
  { name: "words to format", seeds, read: format },
];
