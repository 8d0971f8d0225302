import { expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { fence } from "../diagram-samples.ts";

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function draw(source: string): string {
  return createMarkdown().render(fence(source)).html;
}

function layerOf(html: string, name: string): string {
  return new RegExp(`<g class="diagram-${name}".*?</g>`, "s").exec(html)?.[0] ?? "";
}

function rectangles(svg: string): Rectangle[] {
  return [...svg.matchAll(/<rect x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)].map(
    (found) => {
      const [x = 0, y = 0, width = 0, height = 0] = found.slice(1).map(Number);
      return { x, y, width, height };
    },
  );
}

function overlap(one: Rectangle, other: Rectangle): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

const links = "A --> B & C & D\n B --> E\n C --> E\n D -->|札| F\n F --> A\n E --> F";

test.each(["TB", "BT", "LR", "RL"])("no boxes overlap and all are inside the picture, %s", (direction) => {
  const html = draw(`flowchart ${direction}\n ${links}`);
  const boxes = rectangles(layerOf(html, "nodes"));
  expect(boxes).toHaveLength(6);
  for (const one of boxes) expect(boxes.filter((other) => overlap(one, other))).toEqual([one]);
  const [, width = 0, height = 0] = /viewBox="0 0 (\d+) (\d+)"/.exec(html)?.map(Number) ?? [];
  const [, dx = 0, dy = 0] = /translate\((-?\d+) (-?\d+)\)/.exec(html)?.map(Number) ?? [];
  for (const { x, y, width: wide, height: high } of boxes) {
    expect(x + dx).toBeGreaterThanOrEqual(0);
    expect(y + dy).toBeGreaterThanOrEqual(0);
    expect(x + dx + wide).toBeLessThanOrEqual(width);
    expect(y + dy + high).toBeLessThanOrEqual(height);
  }
});

test("ranks follow the direction", () => {
  const [down, right, up] = ["TB", "LR", "BT"].map((direction) =>
    rectangles(layerOf(draw(`flowchart ${direction}\n A --> B`), "nodes")),
  );
  expect(down?.[0]?.y).toBeLessThan(down?.[1]?.y ?? 0);
  expect(right?.[0]?.x).toBeLessThan(right?.[1]?.x ?? 0);
  expect(up?.[0]?.y).toBeGreaterThan(up?.[1]?.y ?? 0);
});

test("a group encloses its nodes, and an edge may lead to it", () => {
  const html = draw("flowchart TD\n subgraph 組\n A --> B\n end\n C --> 組");
  const [group] = rectangles(layerOf(html, "groups"));
  const [a, b, c] = rectangles(layerOf(html, "nodes"));
  if (!group || !a || !b || !c) throw new Error("four boxes are expected");
  for (const inside of [a, b]) {
    expect(inside.x).toBeGreaterThan(group.x);
    expect(inside.y + inside.height).toBeLessThan(group.y + group.height);
  }
  expect(overlap(c, group)).toBe(false);
  // The line from C ends at the group's edge, not at the node with which it was laid out
  const tips = [...layerOf(html, "lines").matchAll(/M([-\d.]+) ([-\d.]+)L[^"]*Z" fill/g)].map(([, , y]) =>
    Number(y),
  );
  expect(tips.some((y) => Math.abs(y - group.y) < 0.2)).toBe(true);
});

test("an edge has room for its label", () => {
  const moves = (html: string) => /<path d="([^"]*)"/.exec(layerOf(html, "lines"))?.[1]?.match(/M/g)?.length;
  expect(moves(draw("flowchart TD\n A --> B"))).toBe(1);
  expect(moves(draw("flowchart TD\n A -->|札| B"))).toBe(2);
});

test("edges of each kind end in their markers", () => {
  expect(layerOf(draw("flowchart TD\n A -.-> B"), "lines")).toContain("stroke-dasharray");
  expect(layerOf(draw("flowchart TD\n A ==> B"), "lines")).toContain('stroke-width="3"');
  expect(layerOf(draw("flowchart TD\n A ~~~ B"), "lines")).not.toContain("<path");
  expect(layerOf(draw("flowchart TD\n A --o B"), "lines")).toContain("<circle");
  expect(layerOf(draw("flowchart TD\n A --- B"), "lines").match(/<path/g)).toHaveLength(1);
  expect(layerOf(draw("flowchart TD\n A <--> B"), "lines").match(/<path/g)).toHaveLength(3);
});
