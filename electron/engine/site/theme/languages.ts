import type { Theme } from "./theme.ts";

/** Returns the languages in which to look for a word or pattern, best first. The last is English. */
export function languagesToTry(language: string): string[] {
  const [name = language] = language.split("-");
  const script = scriptOf(language);
  return [language, ...(script === "" ? [] : [`${name}-${script}`]), name, "en"];
}

/** Scripts that run from right to left (Unicode Standard Annex #9), by their codes of ISO 15924. */
const rightToLeft: readonly string[] = ["Adlm", "Arab", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"];

/** Returns the direction of a language's script. */
export function directionOf(language: string): "ltr" | "rtl" {
  return rightToLeft.includes(scriptOf(language)) ? "rtl" : "ltr";
}

/**
 * Returns the attributes for elements with words of the theme.
 * Returns "" if the theme has words in the blog's language; otherwise the words are in English.
 */
export function wordsLangHtml({ words }: Pick<Theme, "words">, language: string): string {
  const own = languagesToTry(language).slice(0, -1);
  if (own.some((name) => words.has(name)) || !words.has("en")) return "";
  return directionOf(language) === "rtl" ? ' lang="en" dir="ltr"' : ' lang="en"';
}

/** Returns the likely script of a language (`Hant` for `zh-TW`); "" if the text is not a language tag. */
function scriptOf(language: string): string {
  try {
    return new Intl.Locale(language).maximize().script ?? "";
  } catch {
    return "";
  }
}
