import { categoryFolder, listPage, places, tagFolder } from "../addresses/places.ts";
import { rootOf } from "../addresses/urls.ts";
import type { Site } from "../model/site.ts";
import { listUrl } from "../template-data/entry-scope.ts";
import { generatedPageScope } from "../template-data/page-scope.ts";
import { hasTermIndex, type TermKind } from "../template-data/term-index.ts";
import { wordFinder } from "../theme/theme-filters.ts";
import {
  type PlanContext,
  type PlannedFile,
  renderThemed,
  type ThemedPage,
} from "../template-data/planned-file.ts";

/** Plans the index of tags and the index of categories. An index shows the number of posts of each term. */
export function* planTerms(context: PlanContext): Generator<PlannedFile> {
  for (const kind of ["tags", "categories"] as const) {
    if (!hasTermIndex(context.site, kind)) continue;
    const path = listPage(places[kind], null);
    yield {
      path,
      group: "list",
      name: `list of ${kind}`,
      isIndexed: true,
      inputs: () => [
        context.themedKey("terms", rootOf(path)),
        ...context.site.model[kind].flatMap(({ name, slug, entries }) => [name, slug, entries.length]),
      ],
      text: () => renderThemed(context, themedTerms(context.site, kind, path), path),
    };
  }
}

function themedTerms(site: Site, kind: TermKind, path: string): ThemedPage {
  const root = rootOf(path);
  const folderOf = kind === "tags" ? tagFolder : categoryFolder;
  const heading = wordFinder(
    site.theme,
    site.settings.language,
  )(kind === "tags" ? "all_tags" : "all_categories");
  const terms = site.model[kind].map(({ name, slug, entries }) => ({
    name,
    url: listUrl(root, folderOf(slug)),
    count: entries.length,
  }));
  return {
    template: "terms",
    page: generatedPageScope(site, { kind: "list", path, title: heading }),
    own: { term_index: { kind, heading, terms } },
  };
}
