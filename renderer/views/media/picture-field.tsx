import { ImageOff, X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { AppError, toAppError } from "#contract/errors.ts";
import { addImage } from "../../commands/add-image.ts";
import { listPictures } from "../../commands/media-commands.ts";
import { useApp } from "../../state/app.ts";
import type { NewImage } from "../../state/current-editor.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { imageGestures, PicturePicker } from "./picture-picker.tsx";

export interface PictureFieldProps {
  readonly label: string;
  /** Path of a picture of the blog, an address on the web, or "". */
  readonly value: string;
  /** Names of new pictures begin with the name of this post. Null for a field of the blog's settings. */
  readonly post: string | null;
  /** Called with the path of the picture that the author chose, or with "" to clear the field. */
  readonly onTake: (path: string) => void;
  /** Renders the text field for the path. Must place `buttons` to the right of this field. */
  readonly children: (buttons: ReactNode) => ReactNode;
}

/** A field for the path of a picture. Shows the picture, and accepts a dropped or pasted picture. */
export function PictureField({ label, value, post, onTake, children }: PictureFieldProps) {
  const t = useTranslate();
  const thumbnail = useThumbnail(value);
  const [isChoosing, setChoosing] = useState(false);
  const { adding, error, add, forget } = useAddedPicture(post, onTake);
  const take = (images: readonly NewImage[]): void => {
    setChoosing(false);
    add(images);
  };
  const field = useRef<HTMLDivElement>(null);
  const pick = (path: string): void => {
    forget();
    onTake(path);
  };
  const clear = (): void => {
    pick("");
    // The pressed button disappears, so the focus moves to the button for choosing a picture.
    field.current?.querySelector("button")?.focus();
  };
  const buttons = (
    <>
      <Button label={t("action.choose.for", { name: label })} onPress={() => setChoosing(true)}>
        {t("action.choose")}
      </Button>
      {value === "" ? null : (
        <IconButton icon={X} label={t("pictures.clear", { name: label })} onPress={clear} />
      )}
    </>
  );
  const isMissing = thumbnail === null && value !== "" && !/^[a-z][a-z0-9+.-]*:/i.test(value);
  return (
    <>
      <div ref={field} className="picture-field" {...imageGestures(take)}>
        <div className="picture-field-preview">
          {thumbnail ? (
            <img src={thumbnail} alt="" decoding="async" />
          ) : (
            <ImageOff aria-hidden size={18} strokeWidth={1.5} />
          )}
        </div>
        <div className="picture-field-text">
          {children(buttons)}
          <p className={adding ? "field-note" : "field-error"} role="status">
            {adding ? t("pictures.adding") : isMissing ? t("pictures.missing") : null}
          </p>
          {error ? <ErrorNotice error={error} onClose={forget} /> : null}
        </div>
      </div>
      {isChoosing ? (
        <PicturePicker
          title={t("pictures.choose.title", { name: label })}
          acceptText={() => t("pictures.use")}
          selected={value === "" ? undefined : value.replace(/^\//, "")}
          onPick={([path = ""]) => {
            setChoosing(false);
            pick(path);
          }}
          onImages={take}
          onClose={() => setChoosing(false)}
        />
      ) : null}
    </>
  );
}

interface AddedPicture {
  /** Whether a picture is being stored. */
  readonly adding: boolean;
  /** The error if the last picture could not be stored, otherwise null. */
  readonly error: AppError | null;
  /** Stores the first of `images` in the blog, and passes its path to the field. */
  readonly add: (images: readonly NewImage[]) => void;
  /** Ignores the picture that is being stored now, and removes the error message. */
  readonly forget: () => void;
}

/** Stores pictures from outside the blog. If several are being stored, the field gets only the last one. */
function useAddedPicture(post: string | null, onTake: (path: string) => void): AddedPicture {
  const app = useApp();
  const [adding, setAdding] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const last = useRef(0);
  const isShown = useRef(true);
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);
  const store = async (image: NewImage, number: number): Promise<void> => {
    const { path } = await addImage(app, post, image);
    if (number !== last.current) return;
    const isElsewhere = post !== null && app.documents.current?.path !== post;
    if (isElsewhere) throw new AppError("image.otherPost", { name: image.name });
    onTake(path);
  };
  const forget = (): void => {
    last.current += 1;
    setAdding(false);
    setError(null);
  };
  const add = ([image]: readonly NewImage[]): void => {
    forget();
    if (!image) return;
    setAdding(true);
    const number = last.current;
    store(image, number)
      .catch((reason: unknown) => {
        if (number !== last.current) return;
        const failure = toAppError(reason);
        const isHere = isShown.current && failure.code !== "image.otherPost";
        if (isHere) setError(failure);
        else app.workspace.notify({ kind: "error", error: failure });
      })
      .finally(() => {
        if (number === last.current) setAdding(false);
      });
  };
  return { adding, error, add, forget };
}

/**
 * Returns the URL of the thumbnail of the picture at a path.
 * Returns null if the path has no picture, and undefined until the URL is known.
 */
function useThumbnail(path: string): string | null | undefined {
  const app = useApp();
  const [found, setFound] = useState<{ readonly path: string; readonly url: string | null }>();
  useEffect(() => {
    if (path === "") return undefined;
    const abort = new AbortController();
    const look = (): void =>
      void listPictures(app, abort.signal, path).then(
        ([picture]) => setFound({ path, url: picture?.thumbnail ?? null }),
        // If the call fails, the field shows no picture and reports nothing.
        () => undefined,
      );
    look();
    const stop = app.services.engine.on("preview.stale", look);
    return () => {
      stop();
      abort.abort();
    };
  }, [app, path]);
  if (path === "") return null;
  return found?.path === path ? found.url : undefined;
}
