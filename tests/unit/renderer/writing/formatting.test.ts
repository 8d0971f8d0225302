import { expect, test } from "vitest";
import { type FormatKind, linkFromPaste, makeLink, toggleFormat } from "#renderer/writing/formatting.ts";

/** In the texts below, `⟦` and `⟧` are the ends of the selection. */
function marked(text: string): { text: string; start: number; end: number } {
  const start = text.indexOf("⟦");
  const end = text.indexOf("⟧") - 1;
  return { text: text.replace("⟦", "").replace("⟧", ""), start, end };
}

function toggled(input: string, kind: FormatKind): string {
  const { text, start, end } = marked(input);
  const edit = toggleFormat(text, { start, end }, kind);
  const after = text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end);
  const { selection } = edit;
  return `${after.slice(0, selection.start)}⟦${after.slice(selection.start, selection.end)}⟧${after.slice(selection.end)}`;
}

test("delimiters surround the selection, which stays selected", () => {
  expect(toggled("これは⟦「大事」⟧です", "strong")).toBe("これは**⟦「大事」⟧**です");
  expect(toggled("a ⟦b⟧ c", "code")).toBe("a `⟦b⟧` c");
});

test("the same command removes the delimiters, whether they are selected or not", () => {
  expect(toggled("a **⟦b⟧** c", "strong")).toBe("a ⟦b⟧ c");
  expect(toggled("a ⟦**b**⟧ c", "strong")).toBe("a ⟦b⟧ c");
  expect(toggled("⟦~~b~~⟧", "strike")).toBe("⟦b⟧");
});

test("bold is not confused with two levels of emphasis", () => {
  expect(toggled("**⟦b⟧**", "emphasis")).toBe("***⟦b⟧***");
  expect(toggled("***⟦b⟧***", "emphasis")).toBe("**⟦b⟧**");
  expect(toggled("***⟦b⟧***", "strong")).toBe("*⟦b⟧*");
});

test("spaces at the ends stay outside", () => {
  expect(toggled("a⟦ b ⟧c", "strong")).toBe("a **⟦b⟧** c");
});

test("without a selection, the caret is put between delimiters, and the command removes them again", () => {
  expect(toggled("a⟦⟧", "strong")).toBe("a**⟦⟧**");
  expect(toggled("a**⟦⟧**", "strong")).toBe("a⟦⟧");
});

test("a link puts the caret where text or address is missing", () => {
  const words = makeLink("見る", { start: 0, end: 2 });
  expect(words).toMatchObject({ text: "[見る]()", selection: { start: 5, end: 5 } });
  const address = makeLink("https://example.com/", { start: 0, end: 20 });
  expect(address).toMatchObject({ text: "[](https://example.com/)", selection: { start: 1, end: 1 } });
  expect(makeLink("", { start: 0, end: 0 })).toMatchObject({ text: "[]()", selection: { start: 1, end: 1 } });
});

test("an address pasted over words makes a link", () => {
  expect(linkFromPaste("一筆", " https://example.com/a\n")).toBe("[一筆](https://example.com/a)");
  expect(linkFromPaste("一筆", "https://example.com/a_(b)")).toBe("[一筆](<https://example.com/a_(b)>)");
  const ownTarget = (address: string) => (address === "https://example.jp/a.html" ? "a.md" : null);
  expect(linkFromPaste("一筆", "https://example.jp/a.html", ownTarget)).toBe("[一筆](a.md)");
  expect(linkFromPaste("一筆", "https://example.com/a", ownTarget)).toBe("[一筆](https://example.com/a)");
  expect(linkFromPaste("一筆", "ただの文")).toBeNull();
  expect(linkFromPaste("二\n行", "https://example.com/")).toBeNull();
  expect(linkFromPaste("https://example.org/", "https://example.com/")).toBeNull();
});

test("a selection with several formatted parts is formatted as a whole", () => {
  expect(toggled("⟦**a** と **b**⟧", "strong")).toBe("**⟦a と b⟧**");
  expect(toggled("⟦*a* と *b*⟧", "emphasis")).toBe("*⟦a と b⟧*");
  expect(toggled("⟦`a` `b`⟧", "code")).toBe("`⟦a b⟧`");
  expect(toggled("⟦*a **b** c*⟧", "emphasis")).toBe("⟦a **b** c⟧");
  expect(toggled("⟦**a *b* c**⟧", "strong")).toBe("⟦a *b* c⟧");
});
