import { createMessages, type Language, type Translate } from "#contract/messages.ts";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };

/** A function that returns a text of the interface by its key, for menus and native dialogs. */
export type Messages = Translate<keyof typeof ja>;

const messages: Readonly<Record<Language, Messages>> = {
  ja: createMessages("ja", ja),
  en: createMessages("en", en),
};

export function messagesIn(language: Language): Messages {
  return messages[language];
}
