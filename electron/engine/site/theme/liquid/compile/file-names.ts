import type { CompiledTemplate, Compiler } from "./compiler.ts";
import { compileToken } from "./expressions.ts";
import type { ReadPath } from "./facts.ts";
import type { Evaluate, Frame } from "../run/frame.ts";
import type { Body, FileName } from "../syntax/nodes.ts";
import type { Out } from "../run/run.ts";
import type { LookupKind } from "../syntax/find-template.ts";

/** A partial or layout that a tag names. A missing template is an error only when it is used. */
export interface NamedFile {
  readonly name: string;
  template(): CompiledTemplate;
  /** Returns the variables that the template can read. Null stands for all variables. */
  pathsRead(): readonly ReadPath[] | null;
}

/** Compiles the name of a partial or layout to a function that returns the named file. */
export function compileFile(
  file: FileName,
  kind: LookupKind,
  compiler: Compiler,
): (frame: Frame) => NamedFile {
  if (typeof file === "string") {
    const named = namedFile(file, kind, compiler);
    const path = compiler.library.find(file, kind, compiler.file);
    if (path !== undefined) compiler.facts.readsFile(path);
    return () => named;
  }
  compiler.facts.readsFile(null);
  const compute = isTemplates(file) ? compileText(file, compiler) : compileToken(file, compiler);
  return (frame) => {
    const name = compute(frame);
    if (typeof name !== "string" || name === "") throw new Error("a name of a template is no text");
    frame.run.charge(name);
    return namedFile(name, kind, compiler);
  };
}

function namedFile(name: string, kind: LookupKind, { library, file }: Compiler): NamedFile {
  let found: CompiledTemplate | undefined;
  const find = (): string => {
    const path = library.find(name, kind, file);
    if (path === undefined) throw new Error(`no template "${name}"`);
    return path;
  };
  return {
    name,
    template() {
      found ??= library.at(find());
      return found;
    },
    pathsRead: () => library.pathsRead(find()),
  };
}

function isTemplates(file: FileName): file is Body {
  return Array.isArray(file);
}

function compileText(templates: Body, compiler: Compiler): Evaluate {
  const body = compiler.body(templates);
  return (frame) => {
    const out: Out = { text: "" };
    body(frame, out);
    return out.text;
  };
}
