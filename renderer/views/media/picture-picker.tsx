import { type ClipboardEvent, type DragEvent, type KeyboardEvent, useMemo, useRef, useState } from "react";
import {
  Collection,
  GridLayout,
  ListBox,
  ListBoxItem,
  ListBoxLoadMoreItem,
  Size,
  Virtualizer,
} from "react-aria-components";
import type { Picture } from "#contract/types/media-types.ts";
import { chooseImages } from "../../commands/add-image.ts";
import { listPictures } from "../../commands/media-commands.ts";
import { attempt } from "../../commands/run-command.ts";
import { imagesOf } from "../../editor/images/image-file.ts";
import { useApp } from "../../state/app.ts";
import type { InsertedImage, NewImage } from "../../state/current-editor.ts";
import { useTranslate } from "../../state/language.ts";
import { useAcceptKey } from "../../ui/accept-key.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { QueryField } from "../../ui/query-field.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { imageName, matchImages } from "./match-images.ts";
import { useBlogImages } from "./use-blog-images.ts";

export interface PicturePickerProps {
  readonly title: string;
  /** Returns the text of the button that accepts the selected pictures. */
  readonly acceptText: (count: number) => string;
  readonly isMultiple?: boolean;
  /** Path of the picture that is selected at first. */
  readonly selected?: string | undefined;
  /** Called with the paths of pictures of the blog, in the order in which the author selected them. */
  readonly onPick: (paths: readonly string[]) => void;
  /** Called with pictures from outside the blog that the author chose, dropped or pasted. */
  readonly onImages: (images: readonly NewImage[]) => void;
  readonly onClose: () => void;
}

/**
 * Number of pictures that are added to the grid when the author reaches its end.
 * Adding thousands of pictures at once would be slow.
 */
const pageSize = 300;

/**
 * Sizes in pixels. A tile includes its picture's name.
 * The style of `.picture-grid-frame` depends on the space between tiles.
 */
const tileSizes = {
  minItemSize: new Size(128, 124),
  maxItemSize: new Size(180, 160),
  minSpace: new Size(8, 8),
  maxHorizontalSpace: 8,
};

/** A sheet with the pictures of the blog, the newest first. Pictures from files can be added. */
export function PicturePicker(props: PicturePickerProps) {
  const { title, acceptText, isMultiple = false, onPick, onImages, onClose } = props;
  const app = useApp();
  const t = useTranslate();
  const { images: all, error, reload } = useBlogImages(listPictures);
  const [query, setQuery] = useState("");
  const [selected, select] = useState<readonly string[]>(
    props.selected === undefined ? [] : [props.selected],
  );
  const body = useRef<HTMLDivElement>(null);
  const pictures = useMemo(() => (all ? matchImages(all, query) : []), [all, query]);
  const chosen = useMemo(() => {
    const known = new Set(all?.map(({ path }) => path));
    return selected.filter((path) => known.has(path));
  }, [all, selected]);
  const accept = (paths: readonly string[] = chosen): void => {
    if (paths.length > 0) onPick(paths);
  };
  const addFiles = (): void =>
    void attempt(app, async () => {
      const images = await chooseImages(app);
      if (images.length > 0) onImages(images);
    });
  useAcceptKey(accept);
  const intoGrid = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown" || !(event.target instanceof HTMLInputElement)) return;
    event.preventDefault();
    body.current?.querySelector<HTMLElement>('[role="option"]')?.focus();
  };

  return (
    <Sheet
      title={title}
      size="wide"
      onClose={onClose}
      actions={
        <>
          <Button onPress={addFiles}>{t("pictures.files")}</Button>
          <Button onPress={onClose}>{t("action.cancel")}</Button>
          <Button variant="primary" isDisabled={chosen.length === 0} onPress={() => accept()}>
            {acceptText(chosen.length)}
          </Button>
        </>
      }
    >
      <div ref={body} className="images" {...imageGestures(onImages)}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: a key in the search field moves to the grid */}
        <div className="images-tools" onKeyDown={intoGrid}>
          <QueryField
            label={t("images.find")}
            placeholder={t("images.find")}
            onQuery={setQuery}
            hasList={false}
            autoFocus
          />
        </div>
        {error ? <ErrorNotice error={error} onRetry={reload} /> : null}
        <p className={pictures.length > 0 || !all ? "checks-sum" : "visually-hidden"} role="status">
          {all ? t("pictures.sum", { count: pictures.length }) : error ? "" : t("pictures.loading")}
        </p>
        {pictures.length > 0 ? (
          <PictureGrid
            pictures={pictures}
            selected={chosen}
            isMultiple={isMultiple}
            onSelect={select}
            onAction={(path) => accept([path])}
          />
        ) : null}
        {all && pictures.length === 0 ? (
          <EmptyState
            title={t(all.length === 0 ? "images.none.title" : "images.noMatch.title")}
            {...(all.length === 0 ? { detail: t("pictures.none.detail") } : {})}
          />
        ) : null}
      </div>
    </Sheet>
  );
}

