import type { Theme } from "../theme.ts";

/** The variables that a template sees, such as `site`, `page` and `post`: plain data without functions. */
export type TemplateScope = Readonly<Record<string, unknown>>;

export type ThemeSource = Pick<Theme, "templates" | "assets" | "words">;

/** A way to render the templates of a theme. A template is given by its path in the theme. */
export interface TemplateRenderer {
  render(path: string, scope: TemplateScope, subject: string): string;
  /** Returns a hash of the parts of the theme that affect pages with this template. */
  keyOf(path: string): string;
  /** Returns the sorted fields of `site` that pages with this template may show; null for all fields. */
  siteFields(path: string): readonly string[] | null;
}
