import type { Compiler } from "../compiler.ts";
import { compileToken } from "../expressions.ts";
import { compileValue } from "../filters.ts";
import type { Render } from "../../run/frame.ts";
import type { CaseNode, IfNode } from "../../syntax/nodes.ts";
import { equals, isTruthy, toValue } from "../../run/values.ts";

export function compileIf({ branches, otherwise }: IfNode, compiler: Compiler): Render {
  return firstOf(
    branches.map(({ condition, wanted, body }) => {
      const compute = compileValue(condition, compiler);
      return [(frame) => isTruthy(compute(frame)) === wanted, compiler.body(body)];
    }),
    compiler.body(otherwise),
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

/** Compiles `case`. As in LiquidJS, all matching branches are output. */
export function compileCase(node: CaseNode, compiler: Compiler): Render {
  const target = compileValue(node.value, compiler);
  const branches = node.branches.map(({ values, body }) => ({
    values: values.map((value) => compileToken(value, compiler)),
    body: compiler.body(body),
  }));
  const otherwise = compiler.body(node.otherwise);
  return (frame, out) => {
    const wanted = toValue(target(frame));
    let isHit = false;
    for (const { values, body } of branches) {
      frame.run.at = node.at;
      if (!values.some((value) => equals(wanted, value(frame), frame.run))) continue;
      isHit = true;
      body(frame, out);
    }
    if (!isHit) otherwise(frame, out);
  };
}
