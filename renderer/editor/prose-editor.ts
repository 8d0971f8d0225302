import "./monaco-features.ts";
import { editor } from "monaco-editor/editor";
import type { CommandKeys } from "#contract/command-keys.ts";
import type { Preferences } from "#contract/main-contract.ts";
import { addressAt } from "./paste/address-at.ts";
import { stepByComposition } from "./composition-steps.ts";
import type { CurrentEditor, EditorHandle, ImageInsertion, InsertedImage } from "../state/current-editor.ts";
import type { DocumentStore } from "../state/documents/document-store.ts";
import { createHandle } from "./editor-handle.ts";
import { watchImage } from "./images/image-actions.ts";
import { listenForImages } from "./images/editor-images.ts";
import { addMarkdownKeys, guardShortcuts } from "./editor-keys.ts";
import {
  columnOptions,
  fixedOptions,
  fontOptions,
  type TextPreferences,
  typewriterOptions,
  wrappingFor,
} from "./editor-options.ts";
import { listenForRichText } from "./paste/editor-paste.ts";
import { applyEditorTheme, watchColours } from "./editor-theme.ts";
import { startFocusMode } from "./focus-mode.ts";
import { type DescriptionHint, startDescriptionHint } from "./images/description-hint.ts";
import { type Placeholder, startPlaceholder } from "./placeholder.ts";
import { newProseModel, registerProseLanguage } from "./prose-language.ts";
import { type RemarksHost, RemarksWatcher } from "./remarks/remarks-watcher.ts";
import { listenForTextKeys } from "./text/text-keys.ts";
import { TextScrolling } from "./text-scrolling.ts";
import { SentText } from "./sent-text.ts";

/** The text in the editor. `bodyRevision` increases when another part of the program replaces the text. */
export interface ShownText {
  /** Identifies the text, even if its file is renamed. */
  readonly id: string;
  readonly path: string;
  readonly body: string;
  readonly bodyRevision: number;
  /** The encoding of the file, or null for UTF-8. A text in another encoding cannot be edited. */
  readonly encoding: string | null;
}

/** The functions of the window that the editor calls. */
export interface EditorHost {
  /** The state of the window's only editor. */
  readonly current: CurrentEditor;
  /** Receives the editor's changes of the document on screen. */
  readonly documents: Pick<DocumentStore, "editBody" | "type" | "setComposing">;
  /** Stores a new image for the post, and returns the image's Markdown. Rejects with an `AppError`. */
  storeImage(path: string, image: InsertedImage): Promise<string>;
  /** Reports the progress of inserting several images. Null means that fewer than two were inserted. */
  inserting(insertion: ImageInsertion | null): void;
  /** Reports that an action of the author failed. */
  failed(error: unknown): void;
  openLink(url: string): void;
  /** Converts a public address of a post to a link to the post's file. Returns null for other addresses. */
  ownTarget(path: string, address: string): string | null;
  /** Returns the current keys of all commands. */
  keys(): CommandKeys;
  /** Converts HTML from the clipboard to Markdown. */
  markdownOf(html: string): Promise<string>;
  /** Called after the author has pasted a web address on a line of its own. */
  readonly pastedAddress: (address: string) => void;
}

export interface EditorSettings {
  /** Whether Monaco uses the browser's EditContext for input. Some IMEs have trouble with EditContext. */
  readonly editContext: boolean;
  readonly preferences: TextPreferences;
}

/** The author's choices of typewriter mode and focus mode. */
export type EditorModes = Pick<Preferences, "typewriter" | "focusMode">;

/** Messages in the editor. Some are visible, and the others are only for screen readers. */
export interface EditorWords {
  readonly ariaLabel: string;
  readonly placeholder: string;
  /** Asks for the description of an image. */
  readonly describe: string;
  /** Shown when the author types into a read-only text. */
  readonly readOnly: string;
}

registerProseLanguage();

