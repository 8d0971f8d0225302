import "../monaco-features.ts";
import "monaco-editor/features/bracketMatching/register";
import "monaco-editor/features/comment/register";
import "monaco-editor/languages/definitions/css/register";
import "monaco-editor/languages/definitions/html/register";
import "monaco-editor/languages/definitions/liquid/register";
import "monaco-editor/languages/definitions/yaml/register";
import { editor, type IDisposable } from "monaco-editor/editor";
import workerUrl from "monaco-editor/editor/editor.worker.js?worker&url";
import { applyEditorTheme, watchColours } from "../editor-theme.ts";

/** Returns the options that all code editors share: a small font, and wrapped lines. */
export function codeOptions(ariaLabel: string): editor.IEditorOptions & editor.IGlobalEditorOptions {
  return {
    ariaLabel,
    automaticLayout: true,
    bracketPairColorization: { enabled: false },
    autoDetectHighContrast: false,
    fixedOverflowWidgets: true,
    fontFamily: getComputedStyle(document.documentElement).getPropertyValue("--face-mono").trim(),
    fontSize: 13,
    lineHeight: 20,
    folding: false,
    glyphMargin: false,
    lineNumbersMinChars: 3,
    minimap: { enabled: false },
    occurrencesHighlight: "off",
    overviewRulerLanes: 0,
    renderLineHighlight: "none",
    scrollBeyondLastLine: false,
    selectionHighlight: false,
    stickyScroll: { enabled: false },
    tabFocusMode: true,
    tabSize: 2,
    unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false, nonBasicASCII: false },
    wordBasedSuggestions: "off",
    wordWrap: "on",
  };
}

export interface CodeText {
  /** Name of the file. The extension determines the language. */
  readonly name: string;
  readonly text: string;
  /** The text to compare with, shown on the left. Null shows only one text. */
  readonly original: string | null;
}

/** The names that screen readers give to the two compared texts. */
export interface CodeLabels {
  readonly ariaLabel: string;
  readonly originalLabel: string;
}

const languages: Readonly<Record<string, string>> = {
  css: "css",
  liquid: "liquid",
  yaml: "yaml",
  yml: "yaml",
  svg: "html",
  html: "html",
};

/** A Monaco editor for a file of a theme. The editor can show the theme's original file beside it. */
export class CodeEditor {
  readonly #view: editor.IStandaloneCodeEditor;
  readonly #models: editor.ITextModel[];
  readonly #widget: IDisposable;
  readonly #stop: IDisposable;
  readonly #stopColours: () => void;

  /** Calls `changed` with the new text after each change by the author. */
  constructor(
    container: HTMLElement,
    { name, text, original }: CodeText,
    { ariaLabel, originalLabel }: CodeLabels,
    changed: (text: string) => void,
  ) {
    applyEditorTheme();
    const language = languages[name.slice(name.lastIndexOf(".") + 1).toLowerCase()] ?? "plaintext";
    const model = editor.createModel(text, language);
    const options = codeOptions(ariaLabel);
    this.#models = [model];
    if (original === null) {
      this.#view = editor.create(container, { ...options, model });
      this.#widget = this.#view;
    } else {
      provideWorker();
      const before = editor.createModel(original, language);
      const both = editor.createDiffEditor(container, {
        ...options,
        diffWordWrap: "on",
        renderSideBySide: true,
        renderSideBySideInlineBreakpoint: 520,
        useInlineViewWhenSpaceIsLimited: true,
        renderOverviewRuler: false,
        renderGutterMenu: false,
      });
      both.setModel({ original: before, modified: model });
      both.getOriginalEditor().updateOptions({ ariaLabel: originalLabel });
      both.getModifiedEditor().updateOptions({ ariaLabel });
      this.#models.push(before);
      this.#view = both.getModifiedEditor();
      this.#widget = both;
    }
    this.#stop = model.onDidChangeContent(() => changed(model.getValue()));
    this.#stopColours = watchColours(applyEditorTheme);
  }

  /** Shows a text that was changed elsewhere. Keeps the caret and the undo steps. */
  show(text: string): void {
    const [model] = this.#models;
    if (!model || text === model.getValue()) return;
    this.#view.executeEdits("hitofude", [{ range: model.getFullModelRange(), text }]);
  }

  focus(): void {
    this.#view.focus();
  }

  dispose(): void {
    this.#stop.dispose();
    this.#stopColours();
    this.#widget.dispose();
    for (const model of this.#models) model.dispose();
  }
}

interface WorkerSource {
  readonly createPolicy: (
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ) => { createScriptURL: (url: string) => string };
}

/** Registers the worker with which Monaco compares texts. */
function provideWorker(): void {
  // The page loads a worker only from a URL that a named policy of Trusted Types has created.
  const { trustedTypes } = globalThis as unknown as { readonly trustedTypes: WorkerSource };
  self.MonacoEnvironment ??= {
    getWorker: () => {
      const policy = trustedTypes.createPolicy("editor-worker", { createScriptURL: (url) => url });
      return new Worker(policy.createScriptURL(workerUrl), { type: "module" });
    },
  };
}
