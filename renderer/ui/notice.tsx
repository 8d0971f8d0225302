import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "./icon-button.tsx";

export interface NoticeProps {
  readonly tone: "error" | "question" | "good" | "plain";
  readonly title: string;
  /** Why, and what to do next. */
  readonly detail?: ReactNode;
  readonly actions?: ReactNode;
  /** With its name, a cross that puts the notice away; Escape in the notice does so, too. */
  readonly close?: { readonly label: string; readonly onPress: () => void };
}

/** Something to know or decide, in the place that it is about. Errors are announced at once, the rest when idle. */
export function Notice({ tone, title, detail, actions, close }: NoticeProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape on it or any of its buttons steps back
    <div
      className={`notice notice-${tone}`}
      role={tone === "error" ? "alert" : "status"}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (!close || event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        close.onPress();
      }}
    >
      <div className="notice-text">
        <p className="notice-title">{title}</p>
        {detail ? <div className="notice-detail">{detail}</div> : null}
      </div>
      {actions ? <div className="notice-actions">{actions}</div> : null}
      {close ? <IconButton icon={X} label={close.label} onPress={close.onPress} /> : null}
    </div>
  );
}
