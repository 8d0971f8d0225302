import { languageOf } from "./entry-scope.ts";
import type { Site } from "../model/site.ts";
import { isOutOfSearch, type SiteEntry } from "../entries/site-entry.ts";
import { fromRoot } from "../addresses/urls.ts";

/** A machine-readable link (`hreflang`) to a version of the page in another language. */
export interface Alternate {
  /** A language tag. `x-default` marks the version for all other languages. */
  readonly hreflang: string;
  /** Absolute URL, percent-encoded. */
  readonly url: string;
}

/** The value that templates see for a version of a post in another language. */
export interface TranslationScope {
  readonly language: string;
  /** Name of the language in the language itself: `Français`. */
  readonly name: string;
  readonly title: string;
  readonly url: string;
}

type TranslatedSite = Pick<Site, "baseUrl" | "model" | "settings">;

/** Returns an entry's versions, one per language, the original first; [] if there is only one language. */
function versionsOf({ model, settings }: TranslatedSite, entry: SiteEntry): SiteEntry[] {
  const all = model.translations.get(entry.post.path);
  if (!all) return [];
  const versions = new Map<string, SiteEntry>();
  for (const version of all) {
    const language = version.post.language ?? settings.language;
    if (!versions.has(language)) versions.set(language, version);
  }
  return versions.size > 1 ? [...versions.values()] : [];
}

/** Returns the versions of an entry in other languages. */
export function translationsOf(site: Site, entry: SiteEntry, root: string): TranslationScope[] {
  return versionsOf(site, entry)
    .filter((version) => version !== entry && languageOf(site, version) !== languageOf(site, entry))
    .map((version) => ({
      language: languageOf(site, version),
      name: ownName(languageOf(site, version)),
      title: version.title,
      url: fromRoot(root, version.url),
    }));
}

/**
 * Returns the entry and its translations in the form that search engines need.
 * The original is marked as the version for readers of all other languages.
 * @see https://developers.google.com/search/docs/specialty/international/localized-versions
 */
export function alternatesOf(site: TranslatedSite, entry: SiteEntry): Alternate[] {
  const versions = versionsOf(site, entry).filter((version) => !isOutOfSearch(version));
  const [original] = versions;
  if (!original || versions.length < 2 || !versions.includes(entry)) return [];
  const urlOf = (version: SiteEntry): string => site.baseUrl + version.url;
  return [
    ...versions.map((version) => ({
      hreflang: version.post.language ?? site.settings.language,
      url: urlOf(version),
    })),
    { hreflang: "x-default", url: urlOf(original) },
  ];
}

/** Returns a language's name in the language itself, beginning with a capital letter. */
function ownName(language: string): string {
  try {
    const name = new Intl.DisplayNames([language], { type: "language" }).of(language) ?? language;
    return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
  } catch {
    // Returns the text unchanged if it is not a language tag, because `Intl.DisplayNames` would throw.
    return language;
  }
}
