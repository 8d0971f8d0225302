import { type Liquid, LiquidError, ParseError, type Template } from "liquidjs";
import { isSurelyLegal } from "#engine/base/text/legal-text.ts";
import type { CompiledTemplate, Compiler, TemplateLibrary } from "./compiler.ts";
import { Facts } from "./facts.ts";
import { halts, type Render } from "../run/frame.ts";
import { limits } from "../run/work.ts";
import { compilePart, type Part } from "./template-body.ts";

/** Compiles a template from its text. Throws the errors of LiquidJS for mistakes in the text. */
export function compileTemplate(
  text: string,
  path: string,
  liquid: Liquid,
  library: TemplateLibrary,
): CompiledTemplate {
  const compiler = new TemplateCompiler(path, liquid, library);
  const body = compiler.body(liquid.parse(text, path));
  const { facts, nesting } = compiler;
  return {
    nesting,
    facts,
    render(frame, out) {
      frame.run.enter(nesting);
      body(frame, out);
      frame.run.leave(nesting);
    },
  };
}

class TemplateCompiler implements Compiler {
  readonly liquid: Liquid;
  readonly library: TemplateLibrary;
  readonly file: string;
  readonly facts = new Facts();
  nesting = 0;
  #depth = 0;

  constructor(file: string, liquid: Liquid, library: TemplateLibrary) {
    this.file = file;
    this.liquid = liquid;
    this.library = library;
  }

  body(templates: readonly Template[]): Render {
    return this.deeper(() => joinParts(templates.map((template) => this.#part(template))));
  }

  deeper<T>(compile: () => T): T {
    this.#depth += 1;
    this.nesting = Math.max(this.nesting, this.#depth);
    try {
      if (this.#depth > limits.nesting) throw new Error(`more than ${limits.nesting} tags inside each other`);
      return compile();
    } finally {
      this.#depth -= 1;
    }
  }

  #part(template: Template): Part {
    try {
      return compilePart(template, this);
    } catch (error) {
      if (!(error instanceof Error) || LiquidError.is(error)) throw error;
      throw new ParseError(error, template.token);
    }
  }
}

/** Combines parts of a template into a function that runs them in order until `break` or `continue`. */
function joinParts(parts: readonly Part[]): Render {
  const joined = joinTexts(parts);
  const renders = joined.map((part) => (typeof part === "string" ? writeText(part) : part));
  const size = renders.length;
  const [first, second] = renders;
  if (!first) return () => {};
  if (!second) {
    return (frame, out) => {
      frame.run.step(1);
      first(frame, out);
    };
  }
  return (frame, out) => {
    frame.run.step(size);
    for (let index = 0; index < size; index += 1) {
      renders[index]?.(frame, out);
      if (frame.halt !== halts.no) return;
    }
  };
}

/**
 * Joins adjacent texts, except the first part of a body.
 * At a `break` outside of loops, LiquidJS outputs only the first part, so this part must not grow.
 */
function joinTexts([first, ...others]: readonly Part[]): Part[] {
  if (first === undefined) return [];
  const joined: Part[] = [first];
  for (const part of others) {
    const last = joined.length > 1 ? joined.at(-1) : undefined;
    if (typeof part === "string" && typeof last === "string") joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  return joined;
}

function writeText(text: string): Render {
  const isLegal = isSurelyLegal(text);
  return (frame, out) => {
    if (!isLegal) frame.run.mayBeIllegal = true;
    frame.run.write(text.length);
    out.text += text;
  };
}
