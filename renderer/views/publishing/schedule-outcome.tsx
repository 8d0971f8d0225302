import { useStore } from "zustand";
import { fromWireError } from "#contract/errors.ts";
import { noticeOf, type ScheduleReport } from "#contract/types/schedule-reports.ts";
import { attempt, runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { type Messages, useLanguage, useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { useSeeing } from "../../ui/leaving.ts";
import { MendButton } from "../shared/error-notice.tsx";
import { errorTexts, postTitle, useTimeText } from "../shared/texts.ts";

/** Shows the results of scheduled publishes, each in a notice. */
export function ScheduleOutcome() {
  const reports = useStore(useApp().publishing.store, (state) => state.scheduled);
  return reports.map((report) => <ReportNotice key={JSON.stringify(noticeOf(report))} report={report} />);
}

function ReportNotice({ report }: { readonly report: ScheduleReport }) {
  const app = useApp();
  const t = useTranslate();
  const time = useTimeText();
  const space = useLanguage() === "ja" ? "" : " ";
  const missed = report.missedSince === null ? "" : t("schedule.missed", { time: time(report.missedSince) });
  const retry = report.retryAt === null ? "" : t("schedule.retry", { time: time(report.retryAt) });
  const dismiss = (): void => app.publishing.dismissScheduled(noticeOf(report));
  const close = { label: t("action.close"), onPress: dismiss };
  useSeeing(report, () => app.publishing.seeScheduled(noticeOf(report)));
  if (report.error) {
    const { what, todo } = errorTexts(t, fromWireError(report.error));
    // The notice stays until the publish has succeeded.
    const publish = (): void => void runCommand(app, "publish");
    return (
      <Notice
        tone="error"
        title={t("schedule.failed", { posts: names(t, report) })}
        detail={[what, todo, missed, retry].filter((text) => text !== "").join(space)}
        actions={
          <>
            {report.error.code === "publish.blocked" ? <MendButton /> : null}
            <Button onPress={publish}>{t("schedule.publishNow")}</Button>
          </>
        }
        close={close}
      />
    );
  }
  const notes = (report.result?.notes ?? []).map(({ code, values }) => t(`publish.note.${code}`, values));
  const url = report.result?.postUrl ?? report.result?.siteUrl ?? "";
  const open = (): void =>
    void attempt(app, async () => {
      await app.services.main.call("link.open", { url });
    });
  return (
    <Notice
      tone="good"
      leaves={missed === "" && notes.length === 0}
      title={t("schedule.published", { posts: names(t, report) })}
      detail={[missed, ...notes].filter((text) => text !== "").join(space)}
      actions={<Button onPress={open}>{t("publish.done.viewPost")}</Button>}
      close={close}
    />
  );
}

function names(t: Messages, { posts }: ScheduleReport): string {
  const [first] = posts;
  return t("schedule.posts", { title: first ? postTitle(t, first) : "", others: posts.length - 1 });
}
