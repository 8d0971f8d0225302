import type { ReactNode } from "react";

export interface ProgressBarProps {
  /** The name of the running work, shown above the bar. Screen readers use it as the name of the bar. */
  readonly label: string;
  /** The finished share of the work, from 0 to 1. */
  readonly share: number;
  /** Details below the bar, such as numbers and the remaining time. */
  readonly children?: ReactNode;
}

/** Shows the progress of a long task. */
export function ProgressBar({ label, share, children }: ProgressBarProps) {
  return (
    <div className="progress">
      <p role="status">{label}</p>
      <div
        className="progress-bar"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
      >
        <span style={{ inlineSize: `${share * 100}%` }} />
      </div>
      <p className="field-note">{children}</p>
    </div>
  );
}
