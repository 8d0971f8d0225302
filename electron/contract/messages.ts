import { IntlMessageFormat } from "intl-messageformat";
import type { MessageValues } from "./errors.ts";

export type Language = "ja" | "en";

/** Maps the keys of texts to the texts in one language. Texts are in ICU message syntax. */
export type MessageTable = Readonly<Record<string, string>>;

/**
 * Returns the text of a key in one language. A missing value appears as `…`.
 * A value can differ between languages: `reason@ja` is the value of `reason` in Japanese.
 */
export type Translate<Key extends string = string> = (key: Key, values?: MessageValues) => string;

/** Returns the language of the interface. "system" means Japanese on a Japanese system, otherwise English. */
export function resolveLanguage(choice: Language | "system", systemLocale: string): Language {
  if (choice !== "system") return choice;
  return systemLocale.toLowerCase().startsWith("ja") ? "ja" : "en";
}

/**
 * Returns a function that translates keys into one language. The compiler rejects a key without a text.
 * A text is parsed at its first use, because most texts are never used.
 */
export function createMessages<Table extends MessageTable>(
  language: Language,
  table: Table,
): Translate<keyof Table & string> {
  const formats = new Map<string, IntlMessageFormat>();
  return (key, values) => {
    const known = formats.get(key);
    const format =
      known ?? new IntlMessageFormat(textOf(table, key), language, undefined, { ignoreTag: true });
    if (!known) formats.set(key, format);
    return String(format.format(withGaps(values ?? {}, language)));
  };
}

function textOf(table: MessageTable, key: string): string {
  const text = table[key];
  if (text === undefined) throw new Error(`no text for ${key}`);
  return text;
}

/** Returns values for messages in one language. A missing value is `…`, so that no message fails. */
function withGaps(values: MessageValues, language: Language): MessageValues {
  return new Proxy(values, {
    has: () => true,
    get: (given, name) =>
      typeof name === "string" ? shown(given[`${name}@${language}`] ?? given[name] ?? "…") : undefined,
  });
}

/** Matches a time as `toISOString` returns it, such as the start of a publish. */
const isoTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** Returns a value for display. Shows a time in the computer's time zone, such as `2024-05-06 09:30`. */
function shown(value: MessageValues[string]): MessageValues[string] {
  if (typeof value !== "string" || !isoTime.test(value)) return value;
  const time = new Date(value);
  if (Number.isNaN(time.getTime())) return value;
  const two = (part: number): string => String(part).padStart(2, "0");
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join("-");
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
