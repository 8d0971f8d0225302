import { useEffect, useState } from "react";
import { type AppError, toAppError } from "#contract/errors.ts";
import { useApp } from "../../state/app.ts";
import type { PreviewedPage } from "../../state/blog-settings/settings-draft-state.ts";
import { useTranslate } from "../../state/language.ts";
import type { DraftNotice } from "../../state/notice-draft.ts";
import { PageFrame } from "../shared/page-frame.tsx";
import { dateIn } from "../../writing/dates.ts";
import { ErrorNotice } from "../shared/error-notice.tsx";

/** Pause in typing before the page is built and loaded again, in milliseconds. */
const pause = 300;

export interface NoticePreviewProps {
  readonly notices: readonly DraftNotice[];
  readonly timeZone: string;
}

/** Shows the edited notices on a page of the site. */
export function NoticePreview({ notices, timeZone }: NoticePreviewProps) {
  const app = useApp();
  const t = useTranslate();
  const [page, setPage] = useState<PreviewedPage>();
  const [error, setError] = useState<AppError>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: must run after each change of `notices`
  useEffect(() => {
    const show = async (): Promise<void> => {
      const typed = app.notices.toSave(dateIn(timeZone, Date.now())).map(({ from: _, ...notice }) => notice);
      try {
        const { url, html } = await app.services.engine.call("notices.preview", { notices: typed });
        setPage((before) => ({ url, html, version: (before?.version ?? 0) + 1 }));
        setError(undefined);
      } catch (reason) {
        setError(toAppError(reason));
      }
    };
    const timer = setTimeout(() => void show(), pause);
    return () => clearTimeout(timer);
  }, [app, notices, timeZone]);
  if (error) return <ErrorNotice error={error} />;
  if (!page) return null;
  return (
    <figure className="notice-preview">
      <figcaption className="field-note">{t("notices.preview")}</figcaption>
      <div className="notice-page">
        <PageFrame page={page} title={t("notices.preview")} />
      </div>
    </figure>
  );
}
