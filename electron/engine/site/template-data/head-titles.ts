import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { fullTitle } from "./site-texts.ts";

/** The values from which the title of a browser window is made. */
export interface TitledPage {
  readonly kind: "post" | "page" | "list";
  /** The page's own title. */
  readonly title: string;
  /** Name in blog.yaml of the section that the post or list belongs to; "" if there is none. */
  readonly section: string;
}

/**
 * Returns the title of a browser window: by the pattern of the section, or else of the blog, or else `{title}
 * - {site}`. Unknown words in braces are kept.
 */
export function headTitle(page: TitledPage, settings: BlogSettings): string {
  const section = settings.sections[page.section];
  const pattern = section?.titles?.[page.kind] ?? settings.titles?.[page.kind] ?? "{title} - {site}";
  const values: Readonly<Record<string, string>> = {
    title: page.title,
    section: section?.title ?? page.section,
    site: fullTitle(settings),
    brand: settings.brand,
    blog: settings.title,
  };
  return pattern.replace(/\{([a-z]+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  );
}
