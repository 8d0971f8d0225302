import { type KeyboardEvent, type RefObject, useLayoutEffect, useMemo, useRef, useState } from "react";
import { encodedPath } from "#contract/text/percent-encoding.ts";
import type { MediaImage } from "#contract/types/media-types.ts";
import { formatSize } from "#contract/text/file-size.ts";
import { listImages, replaceImage, showImageUse, trashImage } from "../../commands/media-commands.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useBlogLanguage, useLanguage, useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { QueryField } from "../../ui/query-field.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { CommandNotice } from "../frame/command-notice.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { CropSheet } from "./crop-sheet.tsx";
import { ImageList, useMediaUseName } from "./image-list.tsx";
import { filterImages, type ImageFilter, imageOrders } from "./match-images.ts";
import { RenameImageSheet } from "./rename-image-sheet.tsx";
import { useBlogImages } from "./use-blog-images.ts";

/** Lists all images of the blog and the files that use them. Images can be renamed, replaced and deleted. */
export function ImagesSheet() {
  const app = useApp();
  const t = useTranslate();
  const { images: all, error, reload } = useBlogImages(listImages);
  const [filter, setFilter] = useState<ImageFilter>({ query: "", onlyUnused: false, order: "newest" });
  // Possible paths of the chosen image. The first path that occurs in the list of images is used.
  // After a rename, contains the new and the old path, because `images` may still have the old path.
  const [wanted, select] = useState<readonly string[]>([]);
  const [isRenaming, setRenaming] = useState(false);
  const [isCropping, setCropping] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const images = useMemo(() => (all ? filterImages(all, filter) : []), [all, filter]);
  const chosen = useMemo(
    () => wanted.flatMap((wantedPath) => images.find(({ path }) => path === wantedPath) ?? [])[0] ?? null,
    [images, wanted],
  );
  useFocusInList(body, chosen ?? images);
  const isUnused = chosen !== null && chosen.uses.length === 0;
  const close = (): void => app.workspace.closeSheet();
  const run = (work: (path: string) => Promise<void>): void => {
    if (chosen) void attempt(app, () => work(chosen.path));
  };
  const replace = async (path: string): Promise<void> => {
    const to = await replaceImage(app, path);
    if (to !== null) select([to, path]);
  };
  const trash = (): void => {
    if (isUnused) run((path) => trashImage(app, path));
  };
  const intoList = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown" || !(event.target instanceof HTMLInputElement)) return;
    if (event.target.type === "radio") return;
    event.preventDefault();
    const row = rowToFocus(body.current);
    row?.focus();
    if (row?.dataset.key !== undefined) select([row.dataset.key]);
  };

  return (
    <Sheet
      title={t("images.title")}
      size="wide"
      onClose={close}
      actions={
        <>
          <Button variant="quiet" isDisabled={!isUnused} onPress={trash}>
            {t("images.trash")}
          </Button>
          <Button isDisabled={!chosen} onPress={() => setCropping(true)}>
            {t("images.crop")}
          </Button>
          <Button isDisabled={!chosen} onPress={() => run(replace)}>
            {t("images.replace")}
          </Button>
          <Button isDisabled={!chosen} onPress={() => setRenaming(true)}>
            {t("images.rename")}
          </Button>
          <Button onPress={close}>{t("action.close")}</Button>
        </>
      }
    >
      <CommandNotice />
      {error ? <ErrorNotice error={error} onRetry={reload} /> : null}
      <div ref={body} className="images">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: a key in the search field moves to the list */}
        <div className="images-tools" onKeyDown={intoList}>
          <QueryField
            label={t("images.find")}
            placeholder={t("images.find")}
            onQuery={(query) => setFilter({ ...filter, query })}
            hasList={false}
            autoFocus
          />
          <Choice
            label={t("list.order")}
            isLabelHidden
            value={filter.order}
            options={imageOrders.map((order) => ({ value: order, label: t(`images.order.${order}`) }))}
            onChange={(order) => setFilter({ ...filter, order })}
          />
          <SwitchField
            label={t("images.unused")}
            isSelected={filter.onlyUnused}
            onChange={(onlyUnused) => setFilter({ ...filter, onlyUnused })}
          />
        </div>
        <p className={all && images.length === 0 ? "visually-hidden" : "checks-sum"} role="status">
          {all ? <Sum images={images} /> : error ? "" : t("images.loading")}
        </p>
        {images.length > 0 ? (
          <ImageList
            images={images}
            selected={chosen?.path ?? null}
            onSelect={(path) => select([path])}
            onAction={(path) => {
              select([path]);
              setRenaming(true);
            }}
            onDelete={trash}
          />
        ) : null}
        {all && images.length === 0 ? <NoImages all={all} filter={filter} /> : null}
        {chosen ? <ImageUses image={chosen} /> : null}
      </div>
      {isCropping && chosen ? (
        <CropSheet
          post={null}
          link={`/${encodedPath(chosen.path)}`}
          onClose={(path) => {
            setCropping(false);
            if (path !== undefined) select([path, chosen.path]);
          }}
        />
      ) : null}
      {isRenaming && chosen ? (
        <RenameImageSheet
          image={chosen}
          onClose={(path) => {
            setRenaming(false);
            if (path !== undefined) select([path, chosen.path]);
          }}
        />
      ) : null}
    </Sheet>
  );
}

