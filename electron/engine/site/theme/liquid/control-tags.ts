import type { CaseTag, IfTag, LiquidTag, UnlessTag } from "liquidjs";
import type { Compiler } from "./compiler.ts";
import { compileToken } from "./expressions.ts";
import { compileValue } from "./filters.ts";
import type { Render } from "./frame.ts";
import { equals, isTruthy, toValue } from "./values.ts";

/** Compiles `if`. */
export function compileIf({ branches, elseTemplates }: IfTag, compiler: Compiler): Render {
  return firstOf(
    branches.map(({ value, templates }) => {
      const condition = compileValue(value, compiler);
      return [(frame) => isTruthy(condition(frame)), compiler.body(templates)];
    }),
    compiler.body(elseTemplates ?? []),
  );
}

/** Compiles `unless`. Its first condition must be false; those of `elsif` must be true. */
export function compileUnless({ branches, elseTemplates }: UnlessTag, compiler: Compiler): Render {
  return firstOf(
    branches.map(({ value, templates }, index) => {
      const condition = compileValue(value, compiler);
      return [(frame) => isTruthy(condition(frame)) === index > 0, compiler.body(templates)];
    }),
    compiler.body(elseTemplates),
  );
}

type Branch = readonly [isChosen: (frame: Parameters<Render>[0]) => boolean, body: Render];

function firstOf(branches: readonly Branch[], otherwise: Render): Render {
  const [only] = branches;
  if (only && branches.length === 1) {
    const [isChosen, body] = only;
    return (frame, out) => (isChosen(frame) ? body(frame, out) : otherwise(frame, out));
  }
  return (frame, out) => {
    for (const [isChosen, body] of branches) {
      if (isChosen(frame)) {
        body(frame, out);
        return;
      }
    }
    otherwise(frame, out);
  };
}

/** Compiles `case`. As in LiquidJS, all matching branches are output, not only the first. */
export function compileCase(tag: CaseTag, compiler: Compiler): Render {
  const target = compileValue(tag.value, compiler);
  const branches = tag.branches.map(({ values, templates }) => ({
    values: values.map((value) => compileToken(value, compiler)),
    body: compiler.body(templates),
  }));
  const otherwise = compiler.body(tag.elseTemplates);
  return (frame, out) => {
    const wanted = toValue(target(frame));
    let isHit = false;
    for (const { values, body } of branches) {
      frame.run.at = tag.token;
      if (!values.some((value) => equals(wanted, value(frame), frame.run))) continue;
      isHit = true;
      body(frame, out);
    }
    if (!isHit) otherwise(frame, out);
  };
}

/** Compiles `liquid`, the tag that contains other tags without `{% %}`. */
export function compileLiquid({ templates }: LiquidTag, compiler: Compiler): Render {
  return compiler.body(templates);
}
