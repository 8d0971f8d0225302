import type { ForTag, TablerowTag } from "liquidjs";
import { newArguments } from "./arguments.ts";
import type { Compiler } from "./compiler.ts";
import { Loop, TableLoop } from "./drops.ts";
import { compileToken } from "./expressions.ts";
import { type Frame, halts, type Render } from "./frame.ts";
import type { Run } from "./run.ts";
import { createScope, type Scope } from "./scope.ts";
import { primitive, toItems } from "./values.ts";
import { writeRaw } from "./write.ts";

/** Compiles `for`. */
export function compileFor(tag: ForTag, compiler: Compiler): Render {
  const { variable } = tag;
  const name = tag.collection.getText();
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
    const loop = new Loop(items.length, name, variable);
    const scope = createScope();
    scope.forloop = loop;
    frame.scopes.push(scope);
    for (const item of items) {
      scope[variable] = item;
      frame.halt = halts.no;
      body(frame, out);
      if (frame.halt === halts.end) break;
      frame.run.at = tag.token;
      if (scope.forloop !== loop) throw new Error("forloop is no name for an item");
      loop.next();
    }
    frame.halt = halts.no;
    frame.scopes.pop();
  };
}

/** `offset`, `limit` and `reversed`, in this order however they are written; and `offset: continue`. */
function chooser(
  tag: ForTag,
  compiler: Compiler,
): (frame: Frame, items: readonly unknown[]) => readonly unknown[] {
  const name = `${tag.variable}-${tag.collection.getText()}`;
  const args = newArguments(tag.hash.hash, compiler);
  const isPlain = Object.keys(tag.hash.hash).length === 0;
  return (frame, items) => {
    let chosen = items;
    let offset: unknown;
    if (!isPlain) {
      const scope = createScope();
      scope.continue = frame.continues.get(name) || {};
      frame.scopes.push(scope);
      const given = args(frame);
      frame.scopes.pop();
      offset = given.offset;
      chosen = part(chosen, given, frame.run);
    }
    frame.continues.set(name, plus(offset || 0, chosen.length, frame.run));
    return chosen;
  };
}

function part(items: readonly unknown[], { offset, limit, reversed }: Scope, run: Run): readonly unknown[] {
  const rest = offset === undefined ? items : items.slice(toCount(offset, run));
  const some = limit === undefined ? rest : rest.slice(0, toCount(limit, run));
  return reversed === undefined ? some : some.toReversed();
}

/** A number of items as JavaScript reads it out of any value. */
function toCount(value: unknown, run: Run): number {
  return Number(primitive(value, run));
}

/** `+` of JavaScript, which puts a text and a number together to a text. */
function plus(value: unknown, count: unknown, run: Run): unknown {
  const [left, right] = [primitive(value, run), primitive(count, run)];
  if (typeof left === "string" || typeof right === "string") return String(left) + String(right);
  return Number(left) + Number(right);
}

/** Compiles `tablerow`. */
export function compileTablerow(tag: TablerowTag, compiler: Compiler): Render {
  const { variable } = tag;
  const collection = compileToken(tag.collection, compiler);
  const args = newArguments(tag.args.hash, compiler);
  const body = compiler.body(tag.templates);
  return (frame, out) => {
    const { run } = frame;
    const all = toItems(collection(frame));
    const given = args(frame);
    const offset = given.offset || 0;
    const limit = given.limit === undefined ? all.length : given.limit;
    const items = all.slice(toCount(offset, run), toCount(plus(offset, limit, run), run));
    run.step(items.length);
    const loop = new TableLoop(items.length, given.cols || items.length, tag.collection.getText(), variable);
    const scope = createScope();
    scope.tablerowloop = loop;
    frame.scopes.push(scope);
    for (const item of items) {
      scope[variable] = item;
      if (loop.col0 === 0) writeRaw(`${loop.row === 1 ? "" : "</tr>"}<tr class="row${loop.row}">`, run, out);
      writeRaw(`<td class="col${loop.col0 + 1}">`, run, out);
      body(frame, out);
      writeRaw("</td>", run, out);
      loop.next();
    }
    if (items.length > 0) writeRaw("</tr>", run, out);
    frame.scopes.pop();
  };
}
