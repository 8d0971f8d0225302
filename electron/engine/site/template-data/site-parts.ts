import { contentKey } from "#engine/base/content-key.ts";
import { directiveFor } from "./include-directives.ts";
import { type PartScope, partNames, partTemplate, renderPart } from "./part-templates.ts";
import type { Site } from "../model/site.ts";

/** The value of `site.parts`: for each part of the theme, its HTML or the directive that includes it. */
export type PartTexts = Readonly<Record<string, string>>;

interface KeyedParts {
  readonly texts: PartTexts;
  key(): string;
}

/** Returns the HTML of the theme's parts. Each part is rendered when a template first reads it. */
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
  // Does not make the key from the HTML of the parts, because a part of the theme with an error has no HTML.
  const key = (): string =>
    contentKey(
      ...partNames(site.theme).map((name) => {
        const template = partTemplate(name);
        return [name, site.templates.key(template), keyOf(site.templates.siteFields(template))];
      }),
    );
  return { texts, key };
}

/** Returns the directives with which pages include the theme's parts. */
export function includedParts(site: Site, root: string): KeyedParts {
  const names = partNames(site.theme);
  const texts = Object.fromEntries(names.map((name) => [name, directiveFor(site, root, name)]));
  return { texts, key: () => contentKey(texts) };
}