/** Monaco, configured for prose. */
export class ProseEditor {
  readonly handle: EditorHandle;
  readonly #host: EditorHost;
  readonly #view: editor.IStandaloneCodeEditor;
  readonly #scrolling: TextScrolling;
  readonly #placeholder: Placeholder;
  readonly #descriptionHint: DescriptionHint;
  readonly #stop: (() => void)[] = [];
  #watcher: RemarksWatcher | null = null;
  #endFocusMode: (() => void) | null = null;
  #shown: ShownText | null = null;
  readonly #sent: SentText;

  constructor(container: HTMLElement, host: EditorHost, settings: EditorSettings, words: EditorWords) {
    this.#host = host;
    applyEditorTheme();
    this.#view = editor.create(container, {
      ...fixedOptions(settings.editContext),
      ...fontOptions(settings.preferences, faceOf(settings.preferences)),
      ariaLabel: words.ariaLabel,
      readOnlyMessage: { value: words.readOnly },
      model: null,
    });
    this.#scrolling = new TextScrolling(this.#view, container);
    this.#sent = new SentText(this.#view, host.documents, () => this.#scrolling.write());
    this.handle = createHandle(this.#view, {
      scrolling: this.#scrolling,
      watcher: () => this.#watcher,
      storeImage: (image) => host.storeImage(this.#shown?.path ?? "", image),
      whenNotComposing: () => host.current.whenNotComposing(),
      report: (insertion) => host.inserting(insertion),
    });
    this.#listen(container);
    // Adds the editor's own listeners first: they set `composing`, which the placeholder and the hint read.
    const isComposing = (): boolean => host.current.composing;
    this.#placeholder = startPlaceholder(this.#view, words.placeholder, isComposing);
    this.#descriptionHint = startDescriptionHint(this.#view, words.describe, isComposing);
    this.#layout();
    void document.fonts.ready.then(() => {
      this.#layout(() => editor.remeasureFonts());
    });
  }

  /** Shows a text. Does almost nothing if the editor itself made all changes since the last call. */
  show(text: ShownText | null): void {
    const old = this.#shown;
    const { shelf } = this.#host.current;
    this.#shown = text;
    const isFixed = text !== null && text.encoding !== null;
    if (isFixed !== this.#view.getOption(editor.EditorOption.readOnly)) {
      this.#view.updateOptions({ readOnly: isFixed, domReadOnly: isFixed });
    }
    if (old?.path === text?.path && old?.bodyRevision === text?.bodyRevision) return;
    if (old) shelf.keepView(old.path, this.#view.saveViewState());
    if (old && text && old.id === text.id && old.path !== text.path) shelf.rename(old.path, text.path);
    this.#sent.replace(() => {
      const take = (): editor.ITextModel | null => text && shelf.take(text.path, text.body, newProseModel);
      const model = old?.id === text?.id ? this.#scrolling.keepCaret(take) : take();
      if (model === this.#view.getModel()) return;
      this.#view.updateOptions({ wrappingStrategy: wrappingFor(model?.getLinesContent() ?? []) });
      this.#view.setModel(model);
      if (text) this.#view.restoreViewState(shelf.viewOf(text.path));
    });
  }

  setPreferences(preferences: TextPreferences): void {
    this.#layout(() => this.#view.updateOptions(fontOptions(preferences, faceOf(preferences))));
  }

  /** Marks problems and misspelt words. Returns a function that stops the marking. */
  watch(host: RemarksHost): () => void {
    const watcher = new RemarksWatcher(this.#view, host);
    this.#watcher = watcher;
    return () => {
      watcher.dispose();
      if (this.#watcher === watcher) this.#watcher = null;
    };
  }

  /** Sets typewriter mode (the caret's line stays in the middle) and focus mode (one bright paragraph). */
  setModes({ typewriter, focusMode }: EditorModes): void {
    const was = this.#view.getOption(editor.EditorOption.cursorSurroundingLines);
    this.#view.updateOptions(typewriterOptions(typewriter));
    const caret = this.#view.getPosition();
    // Scrolls when typewriter mode begins, because Monaco itself would not scroll until the caret moves.
    if (caret && this.#view.getOption(editor.EditorOption.cursorSurroundingLines) > was) {
      this.#view.revealPositionInCenter(caret);
    }
    this.#endFocusMode?.();
    this.#endFocusMode = focusMode ? startFocusMode(this.#view, () => this.#host.current.composing) : null;
  }

  setWords({ ariaLabel, placeholder, describe, readOnly }: EditorWords): void {
    this.#view.updateOptions({ ariaLabel, readOnlyMessage: { value: readOnly } });
    this.#placeholder.setWords(placeholder);
    this.#descriptionHint.setWords(describe);
  }

  dispose(): void {
    if (this.#shown) this.#host.current.shelf.keepView(this.#shown.path, this.#view.saveViewState());
    for (const stop of this.#stop) stop();
    this.#placeholder.dispose();
    this.#descriptionHint.dispose();
    this.#setComposing(false);
    this.#view.dispose();
  }

  /**
   * Fits the editor into its container after a change, for instance of the font. Keeps the scroll position.
   */
  #layout(change: () => void = () => undefined): void {
    this.#scrolling.layOut(() => {
      change();
      const { clientWidth: width, clientHeight: height } = this.#view.getContainerDomNode();
      const font = this.#view.getOption(editor.EditorOption.fontInfo);
      const widths = { half: font.typicalHalfwidthCharacterWidth, full: font.typicalFullwidthCharacterWidth };
      this.#view.updateOptions(columnOptions(width, widths));
      this.#view.layout({ width, height });
    });
  }

  #listen(container: HTMLElement): void {
    const view = this.#view;
    const isComposing = (): boolean => this.#host.current.composing;
    watchImage(view, (image) => this.#host.current.store.setState({ image }));
    addMarkdownKeys(view, isComposing);
    guardShortcuts(this.#view.getContainerDomNode(), isComposing);
    view.onDidChangeModelContent((event) => {
      const model = view.getModel();
      if (!model) return;
      // Never switches back from "simple" wrapping, because a text near the limit would switch often.
      if (view.getOption(editor.EditorOption.wrappingStrategy) === "simple") return;
      const touched = event.changes.map(({ range }) => model.getLineContent(range.startLineNumber));
      if (wrappingFor(touched) === "simple") view.updateOptions({ wrappingStrategy: "simple" });
    });
    // Listens first, so that edits after an IME composition become a separate undo step.
    stepByComposition(view);
    view.onDidCompositionStart(() => this.#setComposing(true));
    view.onDidCompositionEnd(() => this.#setComposing(false));
    view.onMouseDown(({ event, target }) => {
      const model = view.getModel();
      if (!(event.ctrlKey || event.metaKey) || !target.position || !model) return;
      const url = addressAt(model.getLineContent(target.position.lineNumber), target.position.column - 1);
      if (url) this.#host.openLink(url);
    });
    const resized = new ResizeObserver(() => this.#layout());
    resized.observe(container);
    this.#stop.push(
      () => resized.disconnect(),
      watchColours(applyEditorTheme),
      listenForTextKeys(view, container, this.handle, () => this.#host.keys()),
      listenForImages(
        view,
        container,
        (images, isAlone) => {
          this.handle.insertImages(images, isAlone).catch((error: unknown) => this.#host.failed(error));
        },
        (address) => this.#host.ownTarget(this.#shown?.path ?? "", address),
      ),
      // Listens for rich text last, because the listener for images must handle a paste or drop first.
      listenForRichText(view, container, {
        markdownOf: (html) => this.#host.markdownOf(html),
        whenNotComposing: () => this.#host.current.whenNotComposing(),
        onAddress: this.#host.pastedAddress,
      }),
    );
  }

  #setComposing(composing: boolean): void {
    const { current, documents } = this.#host;
    if (current.composing === composing) return;
    current.store.setState({ composing });
    documents.setComposing(composing);
  }
}

function faceOf({ editorFont }: TextPreferences): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--face-${editorFont}`).trim();
}
