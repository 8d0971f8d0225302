import { expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { readTime, ticksBetween } from "#engine/markdown/diagrams/gantt/gantt-time.ts";
import { textWidth } from "#engine/markdown/diagrams/label.ts";
import { fence } from "../diagram-samples.ts";

function render(source: string) {
  return createMarkdown({ language: "en" }).render(fence(`gantt\n${source}`));
}

function labels(from: string, to: string): string[] {
  return ticksBetween(readTime(from) ?? 0, readTime(to) ?? 0, 6).map(({ label }) => label);
}

test("tasks begin at their date, after others, or at the end of the preceding one", () => {
  const text = render(
    "a : x, 2024-02-28, 2d\nb : 1w\nsection S\nc : y, after x, 2024-03-03\nd : after x y, 1.5d\ne : 2024-03-01, until y",
  ).plainText;
  expect(text.split("\n")).toEqual([
    "a 2024-02-28 → 2024-03-01",
    "b 2024-03-01 → 2024-03-08",
    "S: c 2024-03-01 00:00 → 2024-03-03 00:00",
    "S: d 2024-03-03 00:00 → 2024-03-04 12:00",
    "S: e 2024-03-01 00:00",
  ]);
});

test("a bar has the length of its time, a milestone is a diamond", () => {
  const { html } = render("a : 2024-05-01, 1d\nb : crit, 3d\nm : milestone, 0d");
  const bars = [...html.matchAll(/<rect x="([\d.]+)"[^>]* width="([\d.]+)"/g)];
  expect(bars.map(([, , width]) => Number(width))).toEqual([115, 345]);
  expect(Number(bars[1]?.[1]) - Number(bars[0]?.[1])).toBeCloseTo(115, 5);
  expect(html).toMatch(/<path d="M[^"]*Z" fill-opacity="\.22"\/>/);
  expect(html.match(/stroke-width="2\.5"/g)).toHaveLength(1);
});

test("times below the chart do not overlap and stay inside, however short the names are", () => {
  for (const source of ["a : 2024-05-01 09:00, 90m\nb : 3h", "a : 2024-05-01, 5d", "a : 2024-05-01, 6h"]) {
    const { html } = render(source);
    const texts = [...html.matchAll(/<text x="([\d.]+)" y="[\d.]+">([^<]*)</g)];
    const places = texts.map(([, x, text = ""]) => ({ x: Number(x), half: textWidth(text) / 2 }));
    expect(places.length).toBeGreaterThan(2);
    let free = -8;
    for (const { x, half } of places) {
      expect(x - half).toBeGreaterThan(free);
      free = x + half;
    }
    expect(free).toBeLessThan(Number(/viewBox="0 0 (\d+)/.exec(html)?.[1]));
  }
});

test("the axis has few, round times, from hours to centuries", () => {
  expect(labels("2024-05-01 09:30", "2024-05-01 14:00")).toEqual([
    "2024-05-01 10:00",
    "11:00",
    "12:00",
    "13:00",
    "14:00",
  ]);
  expect(labels("2024-05-01", "2024-05-29")).toEqual(["2024-05-01", "05-08", "05-15", "05-22", "05-29"]);
  expect(labels("2024-01-15", "2025-02-10")).toEqual(["2024-04", "2024-07", "2024-10", "2025-01"]);
  expect(labels("2001-01-01", "2009-06-01")).toEqual(["2002", "2004", "2006", "2008"]);
  expect(labels("0001-01-01", "0500-01-01")).toEqual(["0100", "0200", "0300", "0400", "0500"]);
  expect(labels("0001-01-01", "9999-12-31")).toEqual(["2000", "4000", "6000", "8000"]);
});

test.each([
  ["excludes weekends\na : 2024-05-01, 1d", 1],
  ["dateFormat DD/MM/YYYY\na : 01/05/2024, 1d", 1],
  ["a : 2024-04-31, 1d", 1],
  ["a : 2024-05-01, 1M", 1],
  ["a : 2024-05-01, 999999w", 1],
  ["a : 9999-12-01, 5w", 1],
  ["a : 1d", 1],
  ["a : 2024-05-01, 1d\nb : after nothing, 1d", 2],
  ["a : x, 2024-05-02, 1d\nb : 2024-05-03, until x", 2],
  ["a : x, y, 2024-05-02, 1d", 1],
  ["a : done", 1],
  ["title only", 0],
])("%j is not guessed: it stays code, and the line is named", (source, line) => {
  const { html, problems } = render(source);
  expect(html).not.toContain("<svg");
  expect(problems).toMatchObject([{ code: "markdown.diagramUnreadable", line: line + 1 }]);
});
