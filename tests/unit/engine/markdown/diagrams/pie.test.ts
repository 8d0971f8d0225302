import { expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { fence } from "./diagram-samples.ts";

function render(source: string) {
  return createMarkdown().render(fence(source));
}

/** Returns the positions of the labels, without the title. */
function labelsOf(html: string): { x: number; y: number }[] {
  const texts = html.matchAll(/<text x="([-\d.]+)" y="([-\d.]+)" text-anchor="(?:start|end)"/g);
  return [...texts].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));
}

test("slices have percentages, and values only with showData", () => {
  expect(render('pie\ntitle 犬と猫\n"犬" : 2\n"猫" : 1').html).toContain(
    "<title>円グラフ</title><desc>犬と猫 / 犬: 67% / 猫: 33%</desc>",
  );
  expect(render("pie showData\n'犬' : 2\n'猫' : 1").plainText).toBe("犬: 2 (67%)\n猫: 1 (33%)");
  expect(render('pie\n"a" : 1\n"b" : 100000').plainText).toBe("a: 0.1%\nb: 100%");
});

test("a slice of the whole is a circle, and one of more than half a large arc", () => {
  expect(render('pie\n"a" : 5').html).toMatch(/<circle cx="0" cy="0" r="100"/);
  expect(render('pie\n"a" : 3\n"b" : 1').html).toContain("A100 100 0 1 1 -100 0Z");
  expect(render('pie\n"a" : 1\n"b" : 1').html).toContain("L0 -100A100 100 0 0 1 0 100Z");
});

test("neighbouring slices differ in shade, the last and the first too", () => {
  for (const count of [2, 3, 4, 5, 7, 30]) {
    const { html } = render(`pie\n${Array.from({ length: count }, (_, at) => `"s${at}" : 1`).join("\n")}`);
    const shades = [...html.matchAll(/ fill-opacity="([\d.]+)"/g)].map(([, shade]) => shade);
    expect(shades).toHaveLength(count);
    expect(shades.filter((shade, at) => shade === shades[(at + 1) % count])).toEqual([]);
  }
});

test("labels of many thin slices do not overlap, and all are inside the picture", () => {
  const thin = Array.from({ length: 29 }, (_, at) => `"部分${at}" : 0.01`).join("\n");
  const { html } = render(`pie\n"残り" : 90\n${thin}`);
  const labels = labelsOf(html);
  expect(labels).toHaveLength(30);
  for (const side of [labels.filter(({ x }) => x > 0), labels.filter(({ x }) => x < 0)]) {
    const rows = side.map(({ y }) => y).sort((a, b) => a - b);
    for (const [at, y] of rows.entries()) if (at > 0) expect(y - (rows[at - 1] ?? 0)).toBeGreaterThan(19.8);
  }
  const [, height] = /viewBox="0 0 \d+ (\d+)"/.exec(html) ?? [];
  const [, top] = /translate\([-\d.]+ ([-\d.]+)\)/.exec(html) ?? [];
  for (const { y } of labels) {
    expect(Number(top) + y).toBeGreaterThan(10);
    expect(Number(top) + y).toBeLessThan(Number(height));
  }
});

test.each([
  ['pie\n"a" : -1', 1],
  ['pie\n"a" : 1e99', 1],
  ['pie\n"a" : NaN', 1],
  [`pie\n"a" : ${"9".repeat(400)}`, 1],
  ['pie\n"a" : 1\na : 2', 2],
  ['pie\n"a" 1', 1],
  ['pie\n"a" : 0', 0],
  ["pie", 0],
  ['pie shows\n"a" : 1', 0],
])("%j is not guessed: it stays code, and the line is named", (source, line) => {
  const { html, problems } = render(source);
  expect(html).not.toContain("<svg");
  expect(problems).toMatchObject([{ code: "markdown.diagramUnreadable", line: line + 1 }]);
});
