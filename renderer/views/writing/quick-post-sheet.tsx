import { useRef, useState } from "react";
import { useStore } from "zustand";
import { type AppError, toAppError } from "#contract/errors.ts";
import {
  chooseQuickSection,
  publishQuickPost,
  quickImageMarkdown,
  quickSection,
} from "../../commands/quick-post.ts";
import { attempt } from "../../commands/run-command.ts";
import { imageBlock } from "../../editor/images/image-block.ts";
import { imageOfFile } from "../../editor/images/image-file.ts";
import { storeImages } from "../../editor/images/store-images.ts";
import { useApp } from "../../state/app.ts";
import type { ImageInsertion, InsertedImage } from "../../state/current-editor.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { useAcceptKey } from "../../ui/accept-key.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { TextBox } from "../../ui/text-box.tsx";
import { InsertionNotice } from "../media/media-notice.tsx";
import { PicturePicker } from "../media/picture-picker.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { useAcceptHint } from "../shared/texts.ts";
import { useTemplates } from "./template-picker.tsx";

/** A sheet for writing and publishing a short post. The text stays when the sheet closes. */
export function QuickPostSheet() {
  const app = useApp();
  const t = useTranslate();
  const hint = useAcceptHint();
  const blogLanguage = useBlogLanguage();
  const text = useStore(app.quickPost.store, (state) => state.text);
  const sections = useStore(app.blog.store, (state) => state.summary?.sections ?? noSections);
  // Renders the sheet again when another section is chosen.
  useStore(app.preferences.store, (preferences) => preferences.quickSection);
  const [failure, setFailure] = useState<Failure>();
  const [isBusy, setBusy] = useState(false);
  const templates = useTemplates() ?? [];
  const [template, setTemplate] = useState<string | null>(null);
  /** The text that the chosen template has put into the field. */
  const [given, setGiven] = useState("");
  const [insertion, setInsertion] = useState<ImageInsertion | null>(null);
  const [isChoosing, setChoosing] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const close = (): void => app.workspace.closeSheet();
  const isEmpty = text.trim() === "";

  const work = async (task: () => Promise<void>, isPublish = false): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await task();
    } catch (reason) {
      setFailure({ error: toAppError(reason), isPublish });
    }
    setBusy(false);
  };
  const publish = (): void => {
    if (isEmpty || isBusy) return;
    void work(async () => {
      await publishQuickPost(app, template);
      if (app.quickPost.text === "") close();
    }, true);
  };
  const choose = (name: string): void =>
    void work(async () => {
      setTemplate(name === "" ? null : name);
      const body =
        name === "" ? "" : (await app.services.engine.call("templates.read", { name })).body.trimStart();
      if (app.quickPost.text.trim() !== given.trim()) return;
      app.quickPost.write(body);
      setGiven(body);
    });
  const addImages = (box: HTMLTextAreaElement, images: readonly InsertedImage[]): void =>
    void work(async () => {
      const place = placeIn(box);
      const store = (image: InsertedImage): Promise<string> => quickImageMarkdown(app, image);
      const { stored, failure } = await storeImages(images, store, setInsertion);
      const inserted = stored.length > 0 ? insertIntoBox(box, stored, place) : "";
      const separate = (): void => separateImages(box, inserted);
      setInsertion(stored.length > 1 ? { step: "done", count: stored.length, separate } : null);
      if (failure) throw failure.reason;
    });
  const addChosen = (images: readonly InsertedImage[]): void => {
    setChoosing(false);
    if (box.current) addImages(box.current, images);
  };
  useAcceptKey(publish);

  return (
    <Sheet
      title={t("quickPost.title")}
      onClose={close}
      actions={
        <>
          <p className="sheet-hint">{hint("quickPost.hint")}</p>
          <Button onPress={() => setChoosing(true)}>{t("quickPost.images")}</Button>
          <Button onPress={close}>{t("quickPost.later")}</Button>
          <Button variant="primary" isDisabled={isEmpty || isBusy} onPress={publish}>
            {t("quickPost.publish")}
          </Button>
        </>
      }
    >
      {failure ? (
        <ErrorNotice error={failure.error} onRetry={failure.isPublish ? publish : undefined} />
      ) : null}
      {insertion ? <InsertionNotice insertion={insertion} onClose={() => setInsertion(null)} /> : null}
      <TextBox
        label={t("quickPost.text")}
        value={text}
        rows={7}
        lang={blogLanguage}
        placeholder={t("quickPost.placeholder")}
        onChange={(typed) => app.quickPost.write(typed)}
        onImages={(target, files) => addImages(target, files.map(imageOfFile))}
        boxRef={box}
        autoFocus
      />
      {templates.length > 0 ? (
        <SelectField
          label={t("templates.one")}
          value={template === null ? "" : `use ${template}`}
          options={[
            { value: "", label: t("templates.without") },
            ...templates.map((name) => ({ value: `use ${name}`, label: name })),
          ]}
          onChange={(value) => choose(value.slice("use ".length))}
        />
      ) : null}
      {sections.length > 1 ? (
        <SelectField
          label={t("property.section")}
          value={quickSection(app)}
          options={sections.map(({ name, title }) => ({ value: name, label: title }))}
          onChange={(section) => void attempt(app, () => chooseQuickSection(app, section))}
        />
      ) : null}
      {isChoosing ? (
        <PicturePicker
          title={t("pictures.insert.title")}
          acceptText={(count) => t("pictures.insert", { count })}
          isMultiple
          onPick={(paths) => addChosen(paths.map((path) => ({ path })))}
          onImages={addChosen}
          onClose={() => setChoosing(false)}
        />
      ) : null}
    </Sheet>
  );
}

