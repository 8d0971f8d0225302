import { type SubmitEvent, useEffect, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import type { Client } from "#contract/rpc/definition.ts";
import type { FirstContract } from "#contract/first-contract.ts";
import type { Messages } from "../state/language.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/text-field.tsx";

export interface NewBlogFormProps {
  readonly t: Messages;
  readonly main: Client<FirstContract>;
  readonly onBack: () => void;
}

interface Place {
  readonly folder: string;
  /** The cloud service that synchronizes the folder; null if there is none. */
  readonly cloud: string | null;
}

/** Asks for the name of a new blog and for its folder. The folder's name is derived from the blog's name. */
export function NewBlogForm({ t, main, onBack }: NewBlogFormProps) {
  const [name, setName] = useState("");
  const [place, setPlace] = useState<Place>({ folder: "", cloud: null });
  const isNamed = name.trim() !== "";
  useEffect(() => {
    let isCurrent = true;
    void main.call("first.place", { name, change: false }).then((found) => {
      if (isCurrent) setPlace(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [main, name]);
  const change = async (): Promise<void> => setPlace(await main.call("first.place", { name, change: true }));
  const make = (event: SubmitEvent): void => {
    event.preventDefault();
    if (isNamed) void main.call("first.new", { name });
  };
  return (
    <>
      <h2 className="first-title">{t("first.new")}</h2>
      <form
        className="first-form"
        onSubmit={make}
        onKeyDown={(event) => {
          if (event.key === "Escape" && !event.nativeEvent.isComposing) onBack();
        }}
      >
        <TextField
          label={t("first.name")}
          value={name}
          description={t("first.name.detail")}
          onChange={setName}
          autoFocus
        />
        <div className="first-place">
          <p>
            <span className="field-note">{t("first.place")}</span>
            <span>{place.folder}</span>
            {place.cloud === null ? null : (
              <span className="field-note">{t("first.place.cloud", { cloud: place.cloud })}</span>
            )}
          </p>
          <Button variant="quiet" onPress={() => void change()}>
            {t("first.place.change")}
          </Button>
        </div>
        <div className="first-actions">
          <Button onPress={onBack}>{t("first.back")}</Button>
          <AriaButton type="submit" className="button button-primary" isDisabled={!isNamed}>
            {t("first.make")}
          </AriaButton>
        </div>
      </form>
    </>
  );
}
