import { useEffect, useRef } from "react";
import { connectPage, isEscape } from "../../preview/page-port.ts";
import { useApp } from "../../state/app.ts";

export interface PageFrameProps {
  /** The page to show; a higher `version` loads the page again. */
  readonly page: { readonly url: string; readonly version: number };
  readonly title: string;
}

/** Shows a page of the site inside a sheet, rendered with the unsaved settings. */
export function PageFrame({ page, title }: PageFrameProps) {
  const { workspace } = useApp();
  const element = useRef<HTMLIFrameElement>(null);
  const src = `${page.url}&version=${page.version}`;
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
      sandbox="allow-scripts allow-same-origin"
      referrerPolicy="no-referrer"
      src={src}
      title={title}
    />
  );
}
