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
 * One loaded page. Its origin differs from the window's, so `allow-same-origin` gives it that origin and no
 * access to the window; its policy allows only our script.
 */
export function PageFrame({ frame, session, title, isFront, focusable }: PageFrameProps) {
  const element = useRef<HTMLIFrameElement>(null);
  useEffect(() => (element.current ? session.attach(frame, element.current) : undefined), [frame, session]);
  // Runs before the element is removed, so that it can check whether it has the focus.
  useLayoutEffect(
    () => (isFront && element.current ? focusable(element.current) : undefined),
    [isFront, focusable],
  );
  return (
    <iframe
      ref={element}
      className="preview-frame"
      data-front={isFront || undefined}
      // Not `inert`: after that, Chromium leaves a frame unable to scroll.
      aria-hidden={!isFront}
      tabIndex={isFront ? 0 : -1}
      sandbox="allow-scripts allow-same-origin"
      referrerPolicy="no-referrer"
      src={frame.url}
      title={title}
    />
  );
}
