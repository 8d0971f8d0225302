import { contentKey } from "./content-key.ts";
import type { PageScope } from "./page-scope.ts";
import type { Site } from "./site.ts";
import type { OutputGroup } from "./site-output.ts";
import type { KeyedSiteScope } from "./site-scope.ts";

/** A file of the site that is made from text: known by its path before a byte of it exists. */
export interface PlannedFile {
  readonly path: string;
  readonly group: OutputGroup;
  /** Blog path of the post or page that it shows. */
  readonly post?: string;
  /** What it is called when another file wants the same path. */
  readonly name: string;
  prepare(): Prepared;
}

export interface Prepared {
  /** Stands for everything that the text is made from. */
  readonly key: string;
  text(): string;
}

/** A site and the values that its pages share. */
export interface PlanContext {
  readonly site: Site;
  siteScope(root: string): KeyedSiteScope;
}

/** A page of the theme; `scope` gives `page` and what else the template may name. */
export interface ThemedPage {
  readonly template: string;
  readonly page: PageScope;
  readonly own: Readonly<Record<string, unknown>>;
}

/** Puts a themed page's values together; they are its key, so nothing that shows on the page can be forgotten in it. */
export function prepareThemed(context: PlanContext, { template, page, own }: ThemedPage): Prepared {
  const { scope, key } = context.siteScope(page.root_url);
  return {
    key: contentKey(key, template, page, own),
    text: () => context.site.templates.render(template, { site: scope, page, ...own }),
  };
}
