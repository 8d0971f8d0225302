import type { ReactNode } from "react";

export interface EmptyStateProps {
  readonly title?: string;
  readonly detail?: string;
  readonly action?: ReactNode;
}

/** A message for a pane that has nothing to show. */
export function EmptyState({ title, detail, action }: EmptyStateProps) {
  return (
    <div className="empty-state">
      {title ? <p className="empty-title">{title}</p> : null}
      {detail ? <p className="empty-detail">{detail}</p> : null}
      {action}
    </div>
  );
}
