import { Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { useAcceptKey } from "../../ui/accept-key.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { dateIn, isDate, plainDate } from "../../writing/dates.ts";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { useAcceptHint } from "../shared/texts.ts";
import { NoticeFields } from "./notice-fields.tsx";
import { NoticePreview } from "./notice-preview.tsx";

/** Edits the blog's notices. A preview shows the page that contains the notices. */
export function NoticesSheet() {
  const app = useApp();
  const t = useTranslate();
  const hint = useAcceptHint();
  const { notices, changed, error } = useStore(app.notices.store);
  const timeZone = useStore(app.blog.store, (state) => state.summary?.timeZone ?? "UTC");
  const [isBusy, setBusy] = useState(false);
  useEffect(() => void app.notices.load(), [app]);
  const close = (): void => app.workspace.closeSheet();
  const isSound = (notices ?? []).every(({ at = "", until = "" }) =>
    [at, until].every((date) => isDate(plainDate(date))),
  );

  const save = async (andPublish: boolean): Promise<void> => {
    if (!isSound || isBusy || notices === null) return;
    setBusy(true);
    const isSaved = await app.notices.save(dateIn(timeZone, Date.now()));
    setBusy(false);
    if (!isSaved) return;
    close();
    if (andPublish) void app.publishing.runNext();
  };
  useAcceptKey(() => void save(true));

  return (
    <Sheet
      title={t("notices.title")}
      size="large"
      onClose={close}
      actions={
        <>
          <p className="sheet-hint">{hint("quickPost.hint")}</p>
          {changed ? (
            <Button variant="quiet" onPress={() => void app.notices.discard()}>
              {t("notices.discard")}
            </Button>
          ) : null}
          <Button onPress={close}>{t(changed ? "quickPost.later" : "action.close")}</Button>
          <Button isDisabled={!changed || !isSound || isBusy} onPress={() => void save(false)}>
            {t("notices.save")}
          </Button>
          <Button
            variant="primary"
            isDisabled={!isSound || isBusy || notices === null}
            onPress={() => void save(true)}
          >
            {t("notices.publish")}
          </Button>
        </>
      }
    >
      {error ? <ErrorNotice error={error} /> : null}
      {notices === null || notices.length > 0 ? null : <p className="field-note">{t("notices.none")}</p>}
      {(notices ?? []).map((notice, index) => (
        <NoticeFields
          key={notice.key}
          notice={notice}
          number={index + 1}
          count={notices?.length ?? 0}
          timeZone={timeZone}
        />
      ))}
      {notices === null ? null : (
        <div className="notice-add">
          <Button variant="quiet" onPress={() => app.notices.add()}>
            <Plus aria-hidden size={14} strokeWidth={1.75} />
            {t("notices.add")}
          </Button>
        </div>
      )}
      {notices === null ? null : <NoticePreview notices={notices} timeZone={timeZone} />}
    </Sheet>
  );
}
