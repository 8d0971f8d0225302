import type { BlockTag, LayoutTag } from "liquidjs";
import { bindArguments, compileArguments } from "./arguments.ts";
import type { Compiler } from "./compiler.ts";
import { BlockValues } from "./drops.ts";
import { compileFile } from "./file-names.ts";
import type { BlockRender, Frame, Render } from "./frame.ts";
import type { Names } from "./names.ts";
import { layoutParts } from "./private-parts.ts";
import type { Out } from "./run.ts";

/** Compiles `layout`: runs the template to collect its blocks, then outputs the layout with these blocks. */
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
  const given = compileArguments(args, compiler);
  return (frame, out) => {
    const layout = findFile(frame).template();
    frame.storesBlocks = true;
    const rest: Out = { text: "" };
    body(frame, rest);
    frame.blocks ??= new Map();
    if (!frame.blocks.has("")) {
      frame.blocks.set("", (_parent, inner) => {
        inner.text += rest.text;
      });
    }
    frame.storesBlocks = false;
    const unbind = bindArguments(given, frame);
    layout.render(frame, out);
    unbind();
  };
}

/**
 * Compiles `block`, which in a layout means a place with default content, and in other templates the content
 * for that place.
 */
export function compileBlock(tag: BlockTag, compiler: Compiler): Render {
  const name = tag.block;
  // LiquidJS would take a property of `Object.prototype` for a stored block with that name
  if (name in Object.prototype) throw new Error(`"${name}" is no name for a block`);
  const body = compiler.body(tag.templates);
  return (frame, out) => {
    const render = blockOf(tag, body, frame, compiler.library.names);
    if (!frame.storesBlocks) {
      render(nothing, out);
      return;
    }
    frame.blocks ??= new Map();
    frame.blocks.set(name, render);
  };
}

function nothing(): void {}

function blockOf(tag: BlockTag, body: Render, frame: Frame, names: Names): BlockRender {
  const chosen = frame.blocks?.get(tag.block);
  const name = names.of("block");
  const own: BlockRender = (parent, out) => {
    frame.run.at = tag.token;
    if (frame.openBlocks.includes(tag)) throw new Error("block tag cannot be nested");
    const outside = frame.openBlocks;
    frame.openBlocks = [...outside, tag];
    frame.run.enter(1);
    const before = frame.bind(name, new BlockValues(parent));
    body(frame, out);
    frame.unbind(name, before);
    frame.run.leave(1);
    frame.openBlocks = outside;
  };
  if (!chosen) return own;
  return (parent, out) => chosen((inner) => own(parent, inner), out);
}
