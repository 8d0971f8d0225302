const illegal =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that must not get through
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u0084\u0086-\u009F\uFFFE\uFFFF]|\p{Surrogate}/gu;

/**
 * Drops what XML 1.0 cannot hold or discourages: control characters, two non-characters, lone surrogates. The one place
 * through which all text of feeds and site maps goes.
 * @see https://www.w3.org/TR/xml/#charsets
 */
export function legalText(text: string): string {
  return text.replace(illegal, "");
}
