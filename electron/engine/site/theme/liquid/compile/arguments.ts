import type { Compiler } from "./compiler.ts";
import { compileToken } from "./expressions.ts";
import type { Evaluate, Frame } from "../run/frame.ts";
import type { Name } from "../run/names.ts";
import type { NamedArguments } from "../syntax/nodes.ts";

type Arguments = readonly (readonly [Name, Evaluate])[];

export function compileArguments(args: NamedArguments, compiler: Compiler): Arguments {
  return Object.entries(args).map(([name, token]) => [
    compiler.library.names.of(name),
    token ? compileToken(token, compiler) : () => true,
  ]);
}

/** Computes a tag's arguments with the variables of `frame`. Sets the results as variables of `inner`. */
export function assignArguments(args: Arguments, frame: Frame, inner: Frame): void {
  for (const [name, value] of args) inner.assign(name, value(frame));
}

/** Sets the arguments as variables for a tag's content. Returns a function that restores the old values. */
export function bindArguments(args: Arguments, frame: Frame): () => void {
  if (args.length === 0) return nothingToUnbind;
  const values = args.map(([, value]) => value(frame));
  const before = args.map(([name], index) => frame.bind(name, values[index]));
  return () => {
    for (const [index, [name]] of args.entries()) frame.unbind(name, before[index]);
  };
}

function nothingToUnbind(): void {}
