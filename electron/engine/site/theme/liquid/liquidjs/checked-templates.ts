import { LiquidError, ParseError, type Template, toValueSync } from "liquidjs";
import { limits } from "../run/work.ts";
import { guardRanges, nodeOf } from "../syntax/private-parts.ts";

/** Name of the filter that checks a range. Contains spaces, so that templates cannot use the filter. */
export const rangeFilter = "end of range";

/**
 * Throws if a parsed template is nested too deeply, or if a block or counter has a name such as `__proto__`.
 * Adds a check to each range in the template.
 */
export function checkTemplates(templates: readonly Template[]): void {
  checkBody(templates, 1);
  guardRanges(templates, rangeFilter);
}

function checkBody(templates: readonly Template[], depth: number): void {
  if (depth > limits.nesting) throw new Error(`more than ${limits.nesting} tags inside each other`);
  for (const template of templates) {
    try {
      checkName(template);
      const inside: unknown = template.children ? toValueSync(template.children(false, true)) : [];
      if (Array.isArray(inside) && inside.length > 0) checkBody(inside, depth + 1);
    } catch (error) {
      if (!(error instanceof Error) || LiquidError.is(error)) throw error;
      throw new ParseError(error, template.token);
    }
  }
}

function checkName(template: Template): void {
  const node = nodeOf(template);
  // LiquidJS keeps blocks and counters in plain objects, which inherit names such as `constructor`.
  if (node.kind === "block" && node.name in Object.prototype) {
    throw new Error(`"${node.name}" is no name for a block`);
  }
  if (node.kind === "counter" && node.name === "__proto__") {
    throw new Error(`"${node.name}" is no name for a counter`);
  }
}
