import type { ReadPath } from "./facts.ts";
import { readField } from "../run/read.ts";
import type { Out, Run } from "../run/run.ts";

interface Made {
  readonly given: readonly unknown[];
  readonly text: string;
  readonly cost: Run["cost"];
  readonly mayBeIllegal: boolean;
}

type Put = (run: Run, out: Out) => void;

/**
 * Caches the last output of a partial, such as a sidebar.
 * A later page reuses the output if the values that the partial reads are equal.
 * Counts the work of rendering even if the output is reused, so that limits do not depend on the cache.
 */
export function rememberLast(paths: readonly ReadPath[], put: Put): Put {
  const shared = paths.filter(([root]) => root === "site" || root === "page");
  const roots = paths.map(([root]) => root).filter((root) => root !== "site" && root !== "page");
  let last: Made | undefined;
  return (run, out) => {
    // If a global of the page has a name in `roots`, such as `post`, the output is not reused.
    if (roots.some((root) => run.globals[root] !== undefined)) {
      put(run, out);
      return;
    }
    const given: unknown[] = [run.depth];
    for (const [root, field] of shared) {
      const value = run.globals[root];
      given.push(field === undefined ? value : readField(value, field));
    }
    if (!last || !isSame(last.given, given)) last = make(put, run, given);
    else run.pay(last.cost);
    if (last.mayBeIllegal) run.mayBeIllegal = true;
    out.text += last.text;
  };
}

function make(put: Put, run: Run, given: readonly unknown[]): Made {
  const out: Out = { text: "" };
  const [before, wasIllegal] = [run.cost, run.mayBeIllegal];
  run.mayBeIllegal = false;
  put(run, out);
  const [steps, characters, filtered] = run.cost;
  const cost: Run["cost"] = [steps - before[0], characters - before[1], filtered - before[2]];
  const made = { given, text: out.text, cost, mayBeIllegal: run.mayBeIllegal };
  run.mayBeIllegal = wasIllegal;
  return made;
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  for (let index = 0; index < one.length; index += 1) if (one[index] !== other[index]) return false;
  return true;
}
