import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { unknownEncoding } from "#contract/types/blog-types.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import type { DocumentFacts } from "../../state/documents/open-document.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { SelectField } from "../../ui/select-field.tsx";

/** A possible encoding of the file, and a line of the text in this encoding. */
interface Reading {
  readonly encoding: string;
  readonly line: string;
}

/**
 * Says that the file is read-only because it is not UTF-8, and offers to convert it.
 * If several encodings are possible, shows a line of the text in each encoding for comparison.
 */
export function EncodingQuestion({ document }: { readonly document: DocumentFacts }) {
  const app = useApp();
  const t = useTranslate();
  const { path, encoding } = document;
  const hash = useStore(app.documents.store, ({ saving }) => saving?.hash);
  const [readings, setReadings] = useState<readonly Reading[]>([]);
  const [chosen, setChosen] = useState<string>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new hash means that the file has changed
  useEffect(() => {
    let isCurrent = true;
    const ask = async (): Promise<void> => {
      const found = await app.services.engine.call("post.encodings", { path });
      if (isCurrent) setReadings(found);
    };
    // If the call fails, shows the notice without encodings to choose from.
    ask().catch(() => undefined);
    return () => {
      isCurrent = false;
    };
  }, [app, path, hash]);
  const isKnown = encoding !== null && encoding !== unknownEncoding;
  const selected = readings.find((reading) => reading.encoding === chosen) ?? readings[0];
  const convert = async (): Promise<void> => {
    const as = selected === undefined ? {} : { encoding: selected.encoding };
    app.documents.fileChanged(await app.services.engine.call("post.convert", { path, ...as }));
  };
  const isOffered = isKnown || selected !== undefined;
  const detail = isKnown
    ? "encoding.detail"
    : selected
      ? "encoding.choose.detail"
      : "encoding.unknown.detail";
  return (
    <Notice
      tone="question"
      title={isKnown ? t("encoding.title", { encoding }) : t("encoding.unknown")}
      detail={t(detail)}
      actions={
        isOffered ? (
          <>
            {selected && (readings.length > 1 || !isKnown) ? (
              <SelectField
                label={t("encoding.choose")}
                value={selected.encoding}
                options={readings.map((reading) => ({
                  value: reading.encoding,
                  label: t("encoding.reading", { ...reading }),
                }))}
                onChange={setChosen}
              />
            ) : null}
            <Button onPress={() => void attempt(app, convert)}>{t("encoding.convert")}</Button>
          </>
        ) : null
      }
    />
  );
}
