import { AppError } from "#contract/errors.ts";
import { legalText } from "#engine/base/legal-text.ts";
import { Frame } from "./run/frame.ts";
import { Run } from "./run/run.ts";
import { ThemeLibrary } from "./compile/theme-library.ts";
import type { Theme } from "../theme.ts";
import { wordFinder } from "../theme-filters.ts";

/**
 * The variables that a template sees: `site`, `page`, `post` and so on. They are plain data without
 * functions.
 */
type TemplateScope = Readonly<Record<string, unknown>>;

export interface Templates {
  /**
   * Renders `templates/<name>.liquid`. `subject`: blog path of the post, or path of the page, that is being
   * rendered. Throws `theme.syntax`, or `theme.render` with the template, the line and the subject.
   */
  render(name: string, scope: TemplateScope, subject: string): string;
  /**
   * Returns a hash of everything in the theme that a template can use: the template itself, its layouts and
   * partials, words, assets.
   */
  key(name: string): string;
  /**
   * Returns the fields of `site` that a template, and all templates that it refers to, can read; null if that
   * is unknown.
   */
  siteFields(name: string): readonly string[] | null;
  /**
   * Returns the theme's word for a key: in the blog's language, or else in English, or else in any language.
   * If the theme has none, returns the key.
   */
  word(key: string): string;
}

/**
 * Compiles a theme's templates, each when it is first used. Templates see the theme's files in memory and
 * their variables, but no file system, prototypes or functions. They do not see the current time either, so
 * that the same input always gives the same output.
 */
export function createTemplates(theme: Theme, language: string): Templates {
  const word = wordFinder(theme, language);
  const library = new ThemeLibrary(theme, language);
  const paths = new Map<string, string | undefined>();
  const keys = new Map<string, string>();
  // Always the same list for one template, because other caches use its identity as a key
  const fields = new Map<string, readonly string[] | null>();
  const pathOf = (name: string): string | undefined => {
    const path = paths.get(name) ?? library.find(name, "page");
    paths.set(name, path);
    return path;
  };
  return {
    render(name, scope, subject) {
      const path = pathOf(name);
      if (path === undefined) throw missing(name);
      return renderPage(library, path, scope, subject);
    },
    key(name) {
      const path = pathOf(name);
      const key = keys.get(name) ?? (path === undefined ? "" : library.keyOf(path));
      keys.set(name, key);
      return key;
    },
    siteFields(name) {
      const known = fields.get(name);
      if (known !== undefined) return known;
      const path = pathOf(name);
      const read = path === undefined ? [] : library.reach(path).facts.siteFields;
      const sorted = read && [...read].sort();
      fields.set(name, sorted);
      return sorted;
    },
    word,
  };
}

function missing(name: string): AppError {
  const template = `templates/${name}.liquid`;
  return new AppError("theme.syntax", { template, line: 1, reason: `no template "${name}"` });
}

function renderPage(library: ThemeLibrary, path: string, scope: TemplateScope, subject: string): string {
  const template = library.at(path);
  const run = new Run(library.liquid, library.names, scope);
  const out = { text: "" };
  try {
    template.render(new Frame(run), out);
  } catch (error) {
    if (error instanceof AppError || !(error instanceof Error)) throw error;
    const line = run.at?.getPosition()[0] ?? 1;
    const reason = error.message.replace(/, (file|line):.*$/s, "");
    throw new AppError(
      "theme.render",
      { template: run.at?.file ?? path, line, reason, path: subject },
      error,
    );
  }
  return run.mayBeIllegal ? legalText(out.text) : out.text;
}
