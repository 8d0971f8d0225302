import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { ProgressBar } from "../../ui/progress-bar.tsx";

/** Seconds of work after which the remaining time can be estimated. */
const secondsBeforeEstimate = 3;

/** The progress of the running work, and the estimated remaining time. */
export function ImportProgressBar() {
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
