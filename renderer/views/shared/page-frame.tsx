import { useEffect, useRef, useState } from "react";
import { connectPage, isEscape } from "../../preview/page-port.ts";
import type { ToPage } from "../../preview-page/messages.ts";
import { useApp } from "../../state/app.ts";
import type { PreviewedPage } from "../../state/blog-settings/settings-draft-state.ts";

export interface PageFrameProps {
  readonly page: PreviewedPage;
  readonly title: string;
}

type Send = (message: ToPage) => void;

function srcOf({ url, version }: PreviewedPage): string {
  return `${url}&version=${version}`;
}

/**
 * Shows a page of the site inside a sheet. The page already uses the settings that are being edited.
 * The frame updates its content when it gets a newer state of the page.
 * If the update is impossible, a second frame loads the page and then replaces the first frame.
 * The first frame stays visible until the second frame is ready, so that the page does not flash.
 */
export function PageFrame({ page, title }: PageFrameProps) {
  const [shown, setShown] = useState(page);
  const [loading, setLoading] = useState(page);
  const [updated, setUpdated] = useState(0);
  const connection = useRef<{ readonly src: string; readonly send: Send } | null>(null);
  const newest = useRef(page);
  useEffect(() => {
    if (newest.current === page) return;
    newest.current = page;
    const { src, send } = connection.current ?? {};
    const canUpdate = shown === loading && page.url === shown.url && src === srcOf(shown);
    if (canUpdate && send) send({ type: "page", version: page.version, html: page.html });
    else setLoading(page);
  }, [page, shown, loading]);
  const frames = shown === loading ? [shown] : [shown, loading];
  return frames.map((frame) => (
    <LoadingFrame
      key={srcOf(frame)}
      src={srcOf(frame)}
      title={title}
      isShown={frame === shown}
      updated={updated}
      onConnected={(src, send) => {
        connection.current = { src, send };
      }}
      onLoaded={() => setShown(frame)}
      onUpdated={setUpdated}
      onOutdated={() => setLoading(newest.current)}
    />
  ));
}

interface LoadingFrameProps {
  readonly src: string;
  readonly title: string;
  readonly isShown: boolean;
  /** The version to which the page in the frame was last updated, or 0. */
  readonly updated: number;
  readonly onConnected: (src: string, send: Send) => void;
  readonly onLoaded: () => void;
  readonly onUpdated: (version: number) => void;
  readonly onOutdated: () => void;
}

function LoadingFrame({ src, title, isShown, updated, onLoaded, ...handlers }: LoadingFrameProps) {
  const { workspace } = useApp();
  const element = useRef<HTMLIFrameElement>(null);
  // Keeps the handlers in a ref, because changed handlers must not close the connection.
  const current = useRef(handlers);
  current.current = handlers;
  useEffect(() => {
    if (!element.current) return;
    return connectPage(element.current, src, {
      connected: (send) => current.current.onConnected(src, send),
      receive: (message) => {
        if (isEscape(message)) workspace.closeSheet();
        else if (message.type === "updated") current.current.onUpdated(message.version);
        else if (message.type === "outdated") current.current.onOutdated();
      },
    });
  }, [workspace, src]);
  return (
    <iframe
      ref={element}
      className={isShown ? "" : "frame-loading"}
      data-version={updated}
      inert={!isShown}
      sandbox="allow-scripts allow-same-origin"
      referrerPolicy="no-referrer"
      src={src}
      title={isShown ? title : ""}
      onLoad={onLoaded}
    />
  );
}
