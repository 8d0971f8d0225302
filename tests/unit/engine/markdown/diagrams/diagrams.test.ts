import { XMLValidator } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { renderBlocks } from "../render-blocks.ts";
import { diagramSamples, fence } from "./diagram-samples.ts";

const markdown = createMarkdown();

function render(source: string) {
  return markdown.render(fence(source));
}

/** Returns the words of a drawing, line by line in the order of its source. */
function wordsOf(html: string): string[] {
  return [...html.matchAll(/<(?:text|tspan)[^>]*>([^<]+)</g)].map(([, words]) => words ?? "");
}

describe.each(diagramSamples)("a %s diagram", (_kind, source, words) => {
  test("is drawn with all its words and without problems", () => {
    const { html, problems } = render(source);
    expect(problems).toEqual([]);
    expect(html).toMatch(/^<div tabindex="0" class="diagram"><svg role="img" /);
    expect(new Set(wordsOf(html))).toEqual(new Set(words));
  });

  test("is well-formed, has only numbers in numeric attributes, and nothing that must be unique on a page", () => {
    const { html } = render(source);
    expect(XMLValidator.validate(html)).toBe(true);
    expect(html).not.toMatch(/NaN|Infinity|undefined|null/);
    expect(html).not.toMatch(/\s(?:id|style|href|on\w+)=|<(?:style|script|marker|image|a|use)\b/);
  });

  test("uses only the text's colour", () => {
    const colours = [...render(source).html.matchAll(/\s(?:fill|stroke)="([^"]*)"/g)].map(
      ([, colour]) => colour,
    );
    expect(new Set(colours)).toEqual(new Set(["currentColor", "none"]));
  });

  test("yields the same bytes each time, whatever was drawn before", () => {
    const once = render(source).html;
    for (const [, other] of diagramSamples) render(`${other}\n%% 一度`);
    // With another comment, the same drawing does not come from the cache
    expect(render(`${source}\n%% もう一度`).html).toBe(once);
  });

  test("is the same in the preview, with its line", () => {
    const text = `前\n\n${fence(source)}\n後`;
    const { blocks, html } = renderBlocks(createMarkdown(), text);
    expect(html).toBe(createMarkdown().render(text).html);
    expect(blocks[1]?.html).toContain('<div tabindex="0" class="diagram" data-line="2"><svg');
  });

  test("stays a code block when diagrams are off", () => {
    const { html, problems } = createMarkdown({ diagrams: false }).render(fence(source));
    expect(html).toContain('<pre tabindex="0"><code class="language-mermaid">');
    expect(problems).toEqual([]);
  });
});

describe("for screen readers, a diagram", () => {
  test("has a name by its kind in the blog's language, and lists its connections", () => {
    const { html } = render("flowchart TD\n A[朝] --> B[昼]\n B -->|やがて| C[夜]");
    expect(html).toContain("<title>フローチャート</title><desc>朝 → 昼 / 昼 → 夜: やがて</desc>");
    const english = createMarkdown({ language: "en" }).render(fence("sequenceDiagram\n A->>B: Hi"));
    expect(english.html).toContain("<title>Sequence diagram</title><desc>A → B: Hi</desc>");
  });

  test("has the title and description of its author", () => {
    const said = "<title>一日</title><desc>朝から夜まで</desc>";
    expect(render("graph TD\n accTitle: 一日\n accDescr: 朝から夜まで\n A --> B").html).toContain(said);
    expect(
      render("---\ntitle: 一日\n---\ngraph TD\n accDescr {\n 朝から夜まで\n }\n A --> B").html,
    ).toContain(said);
  });

  test("is in the plain text with its words, not its source", () => {
    expect(render("flowchart TD\n A[朝] --> B[昼]").plainText).toBe("朝 → 昼");
  });
});

