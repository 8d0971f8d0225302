import { assignArguments, bindArguments, compileArguments } from "../arguments.ts";
import type { Compiler } from "../compiler.ts";
import { Loop } from "../../run/drops.ts";
import { compileToken } from "../expressions.ts";
import { compileFile, type NamedFile } from "../file-names.ts";
import { Frame, type Render } from "../../run/frame.ts";
import type { IncludeNode, RenderNode } from "../../syntax/nodes.ts";
import type { Out, Run } from "../../run/run.ts";
import { rememberLast } from "../shared-output.ts";
import { toItems } from "../../run/values.ts";

/** Compiles `render`. The partial sees only the globals and its arguments. */
export function compileRender(node: RenderNode, compiler: Compiler): Render {
  const { file, args, single, each } = node;
  const findFile = compileFile(file, "partial", compiler);
  const given = compileArguments(args, compiler);
  const { names } = compiler.library;
  if (typeof file === "string" && given.length === 0 && !single && !each) return renderAlone(findFile);
  const value = single && compileToken(single.value, compiler);
  const list = each && compileToken(each.value, compiler);
  return (frame, out) => {
    const { run } = frame;
    const { name, template } = findFile(frame);
    const inner = new Frame(run);
    assignArguments(given, frame, inner);
    if (value) {
      // Looks for the template first, so that a missing template throws before a variable is set.
      if (!single.alias) template();
      inner.assign(names.of(single.alias || name), value(frame));
    }
    if (!list) {
      template().render(inner, out);
      return;
    }
    const items = toItems(list(frame));
    run.step(items.length);
    const loop = new Loop(items.length, each.value.getText(), each.alias);
    const [forloop, alias] = [names.of("forloop"), names.of(String(each.alias))];
    inner.assign(forloop, loop);
    for (const item of items) {
      inner.assign(alias, item);
      template().render(inner, out);
      run.at = node.at;
      if (inner.lookup(forloop) !== loop) throw new Error("forloop is no name for another value");
      loop.next();
    }
  };
}

/** Compiles `render` without arguments. The partial shows only globals, so its output can be reused. */
function renderAlone(findFile: ReturnType<typeof compileFile>): Render {
  let put: ((run: Run, out: Out) => void) | undefined;
  return (frame, out) => {
    put ??= lonePartial(findFile(frame));
    put(frame.run, out);
  };
}

function lonePartial({ template, pathsRead }: NamedFile): (run: Run, out: Out) => void {
  const { render } = template();
  const paths = pathsRead();
  const put = (run: Run, out: Out): void => render(new Frame(run), out);
  return paths ? rememberLast(paths, put) : put;
}

/** Compiles `include`. The partial can read and change the variables of the template that includes it. */
export function compileInclude({ file, args, single }: IncludeNode, compiler: Compiler): Render {
  const findFile = compileFile(file, "partial", compiler);
  const given = compileArguments(args, compiler);
  const { names } = compiler.library;
  const value = single && compileToken(single, compiler);
  return (frame, out) => {
    const { name, template } = findFile(frame);
    const { blocks, storesBlocks } = frame;
    frame.blocks = undefined;
    frame.storesBlocks = false;
    const partial = template();
    // Sets `bound` after the arguments, so that `bound` hides an argument with the same name.
    const bound = value && { name: names.of(name), value: value(frame) };
    const unbind = bindArguments(given, frame);
    const before = bound && frame.bind(bound.name, bound.value);
    partial.render(frame, out);
    if (bound) frame.unbind(bound.name, before);
    unbind();
    frame.blocks = blocks;
    frame.storesBlocks = storesBlocks;
  };
}
