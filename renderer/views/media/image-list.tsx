import { type KeyboardEvent, useMemo } from "react";
import { ListBox, ListBoxItem, ListLayout, Virtualizer } from "react-aria-components";
import type { MediaImage, MediaUse } from "#contract/types/media-types.ts";
import { formatSize } from "#contract/text/file-size.ts";
import { useApp } from "../../state/app.ts";
import { useLanguage, useTranslate } from "../../state/language.ts";
import { postTitle } from "../shared/texts.ts";

export interface ImageListProps {
  readonly images: readonly MediaImage[];
  readonly selected: string | null;
  readonly onSelect: (path: string) => void;
  /** Called when the author presses Enter or double-clicks an image. */
  readonly onAction: (path: string) => void;
  /** Called when the author presses the Delete key. */
  readonly onDelete: () => void;
}

/** Lists images with names and sizes. Only visible rows are rendered. */
export function ImageList({ images, selected, onSelect, onAction, onDelete }: ImageListProps) {
  const t = useTranslate();
  // The `id` is the path of an image, because the list needs an `id` that does not change.
  const items = useMemo(() => images.map((image) => ({ id: image.path, image })), [images]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Delete") onDelete();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: handles the Delete key of the list inside
    <div className="image-list-frame" onKeyDown={onKeyDown}>
      <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: 64 }}>
        <ListBox
          className="image-list"
          aria-label={t("images.list")}
          selectionMode="single"
          selectionBehavior="replace"
          disallowEmptySelection
          selectedKeys={selected === null ? [] : [selected]}
          onSelectionChange={(keys) => {
            const [key] = keys === "all" ? [] : keys;
            if (key !== undefined) onSelect(String(key));
          }}
          onAction={(key) => onAction(String(key))}
          items={items}
        >
          {({ image }) => <ImageRow image={image} />}
        </ListBox>
      </Virtualizer>
    </div>
  );
}

function ImageRow({ image }: { readonly image: MediaImage }) {
  const t = useTranslate();
  const language = useLanguage();
  const nameOf = useMediaUseName();
  const { path, size, width, height, thumbnail, uses } = image;
  const [first] = uses;
  const pixels =
    width === null || height === null ? t("images.pixelsUnknown") : t("images.pixels", { width, height });
  const facts = [formatSize(language, size), pixels].join(t("list.separator"));
  const use =
    first === undefined
      ? t("images.use.none")
      : uses.length === 1
        ? t("images.use.first", { place: nameOf(first) })
        : t("images.use.count", { count: uses.length });
  return (
    <ListBoxItem
      id={path}
      className="menu-item image-row"
      textValue={path}
      aria-label={[path, facts, use].join(t("list.separator"))}
    >
      <img className="image-thumbnail" src={thumbnail} alt="" loading="lazy" decoding="async" />
      <span className="image-text">
        <span className="image-name" title={path}>
          {path.replace(/^media\//, "")}
        </span>
        <span className="image-facts">{facts}</span>
      </span>
      <span className={first === undefined ? "image-use image-unused" : "image-use"} title={use}>
        {use}
      </span>
    </ListBoxItem>
  );
}

/** Returns a function that describes a use of an image: the title of a post, or the path of a file. */
export function useMediaUseName(): (use: MediaUse) => string {
  const app = useApp();
  const t = useTranslate();
  return ({ path, as }) => {
    const post = app.blog.post(path);
    const place = post ? postTitle(t, post) : path;
    return as === "cover" ? t("images.use.cover", { place }) : place;
  };
}
