import type { ForTag, TablerowTag } from "liquidjs";
import { compileArguments } from "./arguments.ts";
import type { Compiler } from "./compiler.ts";
import { Loop, TableLoop } from "./drops.ts";
import { compileToken } from "./expressions.ts";
import { type Frame, halts, type Render } from "./frame.ts";
import type { Name } from "./names.ts";
import type { NamedArguments } from "./private-parts.ts";
import type { Run } from "./run.ts";
import { primitive, toItems } from "./values.ts";
import { writeRaw } from "./write.ts";

/** Compiles `for`. */
export function compileFor(tag: ForTag, compiler: Compiler): Render {
  const text = tag.collection.getText();
  const [variable, forloop] = namesOf(tag.variable, "forloop", compiler);
  const collection = compileToken(tag.collection, compiler);
  const choose = chooser(tag, compiler);
  const body = compiler.body(tag.templates);
  const otherwise = compiler.body(tag.elseTemplates);
  return (frame, out) => {
    const all = toItems(collection(frame));
    if (all.length === 0) {
      otherwise(frame, out);
      return;
    }
    const items = choose(frame, all);
    frame.run.step(items.length);
    const loop = new Loop(items.length, text, tag.variable);
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

/**
 * Returns a function that selects the items of a loop: applies `offset`, `limit` and `reversed` in this
 * order, whatever order they are written in. It also handles `offset: continue`.
 */
function chooser(
  tag: ForTag,
  compiler: Compiler,
): (frame: Frame, items: readonly unknown[]) => readonly unknown[] {
  const place = `${tag.variable}-${tag.collection.getText()}`;
  const next = compiler.library.names.of("continue");
  const args = compileValues(tag.hash.hash, compiler);
  const isPlain = Object.keys(tag.hash.hash).length === 0;
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

/** Converts any value to a number, as JavaScript does. */
function toCount(value: unknown, run: Run): number {
  return Number(primitive(value, run));
}

/** Adds like JavaScript's `+`, which joins a string and a number to a string. */
function plus(value: unknown, count: unknown, run: Run): unknown {
  const [left, right] = [primitive(value, run), primitive(count, run)];
  if (typeof left === "string" || typeof right === "string") return String(left) + String(right);
  return Number(left) + Number(right);
}

/** Compiles `tablerow`. */
export function compileTablerow(tag: TablerowTag, compiler: Compiler): Render {
  const [variable, tablerowloop] = namesOf(tag.variable, "tablerowloop", compiler);
  const collection = compileToken(tag.collection, compiler);
  const args = compileValues(tag.args.hash, compiler);
  const body = compiler.body(tag.templates);
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
      tag.collection.getText(),
      tag.variable,
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
