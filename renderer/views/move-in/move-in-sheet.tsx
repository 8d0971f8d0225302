import { useEffect } from "react";
import { useStore } from "zustand";
import type { AppError } from "#contract/errors.ts";
import type { ImportSummary } from "#contract/types/import-types.ts";
import { moveIntoNewBlog, showImported } from "../../commands/move-in.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { ChooseFiles } from "./choose-files.tsx";
import { ExportFacts } from "./export-facts.tsx";
import { ForwardingKit } from "./forwarding-kit.tsx";
import { FetchedPictures } from "./fetched-pictures.tsx";
import { ImportChoicesForm } from "./import-choices-form.tsx";
import { NotedPostList } from "./noted-post-list.tsx";
import { PictureHosts } from "./picture-hosts.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";

/** The sheet that imports posts of another service, from the choice of the files to the report. */
export function MoveInSheet() {
  const app = useApp();
  const t = useTranslate();
  const { moveIn } = app;
  const { running, look, report, undone, error } = useStore(moveIn.store);
  useEffect(() => {
    void moveIn.load().catch(() => undefined);
  }, [moveIn]);
  const again = (): Promise<void> => (look ? moveIn.run() : moveIn.look());
  const close = (): void => {
    moveIn.cancel();
    app.workspace.closeSheet();
    if (report || undone) moveIn.reset();
  };
  return (
    <Sheet
      title={t("moveIn.title")}
      size="large"
      isQuestion={running !== null}
      onClose={close}
      actions={<Actions onClose={close} />}
    >
      {error ? (
        <ErrorNotice error={error} {...(isRetried(error) ? { onRetry: () => void again() } : {})} />
      ) : null}
      <Content />
    </Sheet>
  );
}

/**
 * Whether the sheet shows a button that repeats the step that failed with this error.
 * Errors of the old site or the forwarding kit have a retry button in another part of the sheet.
 */
function isRetried({ code }: AppError): boolean {
  return !/^import\.(?:site|kit)/.test(code);
}

function Content() {
  const t = useTranslate();
  const { running, look, report, undone, isInterrupted } = useStore(useApp().moveIn.store);
  if (running !== null) return <ImportProgressBar />;
  if (report)
    return (
      <>
        <p className="move-in-outcome" role="status">
          {outcome(report)}
        </p>
        {report.fetched ? <FetchedPictures {...report.fetched} /> : null}
        <ExportFacts summary={report} isDone />
        {report.oldAddresses + (report.addresses?.paired ?? 0) > 0 ? <ForwardingKit /> : null}
        <NotedPostList notes={report.notes} />
      </>
    );
  if (look)
    return (
      <>
        {isInterrupted ? (
          <p className="move-in-outcome" role="status">
            {t("moveIn.interrupted", { count: look.counts.unchanged ?? 0 })}
          </p>
        ) : null}
        <ExportFacts summary={look} isDone={false} />
        {hasNothingNew(look) ? (
          <>
            {isInterrupted ? null : (
              <p className="move-in-outcome" role="status">
                {t("moveIn.nothingNew")}
              </p>
            )}
            <PictureHosts pictures={look.waiting} />
          </>
        ) : look.entries === 0 ? null : (
          <ImportChoicesForm look={look} />
        )}
        <NotedPostList notes={look.notes} />
      </>
    );
  return (
    <>
      {undone ? (
        <p className="move-in-outcome" role="status">
          {t("moveIn.undone", {
            removed: undone.removed,
            restored: undone.restored,
            kept: undone.kept.length,
          })}
        </p>
      ) : null}
      {undone && undone.picturesLeft > 0 ? (
        <p>{t("import.picturesLeft", { count: undone.picturesLeft })}</p>
      ) : null}
      <ChooseFiles />
    </>
  );

  function outcome(done: ImportSummary): string {
    const { counts, entries, keptComments, commentsFile } = done;
    if (hasNothingNew(done)) return t("moveIn.nothingNew");
    if (entries === 0)
      return t("import.keptComments", { count: keptComments, file: commentsFile ?? "comments" });
    return t("moveIn.done", { added: counts.add ?? 0, updated: counts.update ?? 0 });
  }
}

