import { compileArguments } from "../arguments.ts";
import type { Compiler } from "../compiler.ts";
import { Loop, TableLoop } from "../../run/drops.ts";
import { compileToken } from "../expressions.ts";
import { type Frame, halts, type Render } from "../../run/frame.ts";
import type { Name } from "../../run/names.ts";
import type { ForNode, NamedArguments, TablerowNode } from "../../syntax/nodes.ts";
import type { Run } from "../../run/run.ts";
import { primitive, toItems } from "../../run/values.ts";
import { writeRaw } from "../../run/write.ts";

export function compileFor(node: ForNode, compiler: Compiler): Render {
  const text = node.collection.getText();
  const [variable, forloop] = namesOf(node.variable, "forloop", compiler);
  const collection = compileToken(node.collection, compiler);
  const choose = chooser(node, compiler);
  const body = compiler.body(node.body);
  const otherwise = compiler.body(node.otherwise);
  return (frame, out) => {
    const all = toItems(collection(frame));
    if (all.length === 0) {
      otherwise(frame, out);
      return;
    }
    const items = choose(frame, all);
    frame.run.step(items.length);
    const loop = new Loop(items.length, text, node.variable);
    const outerLoop = frame.bind(forloop, loop);
    const outerItem = frame.bind(variable, undefined);
    for (const item of items) {
      frame.bind(variable, item);
      frame.halt = halts.no;
      body(frame, out);
      if (frame.halt === halts.end) break;
      if (variable === forloop) throw new Error("forloop is no name for an item");
      loop.next();
    }
    frame.halt = halts.no;
    frame.unbind(variable, outerItem);
    frame.unbind(forloop, outerLoop);
  };
}

function namesOf(variable: string, loop: string, { library }: Compiler): [variable: Name, loop: Name] {
  return [library.names.of(variable), library.names.of(loop)];
}

/** Returns a function that selects the items of a loop by `offset`, `limit` and `reversed`, in this order. */
function chooser(
  node: ForNode,
  compiler: Compiler,
): (frame: Frame, items: readonly unknown[]) => readonly unknown[] {
  const place = `${node.variable}-${node.collection.getText()}`;
  const next = compiler.library.names.of("continue");
  const args = compileValues(node.args, compiler);
  const isPlain = Object.keys(node.args).length === 0;
  return (frame, items) => {
    let chosen = items;
    let offset: unknown;
    if (!isPlain) {
      const before = frame.bind(next, frame.continues?.get(place) || {});
      const given = args(frame);
      frame.unbind(next, before);
      offset = given.offset;
      chosen = part(chosen, given, frame.run);
    }
    frame.continues ??= new Map();
    frame.continues.set(place, plus(offset || 0, chosen.length, frame.run));
    return chosen;
  };
}

type Values = Readonly<Record<string, unknown>>;

function compileValues(args: NamedArguments, compiler: Compiler): (frame: Frame) => Values {
  const values = compileArguments(args, compiler);
  return (frame) => Object.fromEntries(values.map(([name, value]) => [name.text, value(frame)]));
}

function part(items: readonly unknown[], { offset, limit, reversed }: Values, run: Run): readonly unknown[] {
  const rest = offset === undefined ? items : items.slice(toCount(offset, run));
  const some = limit === undefined ? rest : rest.slice(0, toCount(limit, run));
  return reversed === undefined ? some : some.toReversed();
}

function toCount(value: unknown, run: Run): number {
  return Number(primitive(value, run));
}

/** Adds like JavaScript's `+`: if one of the values is a string, the result is a string. */
function plus(value: unknown, count: unknown, run: Run): unknown {
  const [left, right] = [primitive(value, run), primitive(count, run)];
  if (typeof left === "string" || typeof right === "string") return String(left) + String(right);
  return Number(left) + Number(right);
}

export function compileTablerow(node: TablerowNode, compiler: Compiler): Render {
  const [variable, tablerowloop] = namesOf(node.variable, "tablerowloop", compiler);
  const collection = compileToken(node.collection, compiler);
  const args = compileValues(node.args, compiler);
  const body = compiler.body(node.body);
  return (frame, out) => {
    const { run } = frame;
    const all = toItems(collection(frame));
    const given = args(frame);
    const offset = given.offset || 0;
    const limit = given.limit === undefined ? all.length : given.limit;
    const items = all.slice(toCount(offset, run), toCount(plus(offset, limit, run), run));
    run.step(items.length);
    const loop = new TableLoop(
      items.length,
      given.cols || items.length,
      node.collection.getText(),
      node.variable,
    );
    const outerLoop = frame.bind(tablerowloop, loop);
    const outerItem = frame.bind(variable, undefined);
    for (const item of items) {
      frame.bind(variable, item);
      if (loop.col0 === 0) writeRaw(`${loop.row === 1 ? "" : "</tr>"}<tr class="row${loop.row}">`, run, out);
      writeRaw(`<td class="col${loop.col0 + 1}">`, run, out);
      body(frame, out);
      writeRaw("</td>", run, out);
      loop.next();
    }
    if (items.length > 0) writeRaw("</tr>", run, out);
    frame.unbind(variable, outerItem);
    frame.unbind(tablerowloop, outerLoop);
  };
}
