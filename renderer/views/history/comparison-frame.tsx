import { useEffect, useRef, useState } from "react";
import { spliceBetween } from "#contract/text/article-splice.ts";
import type { PreviewBlock } from "#contract/types/blog-types.ts";
import type { Comparison } from "#contract/types/history-types.ts";
import { connectPage, isEscape } from "../../preview/page-port.ts";
import type { ToPage } from "../../preview-page/messages.ts";

export interface ComparisonFrameProps {
  readonly comparison: Comparison;
  readonly title: string;
  readonly onEscape: () => void;
}

/** The page of a post with the differences between two versions, scrolled to the first difference. */
export function ComparisonFrame({ comparison, title, onEscape }: ComparisonFrameProps) {
  const { url, blocks, lineCount, firstLine } = comparison;
  const element = useRef<HTMLIFrameElement>(null);
  const shown = useRef<readonly PreviewBlock[]>([]);
  const [send, setSend] = useState<((message: ToPage) => void) | null>(null);
  useEffect(() => {
    if (!element.current) return;
    return connectPage(element.current, url, {
      connected: (connected, hasArticle) => {
        if (!hasArticle) return;
        shown.current = [];
        setSend(() => connected);
      },
      // Ignores clicks, because the page is only for reading.
      receive: (message) => {
        if (isEscape(message)) onEscape();
      },
    });
  }, [url, onEscape]);
  useEffect(() => {
    if (!send) return;
    const splice = spliceBetween(shown.current, blocks);
    // Uses `reveal`, because a `scroll` message could put the first difference at the bottom of the pane.
    send({ type: "patch", version: 0, splice, lineCount, edit: null, reveal: firstLine ?? 0 });
    shown.current = blocks;
  }, [send, blocks, lineCount, firstLine]);
  return (
    <iframe
      ref={element}
      className="history-frame"
      sandbox="allow-scripts allow-same-origin"
      referrerPolicy="no-referrer"
      src={url}
      title={title}
    />
  );
}
