import { LiquidError, type Template } from "liquidjs";
import { AppError } from "#contract/errors.ts";
import { legalText } from "#engine/base/text/legal-text.ts";
import { contentKey } from "#engine/base/content-key.ts";
import { Work } from "../run/work.ts";
import { findTemplate, type LookupKind } from "../syntax/find-template.ts";
import { renderError, syntaxError } from "../template-errors.ts";
import type { TemplateRenderer, TemplateScope, ThemeSource } from "../template-renderer.ts";
import { checkTemplates } from "./checked-templates.ts";
import { CountedContext } from "./counted-context.ts";
import { CountedLiquid } from "./counted-liquid.ts";

/** The templates of a theme, rendered by LiquidJS with the limits and the filters of the compiler. */
export class LiquidJsTemplates implements TemplateRenderer {
  readonly #theme: ThemeSource;
  readonly #liquid: CountedLiquid;
  readonly #parsed = new Map<string, Template[]>();
  readonly #key: string;

  constructor(theme: ThemeSource, language: string) {
    this.#theme = theme;
    this.#liquid = new CountedLiquid(theme, language, (name, kind, from) => this.#find(name, kind, from));
    const { templates, words, assets } = theme;
    const paths = [...assets].map(([name, { path }]) => [name, path]);
    const spoken = [...words].map(([spokenIn, table]) => [spokenIn, ...table]);
    this.#key = contentKey("liquidjs", [...templates], paths, language, spoken);
  }

  render(path: string, scope: TemplateScope, subject: string): string {
    const templates = this.#at(path);
    const context = new CountedContext(this.#liquid, new Work(), scope);
    try {
      return legalText(String(this.#liquid.renderSync(templates, context)));
    } catch (error) {
      if (!LiquidError.is(error)) throw renderError(error, undefined, path, subject);
      // Throws the error of a partial itself, which LiquidJS wraps in an error of the tag.
      if (error.originalError instanceof AppError) throw error.originalError;
      throw renderError(error, error.token, path, subject);
    }
  }

  /**
   * Returns a key that changes with any file of the theme.
   * The key covers all files, because LiquidJS does not report which files a template reads.
   */
  keyOf(path: string): string {
    return contentKey(path, this.#key);
  }

  siteFields(): null {
    return null;
  }

  #find(name: unknown, kind: LookupKind, from: string | undefined): Template[] {
    if (typeof name !== "string") throw new Error("a name of a template is no text");
    const path = findTemplate(this.#theme.templates, name, kind, from);
    if (path === undefined) throw new Error(`no template "${name}"`);
    return this.#at(path);
  }

  #at(path: string): Template[] {
    const known = this.#parsed.get(path);
    if (known) return known;
    try {
      const templates = this.#liquid.parse(this.#theme.templates.get(path) ?? "", path);
      checkTemplates(templates);
      this.#parsed.set(path, templates);
      return templates;
    } catch (error) {
      throw syntaxError(error, path);
    }
  }
}
