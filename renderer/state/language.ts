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

/** The language that the interface speaks; changes while it runs. */
export function useLanguage(): Language {
  const app = useApp();
  const choice = useStore(app.preferences.store, (preferences) => preferences.language);
  return resolveLanguage(choice, app.systemLanguage);
}

/** The language that the blog is written in: titles and texts need its faces and line breaks. */
export function useBlogLanguage(): string | undefined {
  return useStore(useApp().blog.store, (state) => state.summary?.language);
}

/** The texts that the program writes into the blog are in the blog's language: Japanese, or English for any other. */
export function blogMessages(language: string): Messages {
  return messages[resolveLanguage("system", language)];
}

/** `t(key, values)` in the language of the interface. */
export function useTranslate(): Messages {
  return messages[useLanguage()];
}

/** The same for what is no part of the page. */
export function interfaceMessages({ preferences, systemLanguage }: App): Messages {
  return messages[resolveLanguage(preferences.values.language, systemLanguage)];
}
