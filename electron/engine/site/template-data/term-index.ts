import { places } from "../addresses/places.ts";
import type { Site } from "../model/site.ts";
import { listUrl } from "./entry-scope.ts";

/** Kinds of terms with an index page. Each kind is also the name of the folder of its pages. */
export type TermKind = "tags" | "categories";

type Shown = Pick<Site, "model" | "settings" | "theme">;

/** Whether a site has an index: the author allows it, the theme has the page, and there are terms. */
export function hasTermIndex({ model, settings, theme }: Shown, kind: TermKind): boolean {
  return settings.show.termIndexes && theme.templates.has("templates/terms.liquid") && model[kind].length > 0;
}

/**
 * Returns the URL of the index, or "" if there is none.
 * `root` is the path from the linking page to the root of the site.
 */
export function termIndexUrl(site: Shown, kind: TermKind, root: string): string {
  return hasTermIndex(site, kind) ? listUrl(root, places[kind]) : "";
}
