/** Returns the languages in which to look for a word or pattern, best first. English comes last. */
export function languagesToTry(language: string): string[] {
  const [name = language] = language.split("-");
  const script = scriptOf(language);
  return [language, ...(script === "" ? [] : [`${name}-${script}`]), name, "en"];
}

/** Returns HTML attributes that mark an element as English. `language` is the language around the element. */
export function englishAttributes(language: string): string {
  return directionOf(language) === "rtl" ? ' lang="en" dir="ltr"' : ' lang="en"';
}

/**
 * Tries the languages of `languagesToTry` in their order, and returns the first texts that exist.
 * `texts` must contain English texts.
 */
export function textsIn<Texts>(texts: Readonly<Record<string, Texts>>, language: string): Texts {
  const found = languagesToTry(language).find((name) => Object.hasOwn(texts, name));
  return texts[found ?? "en"] as Texts;
}

/** The codes (ISO 15924) of the scripts that run from right to left (Unicode Standard Annex #9). */
const rightToLeft: readonly string[] = ["Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"];

/** Returns the direction of a language's script. */
export function directionOf(language: string): "ltr" | "rtl" {
  return rightToLeft.includes(scriptOf(language)) ? "rtl" : "ltr";
}

/** Caches the script of each language. A build needs the script of each post, and `Intl` is slow. */
const scripts = new Map<string, string>();

function scriptOf(language: string): string {
  const script = scripts.get(language) ?? likelyScriptOf(language);
  scripts.set(language, script);
  return script;
}

/** Returns the likely script of a language (`Hant` for `zh-TW`). Returns "" for an invalid language tag. */
function likelyScriptOf(language: string): string {
  try {
    return new Intl.Locale(language).maximize().script ?? "";
  } catch {
    return "";
  }
}
