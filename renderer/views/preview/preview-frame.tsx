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
 * The iframe of one loaded page. `allow-same-origin` gives the page its own origin; since that is not the
 * window's, the page has no access to the window. Its content security policy allows only our script.
 */
export function PageFrame({ frame, session, title, isFront, focusable }: PageFrameProps) {
  const element = useRef<HTMLIFrameElement>(null);
  useEffect(() => (element.current ? session.attach(frame, element.current) : undefined), [frame, session]);
  // A layout effect runs before the element is removed, so that it can check whether the element has the
  // focus.
  useLayoutEffect(
    () => (isFront && element.current ? focusable(element.current) : undefined),
    [isFront, focusable],
  );
  return (
    <iframe
      ref={element}
      className="preview-frame"
      data-front={isFront || undefined}
      // Not `inert`: after that attribute is removed again, a frame cannot be scrolled in Chromium.
      aria-hidden={!isFront}
      tabIndex={isFront ? 0 : -1}
      sandbox="allow-scripts allow-same-origin"
      referrerPolicy="no-referrer"
      src={frame.url}
      title={title}
    />
  );
}