/** Whether an import would write nothing new. If the export contains posts, its comments do not count. */
function hasNothingNew({ counts, entries, keptComments }: ImportSummary): boolean {
  return writtenPosts(counts) === 0 && !(entries === 0 && keptComments > 0);
}

function writtenPosts({ add = 0, update = 0 }: Readonly<Record<string, number>>): number {
  return add + update;
}

function Actions({ onClose }: { readonly onClose: () => void }) {
  const app = useApp();
  const t = useTranslate();
  const { moveIn } = app;
  const { running, look, report, undone, isInterrupted, choices, last, importedAt } = useStore(moveIn.store);
  if (running !== null) return <Button onPress={() => moveIn.cancel()}>{t("action.cancel")}</Button>;
  if (report) {
    const { first } = report;
    return (
      <>
        {writtenPosts(report.counts) === 0 ? null : (
          <Button onPress={() => void moveIn.undo()}>{t("moveIn.undo")}</Button>
        )}
        {first === null ? null : (
          <Button onPress={() => void attempt(app, () => showImported(app, first))}>
            {t("moveIn.showFirst")}
          </Button>
        )}
        <Button variant="primary" autoFocus onPress={onClose}>
          {t("action.close")}
        </Button>
      </>
    );
  }
  if (!look) return <Button onPress={onClose}>{t(undone ? "action.close" : "action.cancel")}</Button>;
  const isDone = hasNothingNew(look) && !(choices.pictureHosts ?? []).some((host) => host in look.waiting);
  return (
    <>
      {isDone ? null : (
        <Button variant="quiet" onPress={onClose}>
          {t("action.cancel")}
        </Button>
      )}
      <Button onPress={() => moveIn.reset()}>{t("moveIn.otherFiles")}</Button>
      {isInterrupted && last !== null && last.at >= importedAt ? (
        <Button onPress={() => void moveIn.undo()}>{t("moveIn.undo")}</Button>
      ) : (
        <Button onPress={() => void attempt(app, () => moveIntoNewBlog(app))}>{t("moveIn.newBlog")}</Button>
      )}
      {isDone ? (
        <Button variant="primary" autoFocus onPress={onClose}>
          {t("action.close")}
        </Button>
      ) : (
        <Button variant="primary" autoFocus onPress={() => void moveIn.run()}>
          {t(hasNothingNew(look) ? "moveIn.fetch" : isInterrupted ? "moveIn.continue" : "moveIn.accept")}
        </Button>
      )}
    </>
  );
}

/** Seconds of work after which the remaining time can be estimated. */
const secondsBeforeEstimate = 3;

/** The progress of the running work, and the estimated remaining time. */
function ImportProgressBar() {
  const t = useTranslate();
  const { running, progress, startedAt, names } = useStore(useApp().moveIn.store);
  const share = progress?.share ?? 0;
  const seconds = (Date.now() - startedAt) / 1000;
  const left = share > 0.02 && seconds > secondsBeforeEstimate ? (seconds / share) * (1 - share) : null;
  const work = progress?.stage === "pictures" ? "pictures" : (running ?? "look");
  const label = t(`moveIn.running.${work}`, { name: names[0] ?? "", files: names.length });
  return (
    <ProgressBar label={label} share={share}>
      {progress && progress.stage !== "read"
        ? t(progress.stage === "pictures" ? "moveIn.pictures.progress" : "moveIn.entries", {
            done: progress.done,
            total: progress.total,
          })
        : null}
      {left === null ? null : `${progress?.stage === "read" ? "" : t("moveIn.comma")}${leftText(left)}`}
    </ProgressBar>
  );

  function leftText(secondsLeft: number): string {
    return secondsLeft < 60
      ? t("moveIn.left.seconds", { count: Math.max(5, Math.ceil(secondsLeft / 5) * 5) })
      : t("moveIn.left.minutes", { count: Math.ceil(secondsLeft / 60) });
  }
}
