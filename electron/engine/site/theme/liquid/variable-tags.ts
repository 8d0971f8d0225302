import {
  type AssignTag,
  type CaptureTag,
  type CycleTag,
  type DecrementTag,
  type FilteredValueToken,
  type IncrementTag,
  Value,
} from "liquidjs";
import type { Compiler } from "./compiler.ts";
import { compileToken } from "./expressions.ts";
import { compileValue } from "./filters.ts";
import type { Render } from "./frame.ts";
import { assignParts, captureParts, counterName, cycleParts } from "./private-parts.ts";
import type { Out } from "./run.ts";
import { stringify } from "./values.ts";
import { writeEscaped, writeRaw } from "./write.ts";

/** Compiles `assign`. */
export function compileAssign(tag: AssignTag, compiler: Compiler): Render {
  const parts = assignParts(tag);
  const name = compiler.library.names.of(parts.name);
  const compute = compileValue(parts.value, compiler);
  return (frame) => frame.assign(name, compute(frame));
}

/** Compiles `capture`. */
export function compileCapture(tag: CaptureTag, compiler: Compiler): Render {
  const parts = captureParts(tag);
  const name = compiler.library.names.of(parts.name);
  const body = compiler.body(parts.templates);
  return (frame) => {
    const out: Out = { text: "" };
    body(frame, out);
    frame.assign(name, out.text);
  };
}

/**
 * Compiles `increment` and `decrement`. `increment` outputs the number before the change, `decrement` the one
 * after it.
 */
export function compileCounter(tag: IncrementTag | DecrementTag, by: 1 | -1): Render {
  const name = counterName(tag);
  // LiquidJS keeps counters in a plain object, in which this name is special
  if (name === "__proto__") throw new Error(`"${name}" is no name for a counter`);
  return (frame, out) => {
    frame.counters ??= new Map();
    const before = frame.counters.get(name) ?? 0;
    frame.counters.set(name, before + by);
    writeRaw(String(by > 0 ? before : before + by), frame.run, out);
  };
}

/**
 * Compiles `cycle`. An error in one of its values, such as an unknown filter, is thrown only when that value
 * is output.
 */
export function compileCycle(tag: CycleTag, compiler: Compiler): Render {
  const parts = cycleParts(tag);
  const group = compileToken(parts.group, compiler);
  const texts = parts.candidates.map((candidate) => candidate.getText()).join(",");
  const candidates = parts.candidates.map((candidate) => compileCandidate(candidate, compiler));
  return (frame, out) => {
    const named = group(frame);
    frame.run.charge(named);
    // As in LiquidJS, the key is the value as text, which is the same for `nil`, `empty`, `blank` and loop
    // objects
    const name = `${String(named)}:${texts}`;
    frame.cycles ??= new Map();
    const turn = frame.cycles.get(name) ?? 0;
    frame.cycles.set(name, (turn + 1) % candidates.length);
    candidates[turn]?.(frame, out);
  };
}

function compileCandidate(token: FilteredValueToken, compiler: Compiler): Render {
  try {
    const value = new Value(token, compiler.liquid);
    const compute = compileValue(value, compiler);
    if (!value.filters.at(-1)?.raw) {
      return (frame, out) => writeEscaped(stringify(compute(frame), frame.run), frame.run, out);
    }
    return (frame, out) => {
      const result = compute(frame);
      // As in LiquidJS, values that JavaScript counts as false, such as 0, are not output
      if (result) writeRaw(stringify(result, frame.run), frame.run, out);
    };
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
