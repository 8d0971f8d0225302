import { useStore } from "zustand";
import { createMessages, type Language, resolveLanguage, type Translate } from "#contract/messages.ts";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };
import { type App, useApp } from "./app.ts";

export type MessageKey = keyof typeof ja;

export function isMessageKey(key: string): key is MessageKey {
  return Object.hasOwn(ja, key);
}

/** A function that returns a text of the interface by its key. */
export type Messages = Translate<MessageKey>;

const messages: Readonly<Record<Language, Messages>> = {
  ja: createMessages("ja", ja),
  en: createMessages<typeof ja>("en", en),
};

/** Returns the language of the interface, which the author may change at any time. */
export function useLanguage(): Language {
  const app = useApp();
  const choice = useStore(app.preferences.store, (preferences) => preferences.language);
  return resolveLanguage(choice, app.systemLanguage);
}

/** Returns the blog's language, which determines the fonts of post texts (`lang`). */
export function useBlogLanguage(): string | undefined {
  return useStore(useApp().blog.store, (state) => state.summary?.language);
}

/** Returns the texts that the program writes into posts: Japanese for a Japanese blog, otherwise English. */
export function blogMessages(language: string): Messages {
  return messages[resolveLanguage("system", language)];
}

/** Returns the function `t(key, values)`, which returns a text in the language of the interface. */
export function useTranslate(): Messages {
  return messages[useLanguage()];
}

/** Returns the function `t(key, values)` for use outside of React components. */
export function interfaceMessages({ preferences, systemLanguage }: App): Messages {
  return messages[resolveLanguage(preferences.values.language, systemLanguage)];
}
