import { Crop, ImageIcon, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { playerOf } from "#contract/media-files.ts";
import { withoutEscapes } from "#contract/text/markdown-text.ts";
import { isCroppable } from "../../commands/media-commands.ts";
import { runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import type { PlacedImage } from "../../state/current-editor.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import {
  escapedDescription,
  type ImageMarkdown,
  imagePositions,
  imageSizes,
  plainDestination,
} from "../../writing/image-markdown.ts";
import { PosterField } from "./poster-field.tsx";

/** A button at the lower edge of the text. It opens the panel for the image at the caret. */
export function PictureButton() {
  const app = useApp();
  const t = useTranslate();
  const hasImage = useStore(app.editor.store, ({ image }) => image !== null);
  const isOpen = useStore(app.workspace.store, ({ imageOpen }) => imageOpen);
  if (!hasImage || isOpen) return null;
  return (
    <div className="picture-button">
      <Button onPress={() => void runCommand(app, "edit-image")}>
        <ImageIcon aria-hidden size={14} strokeWidth={1.75} />
        {t("command.edit-image")}
      </Button>
    </div>
  );
}

/** The panel below the text for description, caption, size and position of the image at the caret. */
export function PicturePanel() {
  const app = useApp();
  const t = useTranslate();
  const placed = useStore(app.editor.store, ({ image }) => image);
  const isOpen = useStore(app.workspace.store, ({ imageOpen }) => imageOpen);
  const wasShown = useRef(false);
  const isShown = isOpen && placed !== null;
  useEffect(() => {
    if (!isOpen) wasShown.current = false;
    else if (isShown) wasShown.current = true;
  }, [isOpen, isShown]);
  if (!isShown) return null;
  const close = (): void => {
    app.workspace.showImage(false);
    app.panes.focus("editor");
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  return (
    <section className="picture-panel" aria-label={t("picture.title")} onKeyDown={onKeyDown}>
      <PictureFields
        key={`${placed.line} ${placed.image.destination}`}
        placed={placed}
        // If the caret moves to another image, shows that image, but leaves the focus in the text.
        autoFocus={!wasShown.current}
      />
      <IconButton icon={X} label={t("action.close")} onPress={close} />
    </section>
  );
}

interface PictureFieldsProps {
  readonly placed: PlacedImage;
  readonly autoFocus: boolean;
}

function PictureFields({ placed, autoFocus }: PictureFieldsProps) {
  const app = useApp();
  const t = useTranslate();
  const blogLanguage = useBlogLanguage();
  const { image } = placed;
  const [description, setDescription] = useTyped(withoutEscapes(image.description));
  const [caption, setCaption] = useTyped(image.caption);
  const change = (changes: Partial<ImageMarkdown>): void =>
    app.editor.handle?.changeImage(placed, { ...image, ...changes });
  return (
    <div className="picture-panel-fields">
      <div className="picture-panel-texts" lang={blogLanguage}>
        <TextField
          label={t("picture.description")}
          value={description}
          onChange={(words) => {
            setDescription(words);
            change({ description: escapedDescription(words) });
          }}
          autoFocus={autoFocus}
        />
        <TextField
          label={t("picture.caption")}
          value={caption}
          onChange={(words) => {
            setCaption(words);
            change({ caption: words });
          }}
        />
      </div>
      {playerOf(plainDestination(image.destination)) === "video" ? <PosterField placed={placed} /> : null}
      {placed.isAlone ? (
        <div className="picture-panel-choices">
          <Choice
            label={t("picture.size")}
            value={image.size}
            options={imageSizes.map((value) => ({ value, label: t(`picture.size.${value}`) }))}
            onChange={(size) => change({ size })}
          />
          <Choice
            label={t("picture.position")}
            value={image.position}
            options={imagePositions.map((value) => ({ value, label: t(`picture.position.${value}`) }))}
            onChange={(position) => change({ position })}
          />
        </div>
      ) : (
        <p className="field-note">{t("picture.notAlone")}</p>
      )}
      {isCroppable(image) ? (
        <div>
          <Button onPress={() => void runCommand(app, "crop-image")}>
            <Crop aria-hidden size={14} strokeWidth={1.75} />
            {t("command.crop-image")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

/**
 * Returns the text of a field, and a function that sets it. `written` is the text in the Markdown.
 * If the typed text differs from `written` only in spaces, returns the typed text, so that typed spaces stay.
 */
function useTyped(written: string): readonly [string, (words: string) => void] {
  const [typed, setTyped] = useState(written);
  const bare = (words: string): string => words.replace(/\s+/g, " ").trim();
  return [bare(typed) === bare(written) ? typed : written, setTyped];
}
