/** Matches forbidden characters and all surrogates, even surrogates that form valid pairs. */
const suspicious =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern is meant to find control characters
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFDD0-\uFDEF\uFFFE\uFFFF\uD800-\uDFFF]/;

/** Matches forbidden characters, and low surrogates that can end a non-character above U+FFFF. */
const suspiciousAmongPairs =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern is meant to find control characters
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFDD0-\uFDEF\uFFFE\uFFFF\uDFFE\uDFFF]/;

const illegal =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the pattern is meant to find control characters
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\p{Noncharacter_Code_Point}\p{Surrogate}]/gu;

/**
 * Removes characters that XML 1.0 and HTML forbid or discourage, such as control characters.
 * @see https://www.w3.org/TR/xml/#charsets
 * @see https://html.spec.whatwg.org/multipage/parsing.html#preprocessing-the-input-stream
 */
export function legalText(text: string): string {
  return isSurelyLegal(text) ? text : text.replace(illegal, "");
}

/** Whether a text surely has only legal characters. Texts joined from such texts need no new check. */
export function isSurelyLegal(text: string): boolean {
  return !suspicious.test(text) || (!suspiciousAmongPairs.test(text) && text.isWellFormed());
}

/**
 * Returns data as JSON. Removes forbidden characters, such as control characters, from all string values.
 * `legalText` would miss the control characters in JSON, because JSON escapes them (`\u0000`).
 */
export function legalJson(data: unknown, indent = 0): string {
  const json = JSON.stringify(data, null, indent);
  // Checks the whole text once, because this is faster than checking each string.
  if (!/\\[bfu]/.test(json) && isSurelyLegal(json)) return json;
  return JSON.stringify(
    data,
    (_key, value) => (typeof value === "string" ? legalText(value) : value),
    indent,
  );
}
