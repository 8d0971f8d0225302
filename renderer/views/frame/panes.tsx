import { type RefCallback, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import type { PaneName } from "../../state/panes/pane-focus.ts";
import { type PaneCount, usePaneCount } from "../../state/panes/pane-count.ts";
import { Splitter } from "../../ui/splitter.tsx";
import { PostListPane } from "../posts/post-list-pane.tsx";
import { PreviewPane } from "../preview/preview-pane.tsx";
import { TextPane } from "../text/text-pane.tsx";
import { fitPanes, smallest } from "./pane-sizes.ts";

/** List, text and preview, side by side if there is room. */
export function Panes() {
  const room = usePaneCount();
  return room === "three" ? <WidePanes /> : <NarrowPanes room={room} />;
}

/** Shows one pane in a narrow window. If `room` is "two", shows the text and one more pane. */
function NarrowPanes({ room }: { readonly room: PaneCount }) {
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
  /** Width of the pane in pixels. Undefined means that the pane takes the remaining width. */
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

/** Returns the ref for a pane's outer element, which can have the focus while the pane is loading. */
function usePaneFocus(name: PaneName): RefObject<HTMLElement | null> {
  const { panes } = useApp();
  const pane = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = pane.current;
    if (!element) return undefined;
    // Removes the `tabindex` after use. Otherwise, a click near the content would focus the pane.
    const left = ({ target }: FocusEvent): void => {
      if (target === element) element.removeAttribute("tabindex");
    };
    element.addEventListener("focusout", left);
    const forget = panes.registerPane(name, {
      focus: () => {
        element.tabIndex = -1;
        element.focus();
      },
      hasFocus: () => document.activeElement === element,
    });
    return () => {
      element.removeEventListener("focusout", left);
      forget();
    };
  }, [panes, name]);
  return pane;
}

/** Returns whether the editor has painted the first post. List and preview are rendered only then. */
function useTextFirst(): boolean {
  const { documents, editor } = useApp();
  const [isTurn, setTurn] = useState(() => documents.current === null || editor.handle !== null);
  useEffect(() => {
    let isGone = false;
    void editor.firstPainted.then(() => {
      if (!isGone) setTurn(true);
    });
    return () => {
      isGone = true;
    };
  }, [editor]);
  return isTurn;
}

/**
 * Returns the ref for an element, and its width in pixels.
 * Before the element is measured, the returned width is the width of the window.
 */
function useWidth(): [ref: RefCallback<HTMLElement>, width: number] {
  const [width, setWidth] = useState(() => document.documentElement.clientWidth);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(entry.contentRect.width);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
