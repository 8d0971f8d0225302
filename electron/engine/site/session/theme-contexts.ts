import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { createDateWriter } from "../model/dates.ts";
import type { ThemeContext } from "../model/site.ts";
import {
  chosenRenderer,
  createTemplateEngine,
  type TemplateRendererName,
} from "../theme/liquid/template-engine.ts";
import { type ThemeDrafts, themeFolders, ThemeReader } from "../theme/theme.ts";
import { chooseOptions } from "../theme/theme-options.ts";

interface ThemeContextOptions {
  /** Absolute paths of the blog folder, and of the folder with the built-in themes. */
  readonly blogFolder: string;
  readonly themesFolder: string;
  readonly templateRenderer?: TemplateRendererName | undefined;
}

/** Makes the theme contexts of a blog. Keeps the last context, because compiling templates takes long. */
export class ThemeContexts {
  readonly #options: ThemeContextOptions;
  readonly #reader: ThemeReader;
  #last: { readonly key: string; readonly themeContext: ThemeContext } | undefined;

  constructor(options: ThemeContextOptions) {
    this.#options = options;
    this.#reader = new ThemeReader(themeFolders(options.themesFolder, options.blogFolder));
  }

  /**
   * Reads the theme from disk. An unsaved file in `drafts` replaces the file at the same path.
   * Returns the same object as the previous call if neither settings nor theme changed.
   * Throws `theme.notFound` or `theme.syntax`.
   */
  of(settings: BlogSettings, drafts?: ThemeDrafts): ThemeContext {
    const theme = this.#reader.read(settings.theme, drafts);
    const before = this.#last?.themeContext;
    if (before?.settings === settings && before.theme === theme) return before;
    const key = `${theme.key}\n${JSON.stringify(settings)}`;
    if (before && this.#last?.key === key) return before;
    const isSameTheme = before?.theme.key === theme.key && before.settings.language === settings.language;
    const { templateRenderer = chosenRenderer(process.env) } = this.#options;
    const templates = isSameTheme
      ? before.templates
      : createTemplateEngine(theme, settings.language, templateRenderer);
    const dates = createDateWriter(settings, theme.dateFormats);
    const themeOptions = chooseOptions(theme.options, settings.themeOptions, theme.name);
    const themeContext = { settings, theme, themeOptions, templates, dates };
    this.#last = { key, themeContext };
    return themeContext;
  }
}
