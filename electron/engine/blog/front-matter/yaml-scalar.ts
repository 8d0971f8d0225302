export type QuoteStyle = "single" | "double";

export interface ScalarStyle {
  /** Quotes of the replaced value. The new value gets the same quotes. */
  readonly quotes?: QuoteStyle;
  /** Whether the value is inside `[…]` or `{…}`, where commas and brackets need quotes. */
  readonly flow?: boolean;
}

/** Matches strings that need quotes, because YAML 1.1 or 1.2 would parse them as numbers or other types. */
const otherTypes =
  /^(?:~|null|true|false|yes|no|on|off|y|n|[-+]?\.(?:inf|nan)|[-+]?[\d.][\d_.,:]*(?:e[-+]?\d+)?|0x[\da-f_]+|0o?[0-7_]+|\d{4}-\d{1,2}-\d{1,2}(?:[t\s].*)?)$/i;
const timestamp = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{1,2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[ ]?[-+]\d{2}:?\d{2})?)?$/;
const plainStart = /^[^\s\-?:,[\]{}#&*!|>'"%@`=<]/;
/** Matches characters that must be escaped: control characters, line ends and lone surrogates. */
const needsEscape = /[\p{Cc}\u2028\u2029\uFEFF\uFFFE\uFFFF\p{Cs}]/u;

/** Returns a text as a YAML value on one line. Adds quotes if a YAML parser could misread the bare text. */
export function yamlScalar(text: string, { quotes, flow = false }: ScalarStyle = {}): string {
  if (needsEscape.test(text)) return doubleQuoted(text);
  if (quotes === undefined && isPlain(text, flow)) return text;
  const style = quotes ?? (/["\\]/.test(text) ? "single" : "double");
  return style === "single" ? `'${text.replaceAll("'", "''")}'` : doubleQuoted(text);
}

/** Returns a date as a YAML value, without quotes, because some generators parse quoted dates as text. */
export function yamlDate(text: string, style: ScalarStyle = {}): string {
  return style.quotes === undefined && timestamp.test(text) ? text : yamlScalar(text, style);
}

function isPlain(text: string, flow: boolean): boolean {
  if (!plainStart.test(text) || /\s$/.test(text) || otherTypes.test(text)) return false;
  return !/:\s|\s#|:$/.test(text) && !(flow && /[[\]{},:]/.test(text));
}

/** Returns a text in double quotes. Escapes what JSON escapes, and all characters that YAML forbids. */
function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