/** Inserts pictures of the blog or pictures from files at the caret. */
export function InsertPicturesSheet() {
  const app = useApp();
  const t = useTranslate();
  const close = (): void => app.workspace.closeSheet();
  const insert = (images: readonly InsertedImage[]): void => {
    close();
    void attempt(app, async () => void (await app.editor.handle?.insertImages(images)));
  };
  return (
    <PicturePicker
      title={t("pictures.insert.title")}
      acceptText={(count) => t("pictures.insert", { count })}
      isMultiple
      onPick={(paths) => insert(paths.map((path) => ({ path })))}
      onImages={insert}
      onClose={close}
    />
  );
}

/** Returns the handlers of an element that takes dropped and pasted pictures. */
export function imageGestures(onImages: (images: readonly NewImage[]) => void): {
  readonly onPaste: (event: ClipboardEvent) => void;
  readonly onDragOver: (event: DragEvent) => void;
  readonly onDrop: (event: DragEvent) => void;
} {
  const take = (event: ClipboardEvent | DragEvent, data: DataTransfer): void => {
    const images = imagesOf(data);
    if (images.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    onImages(images);
  };
  return {
    onPaste: (event) => take(event, event.clipboardData),
    onDragOver: (event) => {
      if (event.dataTransfer.types.includes("Files")) event.preventDefault();
    },
    onDrop: (event) => take(event, event.dataTransfer),
  };
}

interface PictureGridProps {
  readonly pictures: readonly Picture[];
  readonly selected: readonly string[];
  readonly isMultiple: boolean;
  readonly onSelect: (paths: readonly string[]) => void;
  /** Called when the author presses Enter or double-clicks a picture. Not called if `isMultiple` is true. */
  readonly onAction: (path: string) => void;
}

/** Pictures side by side with their names. Only visible pictures are rendered. */
function PictureGrid({ pictures, selected, isMultiple, onSelect, onAction }: PictureGridProps) {
  const t = useTranslate();
  const [limit, setLimit] = useState(pageSize);
  const items = useMemo(
    () => pictures.slice(0, limit).map((picture) => ({ id: picture.path, picture })),
    [pictures, limit],
  );
  return (
    <div className="image-list-frame picture-grid-frame">
      <Virtualizer layout={GridLayout} layoutOptions={tileSizes}>
        <ListBox
          className="picture-grid"
          // Escape closes the sheet. The default would only clear the selection.
          escapeKeyBehavior="none"
          aria-label={t("images.list")}
          layout="grid"
          selectionMode={isMultiple ? "multiple" : "single"}
          selectionBehavior={isMultiple ? "toggle" : "replace"}
          selectedKeys={selected}
          onSelectionChange={(keys) => {
            const now = keys === "all" ? pictures.map(({ path }) => path) : Array.from(keys, String);
            const kept = selected.filter((path) => now.includes(path));
            onSelect([...kept, ...now.filter((path) => !kept.includes(path))]);
          }}
          // If several pictures can be selected, Enter only selects a picture.
          // A button or Ctrl+Enter accepts the selection.
          {...(isMultiple ? {} : { onAction: (key) => onAction(String(key)) })}
        >
          <Collection items={items} dependencies={[selected]}>
            {({ picture: { path, thumbnail } }) => {
              const number = isMultiple ? selected.indexOf(path) + 1 : 0;
              return (
                <ListBoxItem id={path} className="picture-tile" textValue={path} aria-label={path}>
                  <img src={thumbnail} alt="" loading="lazy" decoding="async" />
                  <span className="picture-tile-name" title={path}>
                    {imageName(path)}
                  </span>
                  {number > 0 ? <span className="picture-tile-number">{number}</span> : null}
                </ListBoxItem>
              );
            }}
          </Collection>
          {limit < pictures.length ? (
            <ListBoxLoadMoreItem onLoadMore={() => setLimit(limit + pageSize)} />
          ) : null}
        </ListBox>
      </Virtualizer>
    </div>
  );
}
