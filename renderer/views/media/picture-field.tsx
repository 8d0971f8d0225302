import { ImageOff, X } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { addImage } from "../../commands/add-image.ts";
import { listPictures } from "../../commands/media-commands.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import type { NewImage } from "../../state/current-editor.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { imageGestures, PicturePicker } from "./picture-picker.tsx";

export interface PictureFieldProps {
  readonly label: string;
  /** Path of a picture of the blog, an address on the web, or "". */
  readonly value: string;
  /** The post that gives new pictures their names, or null for a setting of the blog. */
  readonly post: string | null;
  /** Called with the path of the picture that the author chose, or with "" to clear the field. */
  readonly onTake: (path: string) => void;
  /** Renders the text field for the path, with the buttons at its right. */
  readonly children: (buttons: ReactNode) => ReactNode;
}

/**
 * A field for the path of a picture. It shows the picture. The author can choose, drop or paste a picture.
 */
export function PictureField({ label, value, post, onTake, children }: PictureFieldProps) {
  const app = useApp();
  const t = useTranslate();
  const thumbnail = useThumbnail(value);
  const [isChoosing, setChoosing] = useState(false);
  const add = (images: readonly NewImage[]): void => {
    setChoosing(false);
    void attempt(app, async () => {
      const [image] = images;
      if (image) onTake((await addImage(app, post, image)).path);
    });
  };
  const buttons = (
    <>
      <Button label={t("pictures.choose.for", { name: label })} onPress={() => setChoosing(true)}>
        {t("pictures.choose")}
      </Button>
      {value === "" ? null : (
        <IconButton icon={X} label={t("pictures.clear", { name: label })} onPress={() => onTake("")} />
      )}
    </>
  );
  const isMissing = thumbnail === null && value !== "" && !/^[a-z][a-z0-9+.-]*:/i.test(value);
  return (
    <>
      <div className="picture-field" {...imageGestures(add)}>
        <div className="picture-field-preview">
          {thumbnail ? (
            <img src={thumbnail} alt="" decoding="async" />
          ) : (
            <ImageOff aria-hidden size={18} strokeWidth={1.5} />
          )}
        </div>
        <div className="picture-field-text">
          {children(buttons)}
          <p className="field-error" role="status">
            {isMissing ? t("pictures.missing") : null}
          </p>
        </div>
      </div>
      {isChoosing ? (
        <PicturePicker
          title={t("pictures.choose.title", { name: label })}
          acceptText={() => t("pictures.use")}
          selected={value === "" ? undefined : value.replace(/^\//, "")}
          onPick={([path = ""]) => {
            setChoosing(false);
            onTake(path);
          }}
          onImages={add}
          onClose={() => setChoosing(false)}
        />
      ) : null}
    </>
  );
}

/**
 * Returns the URL of the picture at a path.
 * Returns null if no picture is there, and undefined until the URL is known.
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
