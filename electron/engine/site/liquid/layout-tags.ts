import type { BlockTag, LayoutTag } from "liquidjs";
import { newArguments } from "./arguments.ts";
import type { Compiler } from "./compiler.ts";
import { BlockValues } from "./drops.ts";
import { compileFile } from "./file-names.ts";
import type { BlockRender, Frame, Render } from "./frame.ts";
import type { Out } from "./run.ts";
import { createScope } from "./scope.ts";
import { layoutParts } from "./tag-parts.ts";

/** Compiles `layout`: the blocks of the template are kept, then the layout is put out with them in their places. */
export function compileLayout(tag: LayoutTag, compiler: Compiler): Render {
  const { file, args, templates } = layoutParts(tag);
  const body = compiler.body(templates);
  if (file === undefined) {
    return (frame, out) => {
      frame.storesBlocks = false;
      body(frame, out);
    };
  }
  const findFile = compileFile(file, "layout", compiler);
  const given = newArguments(args, compiler);
  return (frame, out) => {
    const layout = findFile(frame).template();
    frame.storesBlocks = true;
    const rest: Out = { text: "" };
    body(frame, rest);
    if (!frame.blocks.has("")) {
      frame.blocks.set("", (_parent, inner) => {
        inner.text += rest.text;
      });
    }
    frame.storesBlocks = false;
    frame.scopes.push(given(frame));
    layout.render(frame, out);
    frame.scopes.pop();
  };
}

/** Compiles `block`: a place in a layout, or what a template has for that place. */
export function compileBlock(tag: BlockTag, compiler: Compiler): Render {
  const name = tag.block;
  // LiquidJS takes what every object has under such a name for the block of a template
  if (name in Object.prototype) throw new Error(`"${name}" is no name for a block`);
  const body = compiler.body(tag.templates);
  return (frame, out) => {
    const render = blockOf(tag, name, body, frame);
    if (frame.storesBlocks) frame.blocks.set(name, render);
    else render(nothing, out);
  };
}

function nothing(): void {}

function blockOf(tag: BlockTag, name: string, body: Render, frame: Frame): BlockRender {
  const chosen = frame.blocks.get(name);
  const own: BlockRender = (parent, out) => {
    frame.run.at = tag.token;
    if (frame.openBlocks.includes(tag)) throw new Error("block tag cannot be nested");
    frame.openBlocks.push(tag);
    frame.run.enter(1);
    const scope = createScope();
    scope.block = new BlockValues(parent);
    frame.scopes.push(scope);
    body(frame, out);
    frame.scopes.pop();
    frame.run.leave(1);
    frame.openBlocks.pop();
  };
  if (!chosen) return own;
  return (parent, out) => chosen((inner) => own(parent, inner), out);
}
