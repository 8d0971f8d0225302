import { useEffect, useLayoutEffect, useRef } from "react";
import type { PreviewFrame, PreviewSession } from "../../preview/preview-session.ts";

export interface PageFrameProps {
  readonly frame: PreviewFrame;
  readonly session: PreviewSession;
  readonly title: string;
  readonly isFront: boolean;
  readonly focusable: (frame: HTMLElement) => () => void;
}

/**
 * One loaded page. It is of another origin than the window, so `allow-same-origin` gives it that origin and nothing of
 * ours; its policy allows one script, which is ours.
 */
export function PageFrame({ frame, session, title, isFront, focusable }: PageFrameProps) {
  const element = useRef<HTMLIFrameElement>(null);
  useEffect(() => (element.current ? session.attach(frame, element.current) : undefined), [frame, session]);
  // Ahead of the removal of the element, so that it can say whether it has the focus.
  useLayoutEffect(
    () => (isFront && element.current ? focusable(element.current) : undefined),
    [isFront, focusable],
  );
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
