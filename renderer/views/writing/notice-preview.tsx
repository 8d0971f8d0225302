import { useEffect, useRef, useState } from "react";
import { type AppError, fromWireError, toWireError } from "#contract/errors.ts";
import { connectPage, isEscape } from "../../preview/page-port.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import type { DraftNotice } from "../../state/notice-draft.ts";
import { dateIn } from "../../writing/dates.ts";
import { ErrorNotice } from "../shared/error-notice.tsx";

/** The page is built and loaded again after the author has not typed for this time, in milliseconds. */
const pause = 300;

export interface NoticePreviewProps {
  readonly notices: readonly DraftNotice[];
  readonly timeZone: string;
}

/** Shows the notices while they are edited, on a page of the site that the engine builds with them. */
export function NoticePreview({ notices, timeZone }: NoticePreviewProps) {
  const app = useApp();
  const t = useTranslate();
  const [page, setPage] = useState<{ readonly url: string; readonly version: number }>();
  const [error, setError] = useState<AppError>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `toSave` is derived from the notices
  useEffect(() => {
    const show = async (): Promise<void> => {
      const typed = app.notices.toSave(dateIn(timeZone, Date.now())).map(({ from: _, ...notice }) => notice);
      try {
        const { url } = await app.services.engine.call("notices.preview", { notices: typed });
        setPage((before) => ({ url, version: (before?.version ?? 0) + 1 }));
        setError(undefined);
      } catch (reason) {
        setError(fromWireError(toWireError(reason)));
      }
    };
    const timer = setTimeout(() => void show(), pause);
    return () => clearTimeout(timer);
  }, [app, notices, timeZone]);
  const element = useRef<HTMLIFrameElement>(null);
  const src = page && `${page.url}&version=${page.version}`;
  useEffect(() => {
    if (!element.current || src === undefined) return;
    return connectPage(
      element.current,
      src,
      () => undefined,
      (message) => {
        if (isEscape(message)) app.workspace.closeSheet();
      },
    );
  }, [app, src]);
  if (error) return <ErrorNotice error={error} />;
  if (src === undefined) return null;
  return (
    <figure className="notice-preview">
      <figcaption className="field-note">{t("notices.preview")}</figcaption>
      <div className="notice-page">
        <iframe
          ref={element}
          sandbox="allow-scripts allow-same-origin"
          referrerPolicy="no-referrer"
          src={src}
          title={t("notices.preview")}
        />
      </div>
    </figure>
  );
}
