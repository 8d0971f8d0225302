import { contentKey } from "../model/content-key.ts";
import { directiveFor } from "../pages/include-directives.ts";
import { type PartScope, partNames, partTemplate, renderPart } from "./part-templates.ts";
import type { Site } from "../model/site.ts";

/** What `site.parts` holds: the HTML of each part, or what has the server or the browser put it there. */
export type PartTexts = Readonly<Record<string, string>>;

/** The parts for the pages of one root, and a key that stands for them. */
interface KeyedParts {
  readonly texts: PartTexts;
  key(): string;
}

/** The parts' HTML, each rendered when a page first prints it. `keyOf` gives the key of fields of the part's `site`. */
export function renderedParts(
  site: Site,
  root: string,
  scope: PartScope,
  keyOf: (fields: readonly string[] | null) => string,
): KeyedParts {
  const texts: Record<string, string> = {};
  for (const name of partNames(site.theme)) {
    let made: string | undefined;
    Object.defineProperty(texts, name, {
      enumerable: true,
      get: () => {
        made ??= renderPart(site, name, root, scope);
        return made;
      },
    });
  }
  // By what they are made from, because rendering may fail, and only the page that prints them can tell of that
  const key = (): string =>
    contentKey(
      ...partNames(site.theme).map((name) => {
        const template = partTemplate(name);
        return [name, site.templates.key(template), keyOf(site.templates.siteFields(template))];
      }),
    );
  return { texts, key };
}

/** What stands in the pages of that root instead of the parts; the same whatever the parts say. */
export function includedParts(site: Site, root: string): KeyedParts {
  const names = partNames(site.theme);
  const texts = Object.fromEntries(names.map((name) => [name, directiveFor(site, root, name)]));
  return { texts, key: () => contentKey(texts) };
}
