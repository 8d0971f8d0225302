import { useEffect, useRef } from "react";
import type { PreviewFrame, PreviewSession } from "./preview-session.ts";

export interface PageFrameProps {
  readonly frame: PreviewFrame;
  readonly session: PreviewSession;
  readonly title: string;
  readonly isFront: boolean;
  readonly focusable: (focus: () => void) => () => void;
}

/**
 * One loaded page. It is of another origin than the window, so `allow-same-origin` gives it that origin and nothing of
 * ours; its policy allows one script, which is ours.
 */
export function PageFrame({ frame, session, title, isFront, focusable }: PageFrameProps) {
  const element = useRef<HTMLIFrameElement>(null);
  useEffect(() => (element.current ? session.attach(frame, element.current) : undefined), [frame, session]);
  useEffect(() => (isFront ? focusable(() => element.current?.focus()) : undefined), [isFront, focusable]);
  return (
    <iframe
      ref={element}
      className="preview-frame"
      data-front={isFront || undefined}
      // Not `inert`: Chromium leaves a frame that once was unable to scroll.
      aria-hidden={!isFront}
      tabIndex={isFront ? 0 : -1}
      sandbox="allow-scripts allow-same-origin"
      referrerPolicy="no-referrer"
      src={frame.url}
      title={title}
    />
  );
}
