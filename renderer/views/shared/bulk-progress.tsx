import { useEffect, useState } from "react";
import type { BulkProgress } from "#contract/types/bulk-types.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { ProgressBar } from "../../ui/progress-bar.tsx";

/** Minimum number of changed posts for which a progress bar is shown. */
const manyPosts = 50;

export interface BulkProgressBarProps {
  /** Name of the running action, shown above the bar. */
  readonly label: string;
}

/** The progress of a running change of many posts. Shows nothing until the first report. */
export function BulkProgressBar({ label }: BulkProgressBarProps) {
  const { engine } = useApp().services;
  const t = useTranslate();
  const [progress, setProgress] = useState<BulkProgress | null>(null);
  useEffect(() => engine.on("bulk.progress", setProgress), [engine]);
  if (!progress || progress.total < manyPosts) return null;
  const { stage, done, total } = progress;
  const share = (done / total + (stage === "write" ? 1 : 0)) / 2;
  return (
    <ProgressBar label={label} share={share}>
      {t(`bulk.progress.${stage}`, { done, total })}
    </ProgressBar>
  );
}
