import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { AppError } from "#contract/errors.ts";
import type { PublishProgress } from "#contract/types/publish-run-types.ts";
import type { LiveComparison } from "#contract/types/publish-types.ts";
import { formatSize } from "#contract/text/file-size.ts";
import { useApp } from "../../state/app.ts";
import { CancellableCall } from "../../state/cancellable-call.ts";
import { useLanguage, useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { useTimeText } from "../shared/texts.ts";
import { TargetChoice } from "./target-choice.tsx";

/** Compares every published file with the server. The author can then restore what differs. */
export function CompareSheet() {
  const app = useApp();
  const t = useTranslate();
  const defaultTarget = useStore(app.blog.store, ({ summary }) => summary?.defaultTarget ?? "");
  const [target, setTarget] = useState(defaultTarget);
  const [contents, setContents] = useState(false);
  const { running, progress, result, error, start, cancel } = useComparison();
  const close = (): void => {
    cancel();
    app.workspace.closeSheet();
  };
  const compare = (): void => void start(target, contents);
  const restore = (): void => {
    close();
    const changed = result?.differences.filter(({ kind }) => kind === "content") ?? [];
    void app.publishing.run(
      true,
      target,
      changed.map(({ path }) => path),
    );
  };
  return (
    <Sheet title={t("compare.title")} size="large" isQuestion={running} onClose={close} actions={actions()}>
      {error ? <ErrorNotice error={error} onRetry={compare} /> : null}
      {running ? (
        <ComparisonProgress progress={progress} />
      ) : result ? (
        <Result result={result} />
      ) : (
        <div className="export-form">
          <p>{t("compare.detail")}</p>
          <TargetChoice label={t("compare.target")} target={target} onChange={setTarget} />
          <SwitchField
            label={t("compare.contents")}
            description={t("compare.contents.detail")}
            isSelected={contents}
            onChange={setContents}
          />
        </div>
      )}
    </Sheet>
  );

  function actions() {
    if (running) return <Button onPress={cancel}>{t("action.cancel")}</Button>;
    const mayRestore = result !== null && (differing(result).length > 0 || result.isUnfinished);
    return (
      <>
        <Button onPress={close}>{t(result ? "action.close" : "action.cancel")}</Button>
        {mayRestore ? (
          <Button variant="primary" autoFocus onPress={restore}>
            {t("compare.restore")}
          </Button>
        ) : null}
        {result ? null : (
          <Button variant="primary" onPress={compare}>
            {t("compare.accept")}
          </Button>
        )}
      </>
    );
  }
}

interface ComparisonState {
  readonly running: boolean;
  readonly progress: PublishProgress | null;
  readonly result: LiveComparison | null;
  readonly error: AppError | null;
}

const atRest: ComparisonState = { running: false, progress: null, result: null, error: null };

/** Runs a comparison. The comparison is cancelled when the sheet closes. */
function useComparison() {
  const { engine } = useApp().services;
  const [state, setState] = useState(atRest);
  const [call] = useState(() => new CancellableCall());
  useEffect(() => {
    const stop = engine.on("publish.progress", (progress) =>
      setState((now) => (now.running ? { ...now, progress } : now)),
    );
    return () => {
      stop();
      call.cancel();
    };
  }, [engine, call]);
  const start = async (target: string, contents: boolean): Promise<void> => {
    setState({ ...atRest, running: true });
    const { result, error } = await call.run((signal) =>
      engine.call("publish.compareLive", { target, contents }, signal),
    );
    setState({ ...atRest, result, error });
  };
  return { ...state, start, cancel: () => call.cancel() };
}

function ComparisonProgress({ progress }: { readonly progress: PublishProgress | null }) {
  const t = useTranslate();
  const language = useLanguage();
  if (progress?.stage !== "compare") return <ProgressBar label={t("publish.stage.connect")} share={0} />;
  const { files, totalFiles, bytes, totalBytes } = progress;
  const size = (count: number): string => formatSize(language, count);
  const isReading = totalBytes > 0;
  const share = isReading ? bytes / totalBytes : files / Math.max(1, totalFiles);
  return (
    <ProgressBar
      label={t(isReading ? "compare.reading" : "publish.stage.compare")}
      share={Math.min(1, share)}
    >
      {t("compare.progress", { done: files, total: totalFiles })}
      {isReading ? ` · ${size(bytes)} / ${size(totalBytes)}` : null}
    </ProgressBar>
  );
}

type Difference = LiveComparison["differences"][number];

const kinds = [
  "missing",
  "changed",
  "content",
  "unreadable",
] as const satisfies readonly Difference["kind"][];

/** Returns the files that certainly differ. A file that could not be read may be equal. */
function differing({ differences }: LiveComparison): readonly Difference[] {
  return differences.filter(({ kind }) => kind !== "unreadable");
}

function Result({ result }: { readonly result: LiveComparison }) {
  const t = useTranslate();
  const time = useTimeText();
  const { at, checked, read, differences, others, isUnfinished } = result;
  const count = differing(result).length;
  const notes = (
    <>
      <p className="field-note">{t("compare.checked", { checked, read, at: time(at) })}</p>
      {others > 0 ? <p className="field-note">{t("compare.others", { count: others })}</p> : null}
    </>
  );
  if (differences.length === 0 && !isUnfinished) {
    return (
      <div role="status">
        <EmptyState title={t("compare.equal")} detail={t("compare.equal.detail")} />
        {notes}
      </div>
    );
  }
  return (
    <>
      <div role="status">
        {isUnfinished ? <p>{t("compare.unfinished")}</p> : null}
        {count > 0 ? <p>{t("compare.different", { count })}</p> : null}
        {notes}
      </div>
      {kinds.map((kind) => (
        <Differences key={kind} kind={kind} all={differences.filter((one) => one.kind === kind)} />
      ))}
    </>
  );
}

/** Number of files listed at first for each kind of difference. A button shows the remaining files. */
const shownAtFirst = 40;

interface DifferencesProps {
  readonly kind: Difference["kind"];
  readonly all: readonly Difference[];
}

function Differences({ kind, all }: DifferencesProps) {
  const t = useTranslate();
  const language = useLanguage();
  const [showsAll, setShowsAll] = useState(false);
  if (all.length === 0) return null;
  const shown = showsAll ? all : all.slice(0, shownAtFirst);
  return (
    <section className="plan-group">
      <div className="plan-heading">
        <h3>{t(`compare.${kind}`, { count: all.length })}</h3>
      </div>
      <ul>
        {shown.map(({ path, size }) => (
          <li key={path} className="plan-line">
            <span className="plan-path">{path}</span>
            <span className="plan-size">{formatSize(language, size)}</span>
          </li>
        ))}
      </ul>
      {shown.length < all.length ? (
        <Button variant="quiet" onPress={() => setShowsAll(true)}>
          {t("plan.more", { count: all.length - shown.length })}
        </Button>
      ) : null}
    </section>
  );
}
