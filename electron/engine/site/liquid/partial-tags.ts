import type { IncludeTag, RenderTag } from "liquidjs";
import { compileArguments, newArguments } from "./arguments.ts";
import type { Compiler } from "./compiler.ts";
import { Loop } from "./drops.ts";
import { compileToken } from "./expressions.ts";
import { compileFile } from "./file-names.ts";
import { Frame, type Render } from "./frame.ts";
import { includeParts, renderParts } from "./tag-parts.ts";
import { toItems } from "./values.ts";

/** Compiles `render`: the partial sees what every template sees and what it is given, nothing else. */
export function compileRender(tag: RenderTag, compiler: Compiler): Render {
  const { file, args, single, each } = renderParts(tag);
  const findFile = compileFile(file, "partial", compiler);
  const fill = compileArguments(args, compiler);
  const value = single && compileToken(single.value, compiler);
  const list = each && compileToken(each.value, compiler);
  return (frame, out) => {
    const { run } = frame;
    const { name, template } = findFile(frame);
    const inner = new Frame(run);
    fill(frame, inner.bottom);
    if (value) inner.bottom[single.alias || name] = value(frame);
    if (!list) {
      template().render(inner, out);
      return;
    }
    const items = toItems(list(frame));
    run.step(items.length);
    const loop = new Loop(items.length, each.value.getText(), each.alias);
    inner.bottom.forloop = loop;
    for (const item of items) {
      inner.bottom[String(each.alias)] = item;
      template().render(inner, out);
      run.at = tag.token;
      if (inner.bottom.forloop !== loop) throw new Error("forloop is no name for another value");
      loop.next();
    }
  };
}

/** Compiles `include`: the partial sees and changes the variables around it. */
export function compileInclude(tag: IncludeTag, compiler: Compiler): Render {
  const { file, args, single } = includeParts(tag);
  const findFile = compileFile(file, "partial", compiler);
  const given = newArguments(args, compiler);
  const value = single && compileToken(single, compiler);
  return (frame, out) => {
    const { name, template } = findFile(frame);
    const { blocks, storesBlocks } = frame;
    frame.blocks = new Map();
    frame.storesBlocks = false;
    const scope = given(frame);
    if (value) scope[name] = value(frame);
    const partial = template();
    frame.scopes.push(scope);
    partial.render(frame, out);
    frame.scopes.pop();
    frame.blocks = blocks;
    frame.storesBlocks = storesBlocks;
  };
}
