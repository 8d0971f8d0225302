import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { MarkdownOptions } from "#engine/markdown/types/markdown-types.ts";

/**
 * Returns the options with which the texts of a blog are rendered.
 * Full-width characters take twice the space of Latin letters, so excerpts in Japanese have fewer characters.
 */
export function markdownOptionsOf(settings: BlogSettings): MarkdownOptions {
  const { language, markdown: chosen } = settings;
  return {
    ...chosen,
    language,
    serverCode: settings.serverCode,
    pictureLinks: settings.show.enlarge,
    breaks: chosen.breaks ?? language.startsWith("ja"),
    excerptLength: chosen.excerptLength ?? (/^(?:ja|zh|ko)\b/i.test(language) ? 100 : 160),
    uprightDigits: chosen.uprightDigits ?? settings.themeOptions.vertical === true,
  };
}
