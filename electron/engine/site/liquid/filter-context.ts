// biome-ignore-all lint/complexity/useLiteralKeys: private to the types of LiquidJS, which has no other way to lend scopes
import { Context } from "liquidjs";
import type { Frame } from "./frame.ts";

/** What filters of LiquidJS get as `this.context`. */
export type FilterContext = Context;

/** A context of LiquidJS over the very scopes of a frame; all contexts of a page count what filters make together. */
export function contextOf(frame: Frame): FilterContext {
  const { liquid, globals } = frame.run;
  const shared = frame.run.limiters;
  const context = new Context(frame.counters, liquid.options, { globals, sync: true }, { ...shared, liquid });
  frame.run.limiters ??= { memoryLimit: context.memoryLimit, renderLimit: context.renderLimit };
  context["scopes"] = frame.scopes;
  return context;
}
