import type { Compiler } from "./compiler.ts";
import { compileToken } from "./expressions.ts";
import type { Evaluate, Frame } from "./frame.ts";
import type { Name } from "./names.ts";
import type { NamedArguments } from "./private-parts.ts";

/** The arguments of a tag: names, and functions that compute their values. */
type Arguments = readonly (readonly [Name, Evaluate])[];

/** Compiles the named arguments of a tag. */
export function compileArguments(args: NamedArguments, compiler: Compiler): Arguments {
  return Object.entries(args).map(([name, token]) => [
    compiler.library.names.of(name),
    token ? compileToken(token, compiler) : () => true,
  ]);
}

/** Computes the arguments in one frame and assigns them in another. */
export function assignArguments(args: Arguments, frame: Frame, inner: Frame): void {
  for (const [name, value] of args) inner.assign(name, value(frame));
}

/**
 * Computes all arguments, then binds them for the content of a tag; returns a function that restores the
 * previous values.
 */
export function bindArguments(args: Arguments, frame: Frame): () => void {
  if (args.length === 0) return nothingToUnbind;
  const values = args.map(([, value]) => value(frame));
  const before = args.map(([name], index) => frame.bind(name, values[index]));
  return () => {
    for (const [index, [name]] of args.entries()) frame.unbind(name, before[index]);
  };
}

function nothingToUnbind(): void {}
