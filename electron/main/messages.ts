import { createMessages, type Language, type Translate } from "#contract/messages.ts";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };

/** Returns texts of the interface in one language, for menus and native dialogs. */
export type Speak = Translate<keyof typeof ja>;

const speakers: Readonly<Record<Language, Speak>> = {
  ja: createMessages("ja", ja),
  en: createMessages("en", en),
};

export function speaker(language: Language): Speak {
  return speakers[language];
}
