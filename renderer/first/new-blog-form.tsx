import { type SubmitEvent, useEffect, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import type { FirstContract, OtherFolder } from "#contract/first-contract.ts";
import type { Language } from "#contract/messages.ts";
import type { Client } from "#contract/rpc/definition.ts";
import { firstLook, type LookId, looksFor } from "#contract/settings/looks.ts";
import type { Messages } from "../state/language.ts";
import { Button } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { TextField } from "../ui/text-field.tsx";
import { LookChoice } from "./look-choice.tsx";

export interface NewBlogFormProps {
  readonly t: Messages;
  readonly main: Client<FirstContract>;
  /** Language of the interface, suggested as the blog's language. */
  readonly language: Language;
  readonly author: string;
  /** The folder that is to become a blog, or null if the blog gets a new folder. */
  readonly folder: OtherFolder | null;
  /** Whether the blog is for posts of another service. */
  readonly movesIn: boolean;
  readonly onBack: () => void;
}

/** Asks for the name, author, language and design of a new blog. */
export function NewBlogForm(props: NewBlogFormProps) {
  const { t, main, folder, movesIn, onBack } = props;
  const [title, setTitle] = useState(folder?.name ?? "");
  const [author, setAuthor] = useState(props.author);
  /** The language that the author chose, or null for the language of the interface. */
  const [chosenLanguage, setLanguage] = useState<Language | null>(null);
  const [chosenLook, setLook] = useState<LookId>(firstLook);
  const language = chosenLanguage ?? props.language;
  const look = looksFor(language).includes(chosenLook) ? chosenLook : firstLook;
  const isNamed = title.trim() !== "";
  const make = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isNamed) void main.call("first.new", { title, author: author.trim(), language, look, movesIn });
  };
  return (
    <>
      <h2 className="first-title">{folder ? t("first.become", { name: folder.name }) : t("first.new")}</h2>
      {movesIn ? <p className="first-given">{t("first.moveIn.then")}</p> : null}
      {folder ? (
        <p className="first-given">{t(folder.isEmpty ? "first.become.empty" : "first.become.detail")}</p>
      ) : null}
      <form
        className="first-form"
        onSubmit={make}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.nativeEvent.isComposing) onBack();
        }}
      >
        <div className="first-names">
          <TextField label={t("first.name")} value={title} onChange={setTitle} autoFocus />
          <TextField
            label={t("first.author")}
            value={author}
            description={t("first.author.detail")}
            onChange={setAuthor}
          />
        </div>
        <Choice
          label={t("first.blogLanguage")}
          value={language}
          options={[
            { value: "ja", label: "日本語" },
            { value: "en", label: "English" },
          ]}
          onChange={setLanguage}
        />
        <LookChoice t={t} language={language} value={look} onChange={setLook} />
        <p className="field-note">{t("first.changeLater")}</p>
        {folder ? (
          <Place t={t} label={t("first.place")} path={folder.path} />
        ) : (
          <NewPlace t={t} main={main} title={title} />
        )}
        <div className="first-actions">
          <Button onPress={onBack}>{t("first.back")}</Button>
          {folder?.hasPosts ? (
            <Button onPress={() => void main.call("first.openAsItIs", {})}>{t("first.openAsItIs")}</Button>
          ) : null}
          <AriaButton type="submit" className="button button-primary" isDisabled={!isNamed}>
            {t("first.make")}
          </AriaButton>
        </div>
      </form>
    </>
  );
}

interface NewPlaceProps extends Pick<NewBlogFormProps, "t" | "main"> {
  readonly title: string;
}

/** Shows the folder of a new blog. A button chooses another parent folder. */
function NewPlace({ t, main, title }: NewPlaceProps) {
  const [place, setPlace] = useState<{ readonly folder: string; readonly cloud: string | null }>({
    folder: "",
    cloud: null,
  });
  useEffect(() => {
    let isCurrent = true;
    void main.call("first.place", { name: title, change: false }).then((found) => {
      if (isCurrent) setPlace(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [main, title]);
  const change = async (): Promise<void> =>
    setPlace(await main.call("first.place", { name: title, change: true }));
  return (
    <div className="first-place">
      <Place label={t("first.place")} path={place.folder} cloud={place.cloud} t={t} />
      <Button variant="quiet" onPress={() => void change()}>
        {t("first.place.change")}
      </Button>
    </div>
  );
}

interface PlaceProps {
  readonly t: Messages;
  readonly label: string;
  readonly path: string;
  /** The cloud service that synchronizes the folder, or null if there is none. */
  readonly cloud?: string | null;
}

function Place({ t, label, path, cloud = null }: PlaceProps) {
  return (
    <p className="first-path">
      <span className="field-note">{label}</span>
      <span>{path}</span>
      {cloud === null ? null : <span className="field-note">{t("first.place.cloud", { cloud })}</span>}
    </p>
  );
}
