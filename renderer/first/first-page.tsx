import { useEffect, useState } from "react";
import { I18nProvider } from "react-aria-components";
import type { Client } from "#contract/rpc/definition.ts";
import type { FirstContract, OtherFolder } from "#contract/first-contract.ts";
import { createMessages, type Language } from "#contract/messages.ts";
import en from "#resources/locales/en.json" with { type: "json" };
import ja from "#resources/locales/ja.json" with { type: "json" };
import type { Messages } from "../state/language.ts";
import { Choice } from "../ui/choice.tsx";
import { NewBlogForm } from "./new-blog-form.tsx";
import { type WayName, Ways } from "./ways.tsx";

const messages: Readonly<Record<Language, Messages>> = {
  ja: createMessages("ja", ja),
  en: createMessages<typeof ja>("en", en),
};

export interface FirstPageProps {
  readonly main: Client<FirstContract>;
  readonly systemLanguage: Language;
  /** Name of a file that the author opened before making the first blog. Null if there is none. */
  readonly given: string | null;
  readonly author: string;
  /** Whether the page starts with the form for a new blog. */
  readonly asksForNew: boolean;
  /** Whether the author makes the blog in order to import posts of another service. */
  readonly movesIn: boolean;
  /** The folder that is to become a blog, or null if there is none. */
  readonly folder: OtherFolder | null;
}

/** The page on which the author chooses or makes a blog in one of four ways. */
export function FirstPage(props: FirstPageProps) {
  const { main, systemLanguage, given, author, asksForNew, folder } = props;
  const [language, setLanguage] = useState(systemLanguage);
  const [isNaming, setNaming] = useState(asksForNew);
  const [movesIn, setMovesIn] = useState(props.movesIn);
  const [toBecome, setToBecome] = useState(folder);
  /** The chosen way to get a blog. Its button gets the focus when the author leaves the form. */
  const [way, setWay] = useState<WayName>(
    folder ? "open" : props.movesIn ? "moveIn" : asksForNew ? "new" : "sample",
  );
  const t = messages[language];
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const speak = (chosen: Language): void => {
    setLanguage(chosen);
    void main.call("first.language", { language: chosen });
  };
  const open = async (): Promise<void> => {
    setWay("open");
    setToBecome((await main.call("first.open", {})).folder);
  };
  const startForm = (from: "new" | "moveIn"): void => {
    setWay(from);
    setMovesIn(from === "moveIn");
    setNaming(true);
  };
  const goBack = (): void => {
    setNaming(false);
    setMovesIn(false);
    setToBecome(null);
    void main.call("first.back", {});
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
        {isNaming || toBecome ? (
          <NewBlogForm
            t={t}
            main={main}
            language={language}
            author={author}
            folder={toBecome}
            movesIn={movesIn}
            onBack={goBack}
          />
        ) : (
          <>
            <Ways
              t={t}
              main={main}
              focused={way}
              onNew={() => startForm("new")}
              onOpen={() => void open()}
              onMoveIn={() => startForm("moveIn")}
            />
            <Choice
              label={t("first.language")}
              isLabelHidden
              value={language}
              options={[
                { value: "ja", label: "日本語" },
                { value: "en", label: "English" },
              ]}
              onChange={speak}
            />
          </>
        )}
      </main>
    </I18nProvider>
  );
}
