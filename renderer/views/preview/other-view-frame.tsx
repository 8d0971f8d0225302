import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { connectPage } from "../../preview/page-port.ts";
import type { PreviewSession } from "../../preview/preview-session.ts";
import { useDocumentVersion } from "../../state/documents/document-hooks.ts";
import { useTranslate } from "../../state/language.ts";

export interface OtherViewFrameProps {
  readonly view: "feed" | "card";
  readonly session: PreviewSession;
  /** Address of the post's page in the preview. */
  readonly url: string;
  readonly focusable: (frame: HTMLElement) => () => void;
}

/** Pause in typing before the view is loaded again, in milliseconds. */
const rest = 500;

/** Shows the open post as a feed reader or a social network would. Reloads when typing pauses. */
export function OtherViewFrame({ view, session, url, focusable }: OtherViewFrameProps) {
  const t = useTranslate();
  const element = useRef<HTMLIFrameElement>(null);
  const version = useRested(useDocumentVersion());
  useLayoutEffect(() => (element.current ? focusable(element.current) : undefined), [focusable]);
  useEffect(
    () =>
      element.current
        ? connectPage(element.current, url, {
            connected: () => undefined,
            receive: (message) => session.hearOtherView(message),
          })
        : undefined,
    [url, session],
  );
  return (
    <iframe
      ref={element}
      className="preview-frame preview-other"
      // Allows scripts, because a script sends key presses from the page to the window (as in `PageFrame`).
      sandbox="allow-scripts allow-same-origin"
      referrerPolicy="no-referrer"
      src={`${url}&view=${view}&version=${version}`}
      title={t(view === "feed" ? "preview.view.feed" : "preview.view.card")}
    />
  );
}

function useRested(value: number): number {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), rest);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
