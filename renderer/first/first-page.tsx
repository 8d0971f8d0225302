import { useEffect, useState } from "react";
import { I18nProvider } from "react-aria-components";
import type { Client } from "#contract/rpc/definition.ts";
import type { FirstContract } from "#contract/first-contract.ts";
import { createMessages, type Language } from "#contract/messages.ts";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };
import type { Messages } from "../state/language.ts";
import { Choice } from "../ui/choice.tsx";
import { NewBlogForm } from "./new-blog-form.tsx";
import { Ways } from "./ways.tsx";

const messages: Readonly<Record<Language, Messages>> = {
  ja: createMessages("ja", ja),
  en: createMessages<typeof ja>("en", en),
};

export interface FirstPageProps {
  readonly main: Client<FirstContract>;
  readonly systemLanguage: Language;
  /**
   * Name of a file that the author opened with the program although there is no blog yet; null if there is
   * none.
   */
  readonly given: string | null;
}

/** The page shown when there is no blog yet: offers three ways to get one and asks nothing else. */
export function FirstPage({ main, systemLanguage, given }: FirstPageProps) {
  const [language, setLanguage] = useState(systemLanguage);
  const [isNaming, setNaming] = useState(false);
  const t = messages[language];
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const speak = (chosen: Language): void => {
    setLanguage(chosen);
    void main.call("first.language", { language: chosen });
  };
  return (
    <I18nProvider locale={language}>
      <main className="first">
        <h1 className="first-name">{t("app.name")}</h1>
        {given === null ? null : (
          <p className="first-given" role="status">
            {t("first.given", { name: given })}
          </p>
        )}
        {isNaming ? (
          <NewBlogForm t={t} main={main} onBack={() => setNaming(false)} />
        ) : (
          <Ways t={t} main={main} onNew={() => setNaming(true)} />
        )}
        <Choice
          label={t("first.language")}
          value={language}
          options={[
            { value: "ja", label: "日本語" },
            { value: "en", label: "English" },
          ]}
          onChange={speak}
        />
      </main>
    </I18nProvider>
  );
}
