/** What must go, and every half of a pair: most texts have none of these. */
const suspicious =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that must not get through
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFDD0-\uFDEF\uFFFE\uFFFF\uD800-\uDFFF]/;

/** What must go, and the second half of a pair that may be a non-character of a higher plane. */
const suspiciousAmongPairs =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that must not get through
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFDD0-\uFDEF\uFFFE\uFFFF\uDFFE\uDFFF]/;

const illegal =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that must not get through
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\p{Noncharacter_Code_Point}\p{Surrogate}]/gu;

/**
 * Drops what XML 1.0 and HTML cannot hold or discourage: control characters, non-characters, lone surrogates. The one place
 * through which all text of pages, feeds and site maps goes.
 * @see https://www.w3.org/TR/xml/#charsets
 * @see https://html.spec.whatwg.org/multipage/parsing.html#preprocessing-the-input-stream
 */
export function legalText(text: string): string {
  return isSurelyLegal(text) ? text : text.replace(illegal, "");
}

/**
 * Whether a text has surely nothing that `legalText` would drop. Texts of which this is true can be put together in any
 * order without looking at the whole again.
 */
export function isSurelyLegal(text: string): boolean {
  return !suspicious.test(text) || (!suspiciousAmongPairs.test(text) && text.isWellFormed());
}

/** JSON in which every text is legal: escapes would carry what must not get through to whoever decodes them. */
export function legalJson(data: unknown, indent = 0): string {
  const json = JSON.stringify(data, null, indent);
  // What JSON escapes, and what it does not: a look at the whole is quicker than one at each text
  if (!/\\[bfu]/.test(json) && isSurelyLegal(json)) return json;
  return JSON.stringify(
    data,
    (_key, value) => (typeof value === "string" ? legalText(value) : value),
    indent,
  );
}
