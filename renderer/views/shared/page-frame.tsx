import { useEffect, useRef, useState } from "react";
import { connectPage, isEscape } from "../../preview/page-port.ts";
import { useApp } from "../../state/app.ts";

export interface PageFrameProps {
  /** The page to show; a higher `version` loads the page again. */
  readonly page: { readonly url: string; readonly version: number };
  readonly title: string;
}

/**
 * Shows a page of the site inside a sheet, as it will be with the settings that are being edited.
 * A newer version replaces the page only when it is loaded, so that the page does not flash during typing.
 */
export function PageFrame({ page, title }: PageFrameProps) {
  const src = `${page.url}&version=${page.version}`;
  const [shown, setShown] = useState(src);
  const frames = shown === src ? [src] : [shown, src];
  return frames.map((url) => (
    <LoadingFrame key={url} src={url} title={title} isShown={url === shown} onLoaded={() => setShown(url)} />
  ));
}

interface LoadingFrameProps {
  readonly src: string;
  readonly title: string;
  readonly isShown: boolean;
  readonly onLoaded: () => void;
}

function LoadingFrame({ src, title, isShown, onLoaded }: LoadingFrameProps) {
  const { workspace } = useApp();
  const element = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    if (!element.current) return;
    return connectPage(
      element.current,
      src,
      () => undefined,
      (message) => {
        if (isEscape(message)) workspace.closeSheet();
      },
    );
  }, [workspace, src]);
  return (
    <iframe
      ref={element}
      className={isShown ? "" : "frame-loading"}
      inert={!isShown}
      sandbox="allow-scripts allow-same-origin"
      referrerPolicy="no-referrer"
      src={src}
      title={isShown ? title : ""}
      onLoad={onLoaded}
    />
  );
}
