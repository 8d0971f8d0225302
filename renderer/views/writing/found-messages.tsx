import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import type { MessageSource, ReaderMessage } from "../../writing/read-messages.ts";

export interface FoundMessagesProps {
  readonly messages: readonly ReaderMessage[];
  /** Source of messages that do not state theirs. */
  readonly source: MessageSource;
  readonly names: boolean;
}

/** How pasted messages were parsed: number, source, date and name of each, and its first words. */
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
