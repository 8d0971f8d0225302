import { expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { fence } from "./diagram-samples.ts";

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Diagrams that would take seconds to lay out, or pages to show. */
test.each([
  [
    "nodes",
    `flowchart TD\n${numbers(5_000)
      .map((n) => `n${n}`)
      .join(" & ")}`,
  ],
  [
    "nodes, line by line",
    `flowchart TD\n${numbers(300)
      .map((n) => `n${n}`)
      .join("\n")}`,
  ],
  [
    "edges",
    `flowchart TD\n${numbers(40)
      .map((n) => `a${n}`)
      .join(" & ")} --> ${numbers(40)
      .map((n) => `b${n}`)
      .join(" & ")}`,
  ],
  [
    "long edges",
    `flowchart TD\n${numbers(90)
      .map((n) => `n${n} --> n${n + 1}`)
      .join("\n")}\n${numbers(40)
      .map((n) => `n0 --> n${n + 50}`)
      .join("\n")}`,
  ],
  [
    "long edges back",
    `flowchart TD\n${numbers(90)
      .map((n) => `n${n} --> n${n + 1}`)
      .join("\n")}\n${numbers(40)
      .map((n) => `n${n + 50} --> n0`)
      .join("\n")}`,
  ],
  [
    "stretched edges",
    `flowchart TD\n${numbers(99)
      .map((n) => `a --${"-".repeat(500)}> n${n}`)
      .join("\n")}`,
  ],
  [
    "groups in each other",
    `flowchart TD\n${numbers(9)
      .map((n) => `subgraph g${n}`)
      .join("\n")}\nx\n${"end\n".repeat(9)}`,
  ],
  [
    "groups",
    `flowchart TD\n${numbers(60)
      .map((n) => `subgraph g${n}\nn${n}\nend`)
      .join("\n")}`,
  ],
  [
    "participants",
    `sequenceDiagram\n${numbers(50)
      .map((n) => `participant p${n}`)
      .join("\n")}`,
  ],
  ["frames in each other", `sequenceDiagram\n${"loop x\n".repeat(20)}A->>B: x\n${"end\n".repeat(20)}`],
  ["messages", `sequenceDiagram\n${"A->>B: x\n".repeat(1_000)}`],
  ["lines", `classDiagram\n${"class A\n".repeat(1_000)}`],
  ["characters on a line", `flowchart TD\nA[${"あ".repeat(5_000)}]`],
  [
    "tasks",
    `gantt\n${numbers(61)
      .map((n) => `t${n} : 2024-05-01, 1d`)
      .join("\n")}`,
  ],
  [
    "slices",
    `pie\n${numbers(31)
      .map((n) => `"s${n}" : 1`)
      .join("\n")}`,
  ],
  ["spaces", `classDiagram\nA${" ".repeat(15_000)}B`],
])("too many %s: the diagram stays code and is reported", (_name, source) => {
  const { html, problems } = createMarkdown().render(fence(source));
  expect(problems.map(({ code }) => code)).toEqual(["markdown.diagramTooLarge"]);
  expect(html).not.toContain("<svg");
});

test("a diagram at the limits has a bounded size", () => {
  const chain = numbers(99).map((n) => `n${n}["${"長".repeat(100)}"] --> n${n + 1}`);
  const { html, problems } = createMarkdown().render(fence(`flowchart LR\n${chain.join("\n")}`));
  expect(problems).toEqual([]);
  expect(html.length).toBeLessThan(200_000);
});

test.each([
  "[",
  "(",
  "{",
  "-",
  "=",
  ".",
  "|",
  '"',
  "<",
  ">",
  "&",
  ";",
  "@{",
  ":",
  "~",
  "`",
  "*",
  "a ",
  "- ",
  "-. ",
  "あ",
])("a thousand %s are refused or drawn, in every kind", (piece) => {
  for (const header of ["flowchart TD", "sequenceDiagram", "stateDiagram-v2", "classDiagram", "erDiagram"]) {
    const line = piece.repeat(Math.floor(990 / piece.length));
    const { html } = createMarkdown().render(fence(`${header}\nA --> B\nA${line}\n${line}B`));
    expect(html.length).toBeLessThan(200_000);
  }
});
