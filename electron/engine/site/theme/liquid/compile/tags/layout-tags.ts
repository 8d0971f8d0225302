import { bindArguments, compileArguments } from "../arguments.ts";
import type { Compiler } from "../compiler.ts";
import { BlockValues } from "../../run/drops.ts";
import { compileFile } from "../file-names.ts";
import type { BlockRender, Frame, Render } from "../../run/frame.ts";
import type { Names } from "../../run/names.ts";
import type { BlockNode, LayoutNode } from "../../syntax/nodes.ts";
import type { Out } from "../../run/run.ts";

/** Compiles `layout`: runs the template to collect its blocks, and outputs the layout with these blocks. */
export function compileLayout({ file, args, body: templates }: LayoutNode, compiler: Compiler): Render {
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
 * Compiles `block`. In a layout, a block is a slot with default content.
 * In a template that uses a layout, a block is the content for the layout's slot with the same name.
 */
export function compileBlock(node: BlockNode, compiler: Compiler): Render {
  const { name } = node;
  // A name such as `constructor` is refused, because LiquidJS would treat it as a stored block.
  if (name in Object.prototype) throw new Error(`"${name}" is no name for a block`);
  const body = compiler.body(node.body);
  return (frame, out) => {
    const render = blockOf(node, body, frame, compiler.library.names);
    if (!frame.storesBlocks) {
      render(nothing, out);
      return;
    }
    frame.blocks ??= new Map();
    frame.blocks.set(name, render);
  };
}

function nothing(): void {}

function blockOf(block: BlockNode, body: Render, frame: Frame, names: Names): BlockRender {
  const chosen = frame.blocks?.get(block.name);
  const name = names.of("block");
  const own: BlockRender = (parent, out) => {
    frame.run.at = block.at;
    if (frame.openBlocks.includes(block)) throw new Error("block tag cannot be nested");
    const outside = frame.openBlocks;
    frame.openBlocks = [...outside, block];
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
