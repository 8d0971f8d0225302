import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { formatMoment } from "#engine/blog/dates/moment.ts";
import type { Moment, PostFacts } from "#engine/blog/posts/post.ts";
import { languagesToTry } from "../theme/theme.ts";

/** Formats the dates of a site with the patterns of its sections, settings or theme. */
export interface DateWriter {
  ofPost(moment: Moment, post: Pick<PostFacts, "section">): string;
  /** Formats the date and time of a notice: `[2022/7/24 19:32]`. */
  stamp(moment: Moment): string;
  /** Formats a month: `2022年5月`, `May 2022`. */
  month(moment: Moment): string;
}

/**
 * The date pattern of a section takes precedence over the patterns of the blog, the theme and the language.
 */
export function createDateWriter(
  settings: BlogSettings,
  themeFormats: ReadonlyMap<string, string>,
): DateWriter {
  const { language, timeZone } = settings;
  const japanese = language.startsWith("ja");
  const [ofTheme] = languagesToTry(language).flatMap((name) => themeFormats.get(name) ?? []);
  const defaultFormat =
    settings.dateFormat ?? ofTheme ?? (japanese ? "{yyyy}年{M}月{d}日" : "{yyyy}-{MM}-{dd}");
  return {
    ofPost: (moment, post) =>
      formatMoment(moment, settings.sections[post.section]?.dateFormat ?? defaultFormat, language, timeZone),
    stamp: (moment) => formatMoment(moment, "[{yyyy}/{M}/{d} {H}:{mm}]", language, timeZone),
    month: (moment) => formatMoment(moment, japanese ? "{yyyy}年{M}月" : "{MMMM} {yyyy}", language, timeZone),
  };
}
