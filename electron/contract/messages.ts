import { IntlMessageFormat } from "intl-messageformat";
import type { MessageValues } from "./errors.ts";

export type Language = "ja" | "en";

/** A locale's texts by key, as in `resources/locales/ja.json`; ICU message syntax. */
export type MessageTable = Readonly<Record<string, string>>;

/** Returns the text of a key in one language. A missing value shows as `…`. */
export type Translate<Key extends string = string> = (key: Key, values?: MessageValues) => string;

/** Resolves the interface language: the author's choice, or the system's if it is Japanese, else English. */
export function resolveLanguage(choice: Language | "system", systemLocale: string): Language {
  if (choice !== "system") return choice;
  return systemLocale.toLowerCase().startsWith("ja") ? "ja" : "en";
}

/**
 * Creates the texts of one language. Keys are typed by the table, so that a key without a text does not
 * compile. Each text is parsed at its first use; most are never used.
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
    return String(format.format(withGaps(values ?? {})));
  };
}

function textOf(table: MessageTable, key: string): string {
  const text = table[key];
  if (text === undefined) throw new Error(`no text for ${key}`);
  return text;
}

/** Fills missing values: an error must not lose its whole message because of one. */
function withGaps(values: MessageValues): MessageValues {
  return new Proxy(values, {
    has: () => true,
    get: (given, name) => (typeof name === "string" ? (given[name] ?? "…") : undefined),
  });
}
