import { expect, test } from "vitest";
import { movedTarget, unmoved } from "#engine/blog/links/moved-target.ts";
import { writtenTargets } from "#engine/blog/links/written-targets.ts";

const targets = (text: string): string[] => writtenTargets(text).map(({ meant }) => meant);

test.each([
  ["a link", "[雨](a.md)", ["a.md"]],
  ["an image with a title", '![雨](../media/a.png "題")', ["../media/a.png"]],
  ["a target in angle brackets", "[雨](<my post.md>)", ["my post.md"]],
  ["brackets in a target", "[雨](a(1).md) と [雪](b\\(2.md)", ["a(1).md", "b(2.md"]],
  ["an image that is a link", "[![雨](m.png)](a.md#x)", ["m.png", "a.md#x"]],
  ["a definition", "[雨][a]\n\n> [a]: a.md\n[b]: <b c.md>", ["a.md", "b c.md"]],
  [
    "the author’s own HTML",
    "<a href='a&amp;b.md'>x</a><img alt=x src=m.png><video src = \"v.mp4\">",
    ["a&b.md", "m.png", "v.mp4"],
  ],
  [
    "a poster in braces",
    "![海](a.mp4){.half poster=b%20c.jpg .x}\n![](d.mp4){poster=e.jpg}",
    ["a.mp4", "b c.jpg", "d.mp4", "e.jpg"],
  ],
  ["what is percent-encoded", "[雨](%E9%9B%A8.md?x=1#%E6%9C%AB)", ["雨.md?x=1#末"]],
  ["what is not composed", "[か](か\u3099.md)", ["が.md"]],
])("%s is found", (_, text, expected) => {
  expect(targets(text)).toEqual(expected);
  for (const { start, end } of writtenTargets(text))
    expect(text.slice(start, end)).not.toMatch(/^[<"']|[>"']$/);
});

test.each([
  ["a block of code", "```md\n[雨](a.md)\n```\n[雪](b.md)", ["b.md"]],
  ["a longer fence", "~~~~\n[雨](a.md)\n~~~\n[雨](a.md)\n~~~~\n[雪](b.md)", ["b.md"]],
  ["a fence with words inside a block of code", "```\n```js\n[雨](a.md)\n```\n[雪](b.md)", ["b.md"]],
  ["code among words with three marks", "```[雨](a.md)``` と\n[雪](b.md)", ["b.md"]],
  ["a block of code in a quotation", "> ```\n> [雨](a.md)\n> ```\n> [雪](b.md)", ["b.md"]],
  ["code among words", "`[雨](a.md)` と ``[雨](`a.md)`` と [雪](b.md)", ["b.md"]],
  ["a lone mark", "` [雪](b.md)\n\n`", ["b.md"]],
])("%s is not a link", (_, text, expected) => {
  expect(targets(text)).toEqual(expected);
});

const move = { from: "posts/diary/a.md", to: "posts/diary/嵐 (1).md" };
test.each([
  ["in the same folder", "a.md", "posts/diary/b.md", "嵐%20%281%29.md"],
  ["from another folder", "../diary/a.md#x", "posts/short/b.md", "../diary/嵐%20%281%29.md#x"],
  ["with a dot", "./a.md", "posts/diary/b.md", "./嵐%20%281%29.md"],
  ["from the top", "/posts/diary/a.md?q#x", "pages/b.md", "/posts/diary/嵐%20%281%29.md?q#x"],
  ["from the top without a slash", "posts/diary/a.md", "pages/b.md", "posts/diary/嵐%20%281%29.md"],
  ["by an address", "20240506-0900.html#x", "posts/diary/b.md", "嵐%20%281%29.md#x"],
])("a target %s keeps its form with the new name", (_, written, source, expected) => {
  expect(movedTarget(written, unmoved(source), move)).toBe(expected);
});

test("an encoded target stays encoded, and a file in another folder is found", () => {
  const renamed = { from: "posts/a/雨.md", to: "posts/a/雪.md" };
  expect(movedTarget("%E9%9B%A8.md", unmoved("posts/a/b.md"), renamed)).toBe("%E9%9B%AA.md");
  const elsewhere = { from: "posts/a/b.md", to: "pages/c.md" };
  expect(movedTarget("../a/b.md", unmoved("posts/x/y.md"), elsewhere)).toBe("../../pages/c.md");
});
