import { IntlMessageFormat } from "intl-messageformat";
import type { MessageValues } from "./errors.ts";

export type Language = "ja" | "en";

/** A locale's texts by key, as in `resources/locales/ja.json`; ICU message syntax. */
export type MessageTable = Readonly<Record<string, string>>;

/** Gives the text of a key in one language. A value that the text names and nobody gave shows as `…`. */
export type Translate<Key extends string = string> = (key: Key, values?: MessageValues) => string;

/** Chooses the language to speak: the author's choice, or the system's when it is Japanese, else English. */
export function resolveLanguage(choice: Language | "system", systemLocale: string): Language {
  if (choice !== "system") return choice;
  return systemLocale.toLowerCase().startsWith("ja") ? "ja" : "en";
}

/**
 * Texts of one language. The type of the table gives the keys, so a key without a text does not compile. Each text is
 * parsed when it is first asked for; most never are.
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

/** Errors bring their values from elsewhere; one that is missing must not take the whole sentence away. */
function withGaps(values: MessageValues): MessageValues {
  return new Proxy(values, {
    has: () => true,
    get: (given, name) => (typeof name === "string" ? (given[name] ?? "…") : undefined),
  });
}
