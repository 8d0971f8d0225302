import type { Compiler } from "./compiler.ts";
import { compileToken } from "./expressions.ts";
import type { Evaluate, Frame } from "./frame.ts";
import { createScope, type Scope } from "./scope.ts";
import type { NamedArguments } from "./tag-parts.ts";

/** Compiles the named arguments of a tag to something that puts them into a scope. */
export function compileArguments(
  args: NamedArguments,
  compiler: Compiler,
): (frame: Frame, scope: Scope) => Scope {
  const values = Object.entries(args).map(([name, token]): [string, Evaluate] => [
    name,
    token ? compileToken(token, compiler) : () => true,
  ]);
  return (frame, scope) => {
    for (const [name, value] of values) scope[name] = value(frame);
    return scope;
  };
}

/** The arguments in a scope of their own. */
export function newArguments(args: NamedArguments, compiler: Compiler): (frame: Frame) => Scope {
  const fill = compileArguments(args, compiler);
  return (frame) => fill(frame, createScope());
}