/** Lists the posts and files that use the chosen image. Posts can be opened. */
function ImageUses({ image }: { readonly image: MediaImage }) {
  const app = useApp();
  const t = useTranslate();
  const blogLanguage = useBlogLanguage();
  const nameOf = useMediaUseName();
  if (image.uses.length === 0) return null;
  return (
    <section className="image-uses" aria-label={t("images.uses")}>
      <p className="image-uses-title" aria-hidden>
        {t("images.uses")}
      </p>
      {image.uses.map((use) =>
        use.as === "file" ? (
          <code key={use.path}>{use.path}</code>
        ) : (
          <Button
            key={use.path}
            variant="quiet"
            onPress={() => void attempt(app, () => showImageUse(app, use.path))}
          >
            <span lang={blogLanguage}>{nameOf(use)}</span>
          </Button>
        ),
      )}
      <p className="field-note">{t("images.uses.keep")}</p>
    </section>
  );
}

function Sum({ images }: { readonly images: readonly MediaImage[] }) {
  const t = useTranslate();
  const language = useLanguage();
  const bytes = images.reduce((sum, { size }) => sum + size, 0);
  return t("images.sum", { count: images.length, size: formatSize(language, bytes) });
}

/** Says why the list is empty: there are no images, no unused images, or no matching images. */
function NoImages({ all, filter }: { readonly all: readonly MediaImage[]; readonly filter: ImageFilter }) {
  const t = useTranslate();
  if (all.length === 0) return <EmptyState title={t("images.none.title")} detail={t("images.none.detail")} />;
  if (filterImages(all, { ...filter, query: "" }).length === 0) {
    return <EmptyState title={t("images.allUsed.title")} detail={t("images.allUsed.detail")} />;
  }
  return <EmptyState title={t("images.noMatch.title")} />;
}

/** Returns the chosen row of the list. If no row is chosen, returns the first row. */
function rowToFocus(root: HTMLElement | null): HTMLElement | undefined {
  const rows = [...(root?.querySelectorAll<HTMLElement>('[role="option"]') ?? [])];
  return rows.find((row) => row.ariaSelected === "true") ?? rows[0];
}

/**
 * Moves the focus into the list or the search field if the focused element is removed or disabled.
 * `change` must be a different value after each step that can remove or disable the element.
 */
function useFocusInList(root: RefObject<HTMLElement | null>, change: unknown): void {
  // Uses a layout effect, which runs before the sheet itself moves the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: must run after each `change`
  useLayoutEffect(() => {
    const { activeElement, body } = document;
    const isLost = activeElement === null || activeElement === body || activeElement.matches(":disabled");
    if (isLost) (rowToFocus(root.current) ?? root.current?.querySelector("input"))?.focus();
  }, [root, change]);
}
