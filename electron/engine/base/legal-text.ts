/**
 * Matches forbidden characters and all surrogates, including valid pairs. Most texts contain no match, so
 * this quick check is usually enough.
 */
const suspicious =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern is meant to find control characters
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFDD0-\uFDEF\uFFFE\uFFFF\uD800-\uDFFF]/;

/**
 * For texts that contain surrogate pairs, such as emoji: matches forbidden characters, and low surrogates
 * that may be the second half of a non-character above U+FFFF.
 */
const suspiciousAmongPairs =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern is meant to find control characters
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFDD0-\uFDEF\uFFFE\uFFFF\uDFFE\uDFFF]/;

const illegal =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern is meant to find control characters
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\p{Noncharacter_Code_Point}\p{Surrogate}]/gu;

/**
 * Removes characters that XML 1.0 and HTML forbid or discourage: control characters, non-characters, lone
 * surrogates. All text of pages, feeds and site maps passes through this function.
 * @see https://www.w3.org/TR/xml/#charsets
 * @see https://html.spec.whatwg.org/multipage/parsing.html#preprocessing-the-input-stream
 */
export function legalText(text: string): string {
  return isSurelyLegal(text) ? text : text.replace(illegal, "");
}

/**
 * Whether this text surely contains nothing that `legalText` would remove. Texts for which this is true can
 * be concatenated in any order without another check.
 */
export function isSurelyLegal(text: string): boolean {
  return !suspicious.test(text) || (!suspiciousAmongPairs.test(text) && text.isWellFormed());
}

/**
 * Returns data as JSON, and removes forbidden characters from its strings. `legalText` would not find them in
 * JSON, where they can be written as escapes such as `\u0000`.
 */
export function legalJson(data: unknown, indent = 0): string {
  const json = JSON.stringify(data, null, indent);
  // Checking the whole text once, for escapes and literal characters, is faster than checking each string.
  if (!/\\[bfu]/.test(json) && isSurelyLegal(json)) return json;
  return JSON.stringify(
    data,
    (_key, value) => (typeof value === "string" ? legalText(value) : value),
    indent,
  );
}
