import {
  CaseTag,
  type Context,
  CycleTag,
  type Emitter,
  evalToken,
  Liquid,
  type Template,
  toValueSync,
} from "liquidjs";
import { stringify } from "../run/values.ts";
import type { Work } from "../run/work.ts";
import type { LookupKind } from "../syntax/find-template.ts";
import { liquidOptions, removeVaryingFilters } from "../syntax/liquid.ts";
import { nodeOf } from "../syntax/private-parts.ts";
import type { ThemeSource } from "../template-renderer.ts";
import { workOf } from "./counted-context.ts";
import { addThemeFilters, countedEscape, countedOperators, countFilters } from "./counted-filters.ts";

/** Returns the parsed template with this name. `from` is the path of the template that contains the name. */
type FindTemplate = (name: unknown, kind: LookupKind, from: string | undefined) => Template[];

/** A variant of LiquidJS that counts its work and finds partials and layouts in the theme. */
export class CountedLiquid extends Liquid {
  readonly #find: FindTemplate;

  constructor(theme: Pick<ThemeSource, "assets" | "words">, language: string, find: FindTemplate) {
    super({ ...liquidOptions, operators: countedOperators, outputEscape: countedEscape });
    this.#find = find;
    removeVaryingFilters(this);
    addThemeFilters(this, theme, language);
    countFilters(this);
    this.registerTag("case", CountedCase);
    this.registerTag("cycle", CountedCycle);
    countOutput(this.renderer);
  }

  // biome-ignore lint/correctness/useYield: LiquidJS requires a generator function, even without yields
  override *_parsePartialFile(file: string, _sync?: boolean, from?: string): Generator<never, Template[]> {
    return this.#find(file, "partial", from);
  }

  // biome-ignore lint/correctness/useYield: LiquidJS requires a generator function, even without yields
  override *_parseLayoutFile(file: string, _sync?: boolean, from?: string): Generator<never, Template[]> {
    return this.#find(file, "layout", from);
  }
}

/** Makes a renderer count its output and the nesting depth of its templates. */
function countOutput(renderer: Liquid["renderer"]): void {
  const render = renderer.renderTemplates.bind(renderer);
  renderer.renderTemplates = function* (templates, context, emitter) {
    const work = workOf(context);
    work.enter(0);
    const text: unknown = yield render(templates, context, new CountedOutput(work, emitter));
    work.leave(0);
    return text;
  };
}

class CountedOutput implements Emitter {
  buffer = "";
  readonly #work: Work;
  readonly #outer: Emitter | undefined;

  constructor(work: Work, outer: Emitter | undefined) {
    this.#work = work;
    this.#outer = outer;
  }

  write(value: unknown): void {
    if (this.#outer instanceof CountedOutput) {
      this.#outer.write(value);
      return;
    }
    const text = stringify(value, this.#work);
    this.#work.write(text.length);
    if (this.#outer) this.#outer.write(text);
    else this.buffer += text;
  }
}

/** The tag `case`. It compares lists item by item, so it must count these comparisons. */
class CountedCase extends CaseTag {
  override *render(context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
    const work = workOf(context);
    const target = toValueSync(this.value.value(context));
    for (const { values } of this.branches) for (const _ of values) work.charge(target);
    yield* super.render(context, emitter);
  }
}

/**
 * The tag `cycle`.
 * Converting the group's name to text also counts towards the limit of work (`Work`).
 */
class CountedCycle extends CycleTag {
  override *render(context: Context, emitter: Emitter): Generator<unknown, unknown, unknown> {
    const node = nodeOf(this);
    if (node.kind === "cycle") workOf(context).charge(toValueSync(evalToken(node.group, context)));
    return yield* super.render(context, emitter);
  }
}