describe("labels", () => {
  /** Returns the width of the box around a label. */
  function boxWidth(label: string): number {
    return Number(/<rect [^>]*width="([\d.]+)"/.exec(render(`flowchart TD\n A["${label}"]`).html)?.[1]);
  }

  test("of full-width characters have one em per character", () => {
    expect(boxWidth("あいうえお") - boxWidth("あ")).toBeCloseTo(4 * 14, 0);
    expect(boxWidth("iiiii") - boxWidth("i")).toBeLessThan(4 * 7);
  });

  test("break where Japanese text may break, at <br>, and at spaces", () => {
    const long = "長い長い長い長い長い長い長い長い。短い";
    const lines = wordsOf(render(`flowchart TD\n A["${long}"]`).html);
    expect(lines.join("")).toBe(long);
    expect(lines.length).toBe(2);
    expect(lines.every((line) => !line.startsWith("。"))).toBe(true);
    expect(wordsOf(render("flowchart TD\n A[一<br>二]").html)).toEqual(["一", "二"]);
    const english = wordsOf(render("flowchart TD\n A[The quick brown fox jumps over the lazy dog]").html);
    expect(english.join(" ")).toBe("The quick brown fox jumps over the lazy dog");
  });

  test("cannot inject markup", () => {
    const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)>&#quot;</svg>`;
    for (const source of [
      `flowchart TD\n A["${hostile.replaceAll('"', "#quot;")}"] -->|${hostile.replaceAll('"', "'")}| B`,
      `flowchart TD\n accTitle: ${hostile}\n accDescr: ${hostile}\n A --> B`,
      `flowchart TD\n classDef x fill:url(javascript:1),stroke:red"onload="alert(1)\n click A "javascript:alert(1)"\n A --> B`,
      `sequenceDiagram\n participant A as ${hostile}\n A->>B: ${hostile}`,
      `stateDiagram-v2\n a : ${hostile}`,
      `classDiagram\n class A {\n ${hostile}\n }`,
    ]) {
      const { html, problems } = render(source);
      expect(problems).toEqual([]);
      expect(html).not.toMatch(/<(?:script|img)|javascript:(?![^<]*<\/(?:text|tspan|title|desc)>)/);
      expect(XMLValidator.validate(html)).toBe(true);
    }
  });

  test("may have names of JavaScript's object properties", () => {
    const { html, problems } = render("flowchart TD\n __proto__ --> constructor --> toString");
    expect(problems).toEqual([]);
    expect(new Set(wordsOf(html))).toEqual(new Set(["__proto__", "constructor", "toString"]));
  });
});

describe("unsupported diagrams stay code and are reported with their line", () => {
  test.each([
    ["a kind that is not known", "mindmap\n 猫", "mindmap", 3],
    ["an empty block", "", "mermaid", 3],
    ["a broken line", "flowchart TD\n A --> B\n これは @ 何", "これは @ 何", 5],
    ["a link to nowhere", "flowchart TD\n A --> ", "A -->", 4],
    ["a label without an end", "flowchart TD\n A[朝 --> B", "A[朝 --> B", 4],
    ["a group without an end", "flowchart TD\n subgraph 手もと\n A", "A", 5],
    ["an end too many", "flowchart TD\n A\n end", "end", 5],
    ["a frame without an end", "sequenceDiagram\n loop 毎日\n A->>B: x", "A->>B: x", 5],
    ["an else outside", "sequenceDiagram\n A->>B: x\n else y", "else y", 5],
    ["regions side by side", "stateDiagram-v2\n state A {\n B\n --\n C\n }", "--", 6],
    ["an attribute without a type", "erDiagram\n A {\n 題名\n }", "題名", 5],
  ])("%s", (_name, source, text, line) => {
    const { html, problems } = markdown.render(`前\n\n${fence(source)}`);
    expect(problems).toEqual([{ code: "markdown.diagramUnreadable", text, line }]);
    expect(html).toContain('<pre tabindex="0"><code class="language-mermaid">');
    expect(html).not.toContain("<svg");
  });
});

test("several diagrams on a page share no id, and attributes apply to the box around one", () => {
  const text = diagramSamples.map(([, source]) => fence(source)).join("\n");
  const { html } = createMarkdown().render(text);
  expect(html.match(/<svg/g)).toHaveLength(diagramSamples.length);
  expect(html).not.toContain(" id=");
  const named = createMarkdown().render("```mermaid {#流れ .広い}\nflowchart TD\n A --> B\n```");
  expect(named.html).toContain('<div tabindex="0" id="流れ" class="広い diagram"><svg');
});
