import {
  AssignTag,
  BlockTag,
  BreakTag,
  CaptureTag,
  CaseTag,
  CommentTag,
  ContinueTag,
  CycleTag,
  DecrementTag,
  EchoTag,
  ForTag,
  IfTag,
  IncludeTag,
  IncrementTag,
  InlineCommentTag,
  LayoutTag,
  LiquidTag,
  Output,
  RawTag,
  RenderTag,
  TablerowTag,
  type Template,
  TypeGuards,
  UnlessTag,
  type Value,
} from "liquidjs";
import type { Compiler } from "./compiler.ts";
import { compileCase, compileIf, compileLiquid, compileUnless } from "./control-tags.ts";
import { compileValue, constantValue } from "./filters.ts";
import { halts, type Render } from "./frame.ts";
import { compileBlock, compileLayout } from "./layout-tags.ts";
import { compileFor, compileTablerow } from "./loop-tags.ts";
import { compileInclude, compileRender } from "./partial-tags.ts";
import { echoValue, rawText } from "./private-parts.ts";
import { stringify } from "./values.ts";
import { compileAssign, compileCapture, compileCounter, compileCycle } from "./variable-tags.ts";
import { escapeHtml, writeEscaped, writeRaw } from "./write.ts";

/** A part of a template: constant text, or a function that outputs something. */
export type Part = string | Render;

/** Compiles a text, an output or a tag. Throws for tags of LiquidJS that we do not support. */
export function compilePart(template: Template, compiler: Compiler): Part {
  if (TypeGuards.isHTMLToken(template.token)) return template.token.getContent();
  const part = compileDynamic(template, compiler);
  if (typeof part === "string") return part;
  const { token } = template;
  return (frame, out) => {
    frame.run.at = token;
    part(frame, out);
  };
}

function compileDynamic(template: Template, compiler: Compiler): Part {
  if (template instanceof Output) return compileOutput(template.value, compiler);
  if (template instanceof IfTag) return compileIf(template, compiler);
  if (template instanceof ForTag) return compileFor(template, compiler);
  if (template instanceof RenderTag) return compileRender(template, compiler);
  if (template instanceof AssignTag) return compileAssign(template, compiler);
  if (template instanceof UnlessTag) return compileUnless(template, compiler);
  if (template instanceof CaseTag) return compileCase(template, compiler);
  if (template instanceof CaptureTag) return compileCapture(template, compiler);
  if (template instanceof LayoutTag) return compileLayout(template, compiler);
  if (template instanceof BlockTag) return compileBlock(template, compiler);
  if (template instanceof IncludeTag) return compileInclude(template, compiler);
  if (template instanceof LiquidTag) return compileLiquid(template, compiler);
  if (template instanceof EchoTag) return compileEcho(template, compiler);
  if (template instanceof CycleTag) return compileCycle(template, compiler);
  if (template instanceof TablerowTag) return compileTablerow(template, compiler);
  if (template instanceof IncrementTag) return compileCounter(template, 1);
  if (template instanceof DecrementTag) return compileCounter(template, -1);
  if (template instanceof RawTag) return rawText(template);
  if (template instanceof CommentTag || template instanceof InlineCommentTag) return "";
  if (template instanceof BreakTag) return halt(halts.end);
  if (template instanceof ContinueTag) return halt(halts.next);
  throw new Error(`unknown tag: ${template.token.getText()}`);
}

/**
 * Compiles `{{ … }}`. Unless the last filter is `raw`, LiquidJS has appended a filter that escapes, which is
 * removed because we escape ourselves.
 */
function compileOutput({ initial, filters }: Value, compiler: Compiler): Part {
  const isRaw = filters.at(-1)?.raw === true;
  return compilePrint({ initial, filters: isRaw ? filters : filters.slice(0, -1) }, isRaw, compiler);
}

function compileEcho(tag: EchoTag, compiler: Compiler): Part {
  const value = echoValue(tag);
  if (!value) return "";
  return compilePrint(value, value.filters.at(-1)?.raw === true, compiler);
}

function compilePrint(value: Pick<Value, "initial" | "filters">, isRaw: boolean, compiler: Compiler): Part {
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
