import { contentKey } from "#engine/base/content-key.ts";
import { directiveFor, mastheadPart } from "./include-directives.ts";
import { includedPartNames, type PartScope, partNames, partTemplate, renderPart } from "./part-templates.ts";
import type { Site } from "../model/site.ts";

/** The value of `site.parts`: for each part of the theme, its HTML or the directive that includes it. */
export type PartTexts = Readonly<Record<string, string>>;

interface KeyedParts {
  readonly texts: PartTexts;
  /** The values of `texts` that the server or a script replaces with a part. */
  readonly directives: readonly string[];
  key(): string;
}

interface KeyedPartScope {
  readonly scope: PartScope;
  keyOf(fields: readonly string[] | null): string;
}

/** Returns the HTML of all parts of the theme, for pages that contain their parts. */
export function wholeParts(site: Site, root: string, scope: KeyedPartScope): KeyedParts {
  return { ...renderedParts(site, root, scope, partNames(site.theme)), directives: [] };
}

/** Each part is rendered when a template first reads it. */
function renderedParts(
  site: Site,
  root: string,
  { scope, keyOf }: KeyedPartScope,
  names: readonly string[],
): Omit<KeyedParts, "directives"> {
  const texts: Record<string, string> = {};
  for (const name of names) {
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
      ...names.map((name) => {
        const template = partTemplate(name);
        return [name, site.templates.key(template), keyOf(site.templates.siteFields(template))];
      }),
    );
  return { texts, key };
}

/** Returns the directives with which pages include the theme's parts, and the HTML of other parts. */
export function includedParts(site: Site, root: string, scope: KeyedPartScope): KeyedParts {
  const names = includedPartNames(site);
  const included = Object.fromEntries(names.map((name) => [name, directiveFor(site, root, name)]));
  const others = partNames(site.theme).filter((name) => !names.includes(name) && name !== mastheadPart);
  const { texts, key } = renderedParts(site, root, scope, others);
  Object.defineProperties(texts, Object.getOwnPropertyDescriptors(included));
  return { texts, directives: Object.values(included), key: () => contentKey(included, key()) };
}
