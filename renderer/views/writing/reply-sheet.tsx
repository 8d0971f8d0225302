import { useMemo, useState } from "react";
import { useStore } from "zustand";
import { heldMessages, writeReplies } from "../../commands/comment-reply.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { useAcceptKey } from "../../ui/accept-key.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { TextBox } from "../../ui/text-box.tsx";
import { type MessageSource, messageSources, type ReaderMessage } from "../../writing/read-messages.ts";
import { useAcceptHint } from "../shared/texts.ts";
import { AnnounceChoice } from "./announce-choice.tsx";

/** A sheet that splits pasted text into messages from readers, and quotes them in a post. */
export function ReplySheet() {
  const app = useApp();
  const t = useTranslate();
  const hint = useAcceptHint();
  const blogLanguage = useBlogLanguage();
  const text = useStore(app.messages.store, (state) => state.text);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `heldMessages` reads `text` from its store
  const messages = useMemo(() => heldMessages(app), [app, text]);
  const [source, setSource] = useState<MessageSource>("mail");
  const [names, setNames] = useState(false);
  const [destination, setDestination] = useState<"new" | "here">("new");
  const [announce, setAnnounce] = useState(true);
  const close = (): void => app.workspace.closeSheet();
  const isEmpty = messages.length === 0;
  const write = (): void => {
    if (isEmpty) return;
    close();
    app.workspace.showPane("editor");
    void attempt(app, () => writeReplies(app, { messages, source, names, destination, announce }));
  };
  useAcceptKey(write);
  return (
    <Sheet
      title={t("reply.sheet")}
      size="large"
      onClose={close}
      actions={
        <>
          <p className="sheet-hint">{hint("reply.hint")}</p>
          <Button onPress={close}>{t("quickPost.later")}</Button>
          <Button variant="primary" isDisabled={isEmpty} onPress={write}>
            {t(destination === "new" ? "reply.accept.new" : "reply.accept.here")}
          </Button>
        </>
      }
    >
      <TextBox
        label={t("reply.pasted")}
        value={text}
        rows={8}
        lang={blogLanguage}
        placeholder={t("reply.placeholder")}
        description={t("reply.detail")}
        onChange={(pasted) => app.messages.write(pasted)}
        autoFocus
      />
      <FoundMessages messages={messages} source={source} names={names} />
      <div className="sheet-columns">
        <Choice
          label={t("reply.place")}
          value={destination}
          options={[
            { value: "new", label: t("reply.place.new") },
            { value: "here", label: t("reply.place.here") },
          ]}
          onChange={setDestination}
        />
        <SelectField
          label={t("reply.source")}
          value={source}
          options={messageSources.map((value) => ({ value, label: t(`reply.source.${value}`) }))}
          onChange={(chosen) => setSource(messageSources.find((value) => value === chosen) ?? source)}
        />
        <SwitchField
          label={t("reply.names")}
          description={t("reply.names.detail")}
          isSelected={names}
          onChange={setNames}
        />
        {destination === "here" ? <AnnounceChoice value={announce} onChange={setAnnounce} /> : null}
      </div>
    </Sheet>
  );
}

interface FoundMessagesProps {
  readonly messages: readonly ReaderMessage[];
  /** Source of the messages, such as mail. Used for messages that name no source themselves. */
  readonly source: MessageSource;
  readonly names: boolean;
}

/** Shows the number, source, date, name and first words of each message in the pasted text. */
function FoundMessages({ messages, source, names }: FoundMessagesProps) {
  const t = useTranslate();
  const blogLanguage = useBlogLanguage();
  if (messages.length === 0) return null;
  return (
    <section aria-label={t("reply.found", { count: messages.length })}>
      <p className="field-note" aria-live="polite">
        {t("reply.found", { count: messages.length })}
      </p>
      <ol className="found-messages">
        {messages.map((message, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: messages are identified by their position only
          <li key={index}>
            <span className="found-from">
              {[t(`reply.source.${message.source ?? source}`), message.date, names ? message.name : ""]
                .filter(Boolean)
                .join(" · ")}
            </span>
            <span className="found-words" lang={blogLanguage}>
              {message.text}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
