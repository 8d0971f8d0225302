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
      typeof name === "string" ? (given[`${name}@${language}`] ?? given[name] ?? "…") : undefined,
  });
}
