import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { fullTitle } from "./site-texts.ts";

/** The values that the title of a window is made from. */
export interface TitledPage {
  readonly kind: "post" | "page" | "list";
  /** The page's own title. */
  readonly title: string;
  /** Name of the post's or list's section in blog.yaml; "" for none. */
  readonly section: string;
}

/** Formats `{title} - {site}` or the pattern of the section or the blog; unknown names in braces are kept. */
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
