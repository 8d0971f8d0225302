import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import type { MessageSource, ReaderMessage } from "../../writing/read-messages.ts";

export interface FoundMessagesProps {
  readonly messages: readonly ReaderMessage[];
  /** Where the messages came from, for instance by mail; used for messages whose text does not say it. */
  readonly source: MessageSource;
  readonly names: boolean;
}

/** Shows how pasted text was split into messages: number, source, date, name and first words of each. */
export function FoundMessages({ messages, source, names }: FoundMessagesProps) {
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
