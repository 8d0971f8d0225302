/** How a text may be written besides plain. */
export type QuoteStyle = "single" | "double";

export interface ScalarStyle {
  /** Quotes that stay, because the value had them before. */
  readonly quotes?: QuoteStyle;
  /** Inside `[…]`, where commas and brackets mean something. */
  readonly flow?: boolean;
}

/** Words and numbers that YAML 1.1 or 1.2 readers take for something else than text. */
const otherTypes =
  /^(?:~|null|true|false|yes|no|on|off|y|n|[-+]?\.(?:inf|nan)|[-+]?[\d.][\d_.,:]*(?:e[-+]?\d+)?|0x[\da-f_]+|0o?[0-7_]+|\d{4}-\d{1,2}-\d{1,2}(?:[t\s].*)?)$/i;
const timestamp = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{1,2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[ ]?[-+]\d{2}:?\d{2})?)?$/;
const plainStart = /^[^\s\-?:,[\]{}#&*!|>'"%@`=<]/;
/** Control characters, line ends of any kind, and halves of surrogate pairs. */
const needsEscape = /[\p{Cc}\u2028\u2029\uFEFF\uFFFE\uFFFF\p{Cs}]/u;

/** A text as a YAML value on one line, plain where every reader agrees that it is this text, else quoted. */
export function yamlScalar(text: string, { quotes, flow = false }: ScalarStyle = {}): string {
  if (needsEscape.test(text)) return doubleQuoted(text);
  if (quotes === undefined && isPlain(text, flow)) return text;
  const style = quotes ?? (/["\\]/.test(text) ? "single" : "double");
  return style === "single" ? `'${text.replaceAll("'", "''")}'` : doubleQuoted(text);
}

/** A date as other generators write it: plain, so that they read a date and not a text. */
export function yamlDate(text: string, style: ScalarStyle = {}): string {
  return style.quotes === undefined && timestamp.test(text) ? text : yamlScalar(text, style);
}

function isPlain(text: string, flow: boolean): boolean {
  if (!plainStart.test(text) || /\s$/.test(text) || otherTypes.test(text)) return false;
  return !/:\s|\s#|:$/.test(text) && !(flow && /[[\]{},:]/.test(text));
}

/** JSON's escapes are all YAML's too; it leaves some characters as they are that YAML does not allow. */
function doubleQuoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
