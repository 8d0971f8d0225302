import { contentKey } from "../model/content-key.ts";
import { directiveFor } from "../pages/include-directives.ts";
import { type PartScope, partNames, partTemplate, renderPart } from "./part-templates.ts";
import type { Site } from "../model/site.ts";

/** The value of `site.parts`: the HTML of each part, or the directive that includes it. */
export type PartTexts = Readonly<Record<string, string>>;

/** The parts for the pages of one root, and a hash of them. */
interface KeyedParts {
  readonly texts: PartTexts;
  key(): string;
}

/** Returns the parts' HTML, rendered on first use. `keyOf` returns the key of fields of the parts' `site`. */
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
  // A key of their inputs, not of the HTML: rendering may fail, and only the page that prints a part can
  // report that
  const key = (): string =>
    contentKey(
      ...partNames(site.theme).map((name) => {
        const template = partTemplate(name);
        return [name, site.templates.key(template), keyOf(site.templates.siteFields(template))];
      }),
    );
  return { texts, key };
}

/**
 * Returns the directives that replace the parts in the pages of that root; independent of the parts' content.
 */
export function includedParts(site: Site, root: string): KeyedParts {
  const names = partNames(site.theme);
  const texts = Object.fromEntries(names.map((name) => [name, directiveFor(site, root, name)]));
  return { texts, key: () => contentKey(texts) };
}
