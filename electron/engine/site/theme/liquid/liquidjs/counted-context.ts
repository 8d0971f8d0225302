import { Context, Drop, type Liquid, toValue } from "liquidjs";
import type { Work } from "../run/work.ts";
import { isDropData } from "../syntax/private-parts.ts";
import type { TemplateScope } from "../template-renderer.ts";

/** A context that is nested in another context and has variables of its own. */
interface Inner {
  readonly outer?: Context;
  readonly scope?: object;
}

/** The variables of a page while LiquidJS renders it. Counts the work and hides functions from templates. */
export class CountedContext extends Context {
  readonly work: Work;

  constructor(liquid: Liquid, work: Work, globals: TemplateScope, { outer, scope = {} }: Inner = {}) {
    super(scope, liquid.options, { sync: true, globals }, { ...limitersOf(outer), liquid });
    this.work = work;
    // Counts the parts of templates that run, because LiquidJS calls `check` before each part.
    this.renderLimit.check = () => work.step(1);
  }

  override spawn(scope: object = {}): Context {
    return new CountedContext(this.liquid, this.work, this.globals, { outer: this, scope });
  }

  override *_get(path: Parameters<Context["_get"]>[0]): IterableIterator<unknown> {
    this.work.charge(toValue(path[0]));
    return yield* super._get(path);
  }

  override readProperty(object: object, key: string | number | Drop): unknown {
    const name: unknown = toValue(key);
    this.work.charge(name);
    const text = String(name);
    if (object instanceof Drop) {
      if (text in object && !isDropData(object, text)) throw new Error(`"${text}" is no data`);
    } else if (typeof object === "object" && object !== null && Object.hasOwn(object, text)) {
      const value: unknown = Reflect.get(object, text);
      if (typeof value === "function") throw new Error(`"${text}" is no data`);
    }
    return super.readProperty(object, key);
  }
}

function limitersOf(outer: Context | undefined): Partial<Pick<Context, "memoryLimit" | "renderLimit">> {
  return outer ? { memoryLimit: outer.memoryLimit, renderLimit: outer.renderLimit } : {};
}

export function workOf(context: Context): Work {
  if (context instanceof CountedContext) return context.work;
  throw new Error("a context without limits");
}
