import type { Compiler } from "./compiler.ts";
import { compileCase, compileIf } from "./tags/control-tags.ts";
import { compileValue, constantValue } from "./filters.ts";
import { halts, type Render } from "../run/frame.ts";
import { compileBlock, compileLayout } from "./tags/layout-tags.ts";
import { compileFor, compileTablerow } from "./tags/loop-tags.ts";
import { compileInclude, compileRender } from "./tags/partial-tags.ts";
import type { Body, FilteredValue, Node } from "../syntax/nodes.ts";
import { nodeOf } from "../syntax/private-parts.ts";
import { stringify } from "../run/values.ts";
import { compileAssign, compileCapture, compileCounter, compileCycle } from "./tags/variable-tags.ts";
import { escapeHtml, writeEscaped, writeRaw } from "../run/write.ts";

export type Part = string | Render;

/** Compiles a text, an output or a tag. Throws for tags that the compiler does not support. */
export function compilePart(template: Body[number], compiler: Compiler): Part {
  const node = nodeOf(template);
  const part = compileNode(node, compiler);
  if (typeof part === "string") return part;
  const { at } = node;
  return (frame, out) => {
    frame.run.at = at;
    part(frame, out);
  };
}

function compileNode(node: Node, compiler: Compiler): Part {
  switch (node.kind) {
    case "text":
      return node.text;
    case "output":
      return compileOutput(node.value, compiler);
    case "if":
      return compileIf(node, compiler);
    case "case":
      return compileCase(node, compiler);
    case "for":
      return compileFor(node, compiler);
    case "tablerow":
      return compileTablerow(node, compiler);
    case "assign":
      return compileAssign(node, compiler);
    case "capture":
      return compileCapture(node, compiler);
    case "counter":
      return compileCounter(node);
    case "cycle":
      return compileCycle(node, compiler);
    case "render":
      return compileRender(node, compiler);
    case "include":
      return compileInclude(node, compiler);
    case "layout":
      return compileLayout(node, compiler);
    case "block":
      return compileBlock(node, compiler);
    case "liquid":
      return compiler.body(node.body);
    case "break":
      return halt(halts.end);
    case "continue":
      return halt(halts.next);
  }
}

function compileOutput(value: FilteredValue, compiler: Compiler): Part {
  const { isRaw } = value;
  const constant = constantValue(value, compiler);
  if (constant && typeof constant.value === "string")
    return isRaw ? constant.value : escapeHtml(constant.value);
  const compute = compileValue(value, compiler);
  const write = isRaw ? writeRaw : writeEscaped;
  return (frame, out) => write(stringify(compute(frame), frame.run), frame.run, out);
}

function halt(how: number): Render {
  return (frame) => {
    frame.halt = Math.max(frame.halt, how);
  };
}
