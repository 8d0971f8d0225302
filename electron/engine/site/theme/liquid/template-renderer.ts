import type { Theme } from "../theme.ts";

/**
 * The variables that a template sees: `site`, `page`, `post` and so on. They are plain data without
 * functions.
 */
export type TemplateScope = Readonly<Record<string, unknown>>;

/** The parts of a theme that templates use. */
export type ThemeSource = Pick<Theme, "templates" | "assets" | "words">;

/** A way to render the templates of a theme, which are given by their path in it. */
export interface TemplateRenderer {
  render(path: string, scope: TemplateScope, subject: string): string;
  /** Returns a hash of everything in the theme that pages with the template at a path are made from. */
  keyOf(path: string): string;
  /** Returns the fields of `site` that pages with the template at a path can show, sorted; null: any. */
  siteFields(path: string): readonly string[] | null;
}
