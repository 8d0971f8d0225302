import type { Compiler } from "../compiler.ts";
import { compileToken } from "../expressions.ts";
import { compileValue } from "../filters.ts";
import type { Render } from "../../run/frame.ts";
import type { AssignNode, CaptureNode, CounterNode, CycleCandidate, CycleNode } from "../../syntax/nodes.ts";
import type { Out } from "../../run/run.ts";
import { stringify } from "../../run/values.ts";
import { writeEscaped, writeRaw } from "../../run/write.ts";

export function compileAssign(node: AssignNode, compiler: Compiler): Render {
  const name = compiler.library.names.of(node.name);
  const compute = compileValue(node.value, compiler);
  return (frame) => frame.assign(name, compute(frame));
}

export function compileCapture(node: CaptureNode, compiler: Compiler): Render {
  const name = compiler.library.names.of(node.name);
  const body = compiler.body(node.body);
  return (frame) => {
    const out: Out = { text: "" };
    body(frame, out);
    frame.assign(name, out.text);
  };
}

/** Compiles `increment`, which outputs the old number, and `decrement`, which outputs the new number. */
export function compileCounter({ name, by }: CounterNode): Render {
  // Refuses `__proto__`, because LiquidJS keeps counters in a plain object, where this is no ordinary name.
  if (name === "__proto__") throw new Error(`"${name}" is no name for a counter`);
  return (frame, out) => {
    frame.counters ??= new Map();
    const before = frame.counters.get(name) ?? 0;
    frame.counters.set(name, before + by);
    writeRaw(String(by > 0 ? before : before + by), frame.run, out);
  };
}

/** Compiles `cycle`. An error in one of its values is thrown only when the value is output. */
export function compileCycle(node: CycleNode, compiler: Compiler): Render {
  const group = compileToken(node.group, compiler);
  const texts = node.candidates.map(({ text }) => text).join(",");
  const candidates = node.candidates.map((candidate) => compileCandidate(candidate, compiler));
  return (frame, out) => {
    const named = group(frame);
    frame.run.charge(named);
    // As in LiquidJS, a group is identified by its value as text.
    // `nil`, `empty`, `blank` and loop objects become equal texts, so they belong to one group.
    const name = `${String(named)}:${texts}`;
    frame.cycles ??= new Map();
    const turn = frame.cycles.get(name) ?? 0;
    frame.cycles.set(name, (turn + 1) % candidates.length);
    candidates[turn]?.(frame, out);
  };
}

function compileCandidate(candidate: CycleCandidate, compiler: Compiler): Render {
  try {
    const value = candidate.value(compiler.liquid);
    const compute = compileValue(value, compiler);
    if (!value.isRaw) {
      return (frame, out) => writeEscaped(stringify(compute(frame), frame.run), frame.run, out);
    }
    return (frame, out) => {
      const result = compute(frame);
      // As in LiquidJS, values that are falsy in JavaScript, such as 0, are not output.
      if (result) writeRaw(stringify(result, frame.run), frame.run, out);
    };
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
