import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import type { PreviewFrame, PreviewSession } from "../../preview/preview-session.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { fitPage, pageWidths } from "../../state/panes/page-width.ts";
import type { PreviewDisplay } from "../../state/workspace.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { postTitle } from "../shared/texts.ts";
import { OtherViewFrame } from "./other-view-frame.tsx";
import { PreviewBar } from "./preview-bar.tsx";
import { usePreview } from "./use-preview.ts";
import "./preview.css";

/** The page as readers will see it, updated while the author types. Fills its container. */
export function PreviewPane() {
  const session = usePreview();
  const { documents, workspace } = useApp();
  const t = useTranslate();
  const look = useStore(workspace.store, (state) => state.preview);
  const { failure, front } = useStore(session.store);
  // Reads only the title, because other properties of the document change while the author types.
  const title = useStore(documents.store, ({ facts }) => facts && (facts.properties.title ?? ""));
  if (title === null) return <EmptyState detail={t("preview.empty")} />;
  return (
    <div className="preview-pane">
      <PreviewBar look={look} onReload={() => session.reload()} />
      {failure ? <ErrorNotice error={failure} onRetry={() => session.reload()} /> : null}
      {failure && front !== null ? <p className="preview-outdated">{t("preview.outdated")}</p> : null}
      <Stage session={session} look={look} title={postTitle(t, { title })} />
    </div>
  );
}

interface StageProps {
  readonly session: PreviewSession;
  readonly look: PreviewDisplay;
  readonly title: string;
}

function Stage({ session, look, title }: StageProps) {
  const { panes } = useApp();
  const t = useTranslate();
  const { frames, front } = useStore(session.store);
  const [stage, size] = useSize();
  const isMarked = useMarkedFocus(stage);
  const shown = frames.find(({ id }) => id === front);
  const { scale, ...box } = fitPage(look.width, size);
  const focusable = useCallback(
    (frame: HTMLElement) => {
      const forget = panes.register("preview", () => frame.focus());
      return () => {
        forget();
        // If the removed page has the focus, the page that replaces it gets the focus.
        if (document.activeElement === frame) panes.focus("preview");
      };
    },
    [panes],
  );
  return (
    <div
      ref={stage}
      className="preview-stage"
      data-framed={pageWidths[look.width] !== null || undefined}
      data-marked={isMarked || undefined}
    >
      <div className="preview-sheet" style={{ ...box, scale: `${scale}`, colorScheme: schemeOf(look) }}>
        {frames.map((frame) => (
          <PageFrame
            key={frame.id}
            frame={frame}
            session={session}
            title={t("preview.frame", { title })}
            isFront={frame.id === front && look.view === "page"}
            focusable={focusable}
          />
        ))}
        {shown && look.view !== "page" ? (
          <OtherViewFrame view={look.view} session={session} url={shown.url} focusable={focusable} />
        ) : null}
      </div>
    </div>
  );
}

interface PageFrameProps {
  readonly frame: PreviewFrame;
  readonly session: PreviewSession;
  readonly title: string;
  readonly isFront: boolean;
  readonly focusable: (frame: HTMLElement) => () => void;
}

/** The iframe of one loaded page, on an origin without access to the window. */
function PageFrame({ frame, session, title, isFront, focusable }: PageFrameProps) {
  const element = useRef<HTMLIFrameElement>(null);
  useEffect(() => (element.current ? session.attach(frame, element.current) : undefined), [frame, session]);
  // Uses a layout effect, because its cleanup runs while the iframe still exists and may have the focus.
  useLayoutEffect(
    () => (isFront && element.current ? focusable(element.current) : undefined),
    [isFront, focusable],
  );
  return (
    <iframe
      ref={element}
      className="preview-frame"
      data-front={isFront || undefined}
      // Uses `aria-hidden`, because Chromium cannot scroll a frame after the removal of `inert`.
      aria-hidden={!isFront}
      tabIndex={isFront ? 0 : -1}
      sandbox="allow-scripts allow-same-origin"
      referrerPolicy="no-referrer"
      src={frame.url}
      title={title}
    />
  );
}

/** Returns the `color-scheme` for the frame's element. The page in the frame inherits this scheme. */
function schemeOf({ scheme }: PreviewDisplay): string {
  return scheme === "system" ? "inherit" : scheme;
}

/**
 * Whether keys have moved the focus into a page inside the element.
 * The focus ring depends on this value, because CSS cannot select a focused iframe.
 */
function useMarkedFocus(element: RefObject<HTMLElement | null>): boolean {
  const [isMarked, setMarked] = useState(false);
  useEffect(() => {
    let isByKey = false;
    const pressed = (): void => {
      isByKey = true;
    };
    // Ignores events without movement, which Chromium sends when the content below the pointer changes.
    const pointed = ({ movementX, movementY }: PointerEvent): void => {
      if (movementX !== 0 || movementY !== 0) isByKey = false;
    };
    // When an iframe gets the focus, the window loses the focus.
    // When a page replaces the focused page, the window gets and loses the focus in an unknown order,
    // so the timer waits for both events.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const moved = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        const active = document.activeElement;
        setMarked(isByKey && active?.tagName === "IFRAME" && element.current?.contains(active) === true);
      });
    };
    addEventListener("keydown", pressed, { capture: true });
    addEventListener("pointermove", pointed, { capture: true });
    addEventListener("blur", moved);
    addEventListener("focus", moved);
    return () => {
      clearTimeout(timer);
      removeEventListener("keydown", pressed, { capture: true });
      removeEventListener("pointermove", pointed, { capture: true });
      removeEventListener("blur", moved);
      removeEventListener("focus", moved);
    };
  }, [element]);
  return isMarked;
}

/** Returns the inner size of an element in CSS pixels: 0 × 0 until the element is on screen. */
function useSize(): readonly [
  RefObject<HTMLDivElement | null>,
  { readonly width: number; readonly height: number },
] {
  const element = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    if (!element.current) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, size];
}
