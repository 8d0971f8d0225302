import { useState } from "react";
import { useStore } from "zustand";
import { PreviewPane } from "../preview/preview-pane.tsx";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import type { Room } from "../../state/room.ts";
import { Splitter } from "../../ui/splitter.tsx";
import { PostListPane } from "../posts/post-list-pane.tsx";
import { TextPane } from "../text/text-pane.tsx";
import { fitPanes, smallest } from "./pane-sizes.ts";
import { usePaneFocus } from "./use-pane-focus.ts";
import { useRoom } from "./use-room.ts";
import { useTextFirst } from "./use-text-first.ts";
import { useWidth } from "./use-width.ts";

/** List, text and preview, side by side as far as they fit. */
export function Panes() {
  const room = useRoom();
  return room === "three" ? <WidePanes /> : <NarrowPanes room={room} />;
}

/** One pane, or the text with another pane beside it. */
function NarrowPanes({ room }: { readonly room: Room }) {
  const chosen = useStore(useApp().workspace.store, (state) => state.narrowPane);
  const hasRoom = room === "two";
  return (
    <main className="panes">
      {chosen === "list" ? <ListColumn {...(hasRoom ? { width: 260 } : {})} /> : null}
      {chosen === "editor" || hasRoom ? <TextColumn /> : null}
      {chosen === "preview" ? <PreviewColumn /> : null}
    </main>
  );
}

function WidePanes() {
  const { preferences } = useApp();
  const t = useTranslate();
  const remembered = useStore(preferences.store, (values) => values.panes);
  const [dragged, setDragged] = useState<Partial<typeof remembered>>({});
  const [element, width] = useWidth();
  const wanted = { ...remembered, ...dragged };
  const sizes = fitPanes(width, wanted, wanted);

  const remember = (changes: Partial<typeof remembered>): void => {
    setDragged({});
    void preferences.setPanes(changes);
  };
  const share = (preview: number): number => preview / (width - sizes.list);

  return (
    <main className="panes" ref={element}>
      {wanted.list ? (
        <>
          <ListColumn width={sizes.list} />
          <Splitter
            label={t("pane.listSplitter")}
            side="before"
            value={sizes.list}
            min={smallest.list}
            max={Math.max(smallest.list, width - smallest.text - sizes.preview)}
            onChange={(listWidth) => setDragged({ listWidth })}
            onEnd={(listWidth) => remember({ listWidth })}
          />
        </>
      ) : null}
      <TextColumn />
      {wanted.preview ? (
        <>
          <Splitter
            label={t("pane.previewSplitter")}
            side="after"
            value={sizes.preview}
            min={smallest.preview}
            max={Math.max(smallest.preview, width - sizes.list - smallest.text)}
            onChange={(preview) => setDragged({ previewShare: share(preview) })}
            onEnd={(preview) => remember({ previewShare: share(preview) })}
          />
          <PreviewColumn width={sizes.preview} />
        </>
      ) : null}
    </main>
  );
}

interface ColumnProps {
  /** Absent: the remaining width. */
  readonly width?: number;
}

function columnStyle({ width }: ColumnProps): { inlineSize: number } | { flex: number } {
  return width === undefined ? { flex: 1 } : { inlineSize: width };
}

function ListColumn(props: ColumnProps) {
  const t = useTranslate();
  return (
    <nav
      ref={usePaneFocus("list")}
      className="pane pane-list"
      data-pane="list"
      aria-label={t("pane.list")}
      style={columnStyle(props)}
    >
      {useTextFirst() ? <PostListPane /> : null}
    </nav>
  );
}

function TextColumn() {
  const t = useTranslate();
  return (
    <section className="pane pane-text" data-pane="editor" aria-label={t("pane.editor")}>
      <TextPane />
    </section>
  );
}

function PreviewColumn(props: ColumnProps) {
  const t = useTranslate();
  return (
    <section
      ref={usePaneFocus("preview")}
      className="pane pane-preview"
      data-pane="preview"
      aria-label={t("pane.preview")}
      style={columnStyle(props)}
    >
      {useTextFirst() ? <PreviewPane /> : null}
    </section>
  );
}
