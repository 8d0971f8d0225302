import { useStore } from "zustand";
import { createMessages, type Language, resolveLanguage, type Translate } from "#contract/messages.ts";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };
import { type App, useApp } from "./app.ts";

/** Keys of the interface's texts. */
export type MessageKey = keyof typeof ja;

/** The interface's texts, by key. */
export type Messages = Translate<MessageKey>;

const messages: Readonly<Record<Language, Messages>> = {
  ja: createMessages("ja", ja),
  en: createMessages<typeof ja>("en", en),
};

/** Returns the language of the interface, which may change while it runs. */
export function useLanguage(): Language {
  const app = useApp();
  const choice = useStore(app.preferences.store, (preferences) => preferences.language);
  return resolveLanguage(choice, app.systemLanguage);
}

/** Returns the language of the blog: titles and texts need its fonts and line breaks. */
export function useBlogLanguage(): string | undefined {
  return useStore(useApp().blog.store, (state) => state.summary?.language);
}

/**
 * Returns the texts that the program writes into the blog: in Japanese, or in English for any other language.
 */
export function blogMessages(language: string): Messages {
  return messages[resolveLanguage("system", language)];
}

/** `t(key, values)` in the language of the interface. */
export function useTranslate(): Messages {
  return messages[useLanguage()];
}

/** The same outside of React components. */
export function interfaceMessages({ preferences, systemLanguage }: App): Messages {
  return messages[resolveLanguage(preferences.values.language, systemLanguage)];
}