/** The error of the last task. Only a publish can be tried again. */
interface Failure {
  readonly error: AppError;
  readonly isPublish: boolean;
}

const noSections: readonly { name: string; title: string }[] = [];

/** The content of a text field, and the position of the caret in it. */
interface BoxPlace {
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

function placeIn({ value, selectionStart: start, selectionEnd: end }: HTMLTextAreaElement): BoxPlace {
  return { value, start, end };
}

/**
 * Inserts the Markdown of images as one undo step, and selects the first image's description.
 * `asked` is the state of the field when the author added the images.
 * Returns the inserted lines, one for each image.
 */
function insertIntoBox(box: HTMLTextAreaElement, markdown: readonly string[], asked: BoxPlace): string {
  box.focus();
  const { value, start, end } = placeIn(box);
  const block = imageBlock({ before: value.slice(0, start), after: value.slice(end) }, markdown, "\n");
  // Uses the deprecated `execCommand`, because only `execCommand` keeps the undo history of the field.
  document.execCommand("insertText", false, block.text);
  const lines = block.text.slice(block.images.start, block.images.end);
  const description = /^!\[([^\]]*)\]/.exec(lines)?.[1];
  const isAsAsked = value === asked.value && start === asked.start && end === asked.end;
  if (description !== undefined && isAsAsked) {
    const from = start + block.images.start + "![".length;
    box.setSelectionRange(from, from + description.length);
  }
  return lines;
}

/** Separates the images of an inserted gallery with blank lines, as one undo step. */
function separateImages(box: HTMLTextAreaElement, inserted: string): void {
  // Finds the images by their addresses, because the author may have described them meanwhile.
  const targets = inserted.split("\n").map((line) => line.slice(line.lastIndexOf("](")));
  const lines = box.value.split("\n");
  const first = lines.findIndex((_, index) =>
    targets.every((target, at) => lines[index + at]?.endsWith(target)),
  );
  if (first < 0) return;
  const start = lines.slice(0, first).join("\n").length + (first > 0 ? 1 : 0);
  const gallery = lines.slice(first, first + targets.length);
  box.focus();
  box.setSelectionRange(start, start + gallery.join("\n").length);
  document.execCommand("insertText", false, gallery.join("\n\n"));
}
