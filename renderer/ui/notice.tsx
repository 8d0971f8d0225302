import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "./icon-button.tsx";
import { useLeaving } from "./leaving.ts";

export interface NoticeProps {
  readonly tone: "error" | "question" | "good" | "plain";
  readonly title: string;
  /** The reason for the message, and what the author can do. */
  readonly detail?: ReactNode;
  readonly actions?: ReactNode;
  /** Name and action of the close button. Escape in the notice has the same effect as the button. */
  readonly close?: { readonly label: string; readonly onPress: () => void };
  /** Whether the message closes by itself after some seconds. Only for messages that need no answer. */
  readonly leaves?: boolean;
}

/** A message or question, shown near the part of the interface that it concerns. */
export function Notice({ tone, title, detail, actions, close, leaves = false }: NoticeProps) {
  const element = useLeaving(title, leaves && close ? close.onPress : null);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: handles the Escape key while the focus is in the notice
    <div
      ref={element}
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
