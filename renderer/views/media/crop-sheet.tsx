import { ArrowLeftRight, RotateCcw, RotateCw } from "lucide-react";
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { FoundImage, ImageEdit } from "#contract/types/media-types.ts";
import { AppError, toAppError } from "#contract/errors.ts";
import { editImage, findImage } from "../../commands/media-commands.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { useAcceptKey } from "../../ui/accept-key.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { plainDestination } from "../../writing/image-markdown.ts";
import {
  areaOfRatio,
  type CropArea,
  fractions,
  type PictureSize,
  rotatedArea,
  wholeArea,
} from "./crop-area.ts";
import { CropStage } from "./crop-stage.tsx";
import { imageName } from "./match-images.ts";

/** Rotates and crops the image at the caret. */
export function CropImageSheet() {
  const app = useApp();
  const image = useStore(app.editor.store, (state) => state.image);
  // The image that was at the caret when the sheet opened.
  const [link] = useState(image ? plainDestination(image.image.destination) : "");
  return (
    <CropSheet
      post={app.documents.current?.path ?? null}
      link={link}
      onClose={() => app.workspace.closeSheet()}
    />
  );
}

interface CropSheetProps {
  /** The post that contains `link`, or null if `link` is a blog path. */
  readonly post: string | null;
  readonly link: string;
  /** Called when the sheet closes. If the image was changed, the argument is its path. */
  readonly onClose: (path?: string) => void;
}

/** Rotates and crops an image of the blog. A notice then offers an undo. */
export function CropSheet({ post, link, onClose }: CropSheetProps) {
  const app = useApp();
  const [found, setFound] = useState<FoundImage>();
  const fail = (reason: unknown): void => {
    onClose();
    app.workspace.notify({ kind: "error", error: toAppError(reason) });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the image is looked up once, when the sheet opens
  useEffect(() => {
    const abort = new AbortController();
    findImage(app, post, link, abort.signal).then(setFound, (error: unknown) => {
      if (!abort.signal.aborted) fail(error);
    });
    return () => abort.abort();
  }, [app]);
  if (!found || found.width === null || found.height === null) return null;
  const original = { width: found.width, height: found.height };
  const refuse = (): void => fail(new AppError("image.notEditable", { name: imageName(found.path) }));
  return <CropForm image={found} original={original} onClose={onClose} onError={refuse} onFailure={fail} />;
}

const shapes = ["free", "original", "1:1", "4:3", "3:2", "16:9"] as const;
type Shape = (typeof shapes)[number];

interface Draft {
  readonly rotation: ImageEdit["rotation"];
  /** The area in pixels of the rotated picture. */
  readonly area: CropArea;
  readonly shape: Shape;
  /** Whether the shape is taller than it is wide. */
  readonly isTall: boolean;
}

interface CropFormProps {
  readonly image: FoundImage;
  readonly original: PictureSize;
  readonly onClose: CropSheetProps["onClose"];
  /** Called if the window cannot show the image. */
  readonly onError: () => void;
  /** Called if the image cannot be changed. */
  readonly onFailure: (reason: unknown) => void;
}

function CropForm({ image, original, onClose, onError, onFailure }: CropFormProps) {
  const app = useApp();
  const t = useTranslate();
  const first: Draft = {
    rotation: 0,
    area: wholeArea(original),
    shape: "free",
    isTall: original.height > original.width,
  };
  const [draft, setDraft] = useState(first);
  const [isBusy, setBusy] = useState(false);
  const { rotation, area, shape, isTall } = draft;
  const size = rotatedSize(original, rotation);
  const ratio = ratioOf(shape, isTall, original);
  const edit = { rotation, area: fractions(area, size) };
  const isChanged = rotation !== 0 || isCropped(edit);

  const setShape = (next: Shape, nextTall: boolean): void => {
    const nextRatio = ratioOf(next, nextTall, original);
    const nextArea = nextRatio === null ? area : areaOfRatio(area, size, nextRatio);
    setDraft({ ...draft, shape: next, isTall: nextTall, area: nextArea });
  };
  const rotate = (isClockwise: boolean): void =>
    setDraft({
      ...draft,
      rotation: turned(rotation, isClockwise),
      area: rotatedArea(area, size, isClockwise),
      isTall: !isTall,
    });
  const apply = (): void => {
    if (!isChanged || isBusy) return;
    setBusy(true);
    void editImage(app, image.path, edit).then(onClose, onFailure);
  };
  useAcceptKey(apply);

  return (
    <Sheet
      title={t("crop.title")}
      size="wide"
      onClose={() => onClose()}
      actions={
        <>
          <p className="sheet-hint">{t("crop.hint")}</p>
          <Button variant="quiet" isDisabled={!isChanged || isBusy} onPress={() => setDraft(first)}>
            {t("crop.reset")}
          </Button>
          <Button onPress={() => onClose()}>{t("action.cancel")}</Button>
          <Button variant="primary" isDisabled={!isChanged || isBusy} onPress={apply}>
            {t("crop.apply")}
          </Button>
        </>
      }
    >
      <div className="crop">
        <div className="crop-tools">
          <Choice
            label={t("crop.shape")}
            value={shape}
            options={shapes.map((value) => ({ value, label: shapeLabel(t, value, isTall) }))}
            onChange={(next) => setShape(next, isTall)}
          />
          <div className="crop-buttons">
            <IconButton
              icon={ArrowLeftRight}
              label={t("crop.swap")}
              isDisabled={ratio === null || ratio === 1}
              onPress={() => setShape(shape, !isTall)}
            />
            <IconButton icon={RotateCcw} label={t("crop.left")} onPress={() => rotate(false)} />
            <IconButton icon={RotateCw} label={t("crop.right")} onPress={() => rotate(true)} />
          </div>
        </div>
        <CropStage
          url={image.url}
          rotation={rotation}
          size={size}
          area={area}
          ratio={ratio}
          onChange={(next) => setDraft({ ...draft, area: next })}
          onError={onError}
        />
        <p className="checks-sum" role="status">
          {isBusy
            ? t("crop.running")
            : t("images.pixels", { width: area.right - area.left, height: area.bottom - area.top })}
        </p>
      </div>
    </Sheet>
  );
}

function shapeLabel(t: ReturnType<typeof useTranslate>, shape: Shape, isTall: boolean): string {
  if (shape === "free" || shape === "original") return t(`crop.shape.${shape}`);
  return isTall ? shape.split(":").reverse().join(":") : shape;
}

/** Returns the width of a shape divided by its height, or null for a free shape. */
function ratioOf(shape: Shape, isTall: boolean, original: PictureSize): number | null {
  if (shape === "free") return null;
  const [one = 1, other = 1] =
    shape === "original" ? [original.width, original.height] : shape.split(":").map(Number);
  const wide = Math.max(one, other) / Math.min(one, other);
  return isTall ? 1 / wide : wide;
}

function rotatedSize({ width, height }: PictureSize, rotation: ImageEdit["rotation"]): PictureSize {
  return rotation === 90 || rotation === 270 ? { width: height, height: width } : { width, height };
}

function turned(rotation: ImageEdit["rotation"], isClockwise: boolean): ImageEdit["rotation"] {
  const turns = [0, 90, 180, 270] as const;
  return turns[(turns.indexOf(rotation) + (isClockwise ? 1 : 3)) % 4] ?? 0;
}

function isCropped({ area: { left, top, right, bottom } }: ImageEdit): boolean {
  return left > 0 || top > 0 || right < 1 || bottom < 1;
}
