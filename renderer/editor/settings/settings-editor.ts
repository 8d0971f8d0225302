import "../monaco-features.ts";
import "monaco-editor/editor/contrib/suggest/browser/suggestController";
import "monaco-editor/languages/definitions/yaml/register";
import {
  editor,
  type IDisposable,
  KeyCode,
  KeyMod,
  languages,
  MarkerSeverity,
  Range,
  Uri,
} from "monaco-editor/editor";
import { yamlPlace } from "../../writing/yaml-place.ts";
import { applyEditorTheme, watchColours } from "../editor-theme.ts";
import { codeOptions } from "./code-editor.ts";

/** The path of a setting as a list of keys. The number 0 stands for any item of a list. */
export type PlacePath = readonly (string | number)[];

/** A key or value that the editor suggests at a path. */
export interface Proposal {
  /** The key or value, as it is written in YAML. */
  readonly text: string;
  /** The name of the setting or choice, in the author's language. */
  readonly name: string;
  /** A sentence that explains the setting or choice. */
  readonly detail: string;
}

/** The functions of the sheet that the editor calls. */
export interface SettingsHost {
  /** Returns the keys that a map can have. */
  keysAt(path: PlacePath): readonly Proposal[];
  /** Returns the values that a setting can have. The list is empty if the setting can have any value. */
  valuesAt(path: PlacePath): readonly Proposal[];
  changed(text: string): void;
  /** Called with the path of the setting at the caret or at the mouse pointer. */
  reached(path: PlacePath): void;
}

/** An error in a line of the text. Lines are 1-based. */
export interface SettingsRemark {
  readonly line: number;
  readonly message: string;
}

const owner = "hitofude";

// The suggestions are loaded late, so Monaco does not know their keyboard shortcuts at first.
// `addKeybindingRule` makes Monaco read the keyboard shortcuts of all its features again.
editor.addKeybindingRule({
  keybinding: KeyMod.CtrlCmd | KeyCode.Space,
  command: "editor.action.triggerSuggest",
  when: "editorTextFocus && !suggestWidgetVisible",
});

/** A Monaco editor for the whole `blog.yaml`, with suggestions, descriptions and error messages. */
export class SettingsEditor {
  readonly #view: editor.IStandaloneCodeEditor;
  readonly #model: editor.ITextModel;
  readonly #stop: IDisposable[] = [];
  readonly #stopColours: () => void;

  constructor(container: HTMLElement, host: SettingsHost, text: string, ariaLabel: string) {
    applyEditorTheme();
    this.#model = editor.createModel(text, "yaml", Uri.parse("inmemory://settings/blog.yaml"));
    this.#view = editor.create(container, {
      model: this.#model,
      ...codeOptions(ariaLabel),
      quickSuggestions: { other: true, comments: false, strings: true },
      insertSpaces: true,
    });
    this.#stop.push(
      this.#view.onDidChangeModelContent(() => host.changed(this.#model.getValue())),
      languages.registerCompletionItemProvider("yaml", {
        provideCompletionItems: (model, position) =>
          model === this.#model ? { suggestions: this.#suggestions(host, position) } : null,
      }),
      this.#view.onDidChangeCursorPosition(({ position }) => host.reached(this.#pathOf(position.lineNumber))),
      // Scrolls the caret into view when a message below the editor reduces the editor's height.
      this.#view.onDidLayoutChange(() => {
        const caret = this.#view.getPosition();
        if (caret && this.#view.hasTextFocus()) this.#view.revealPosition(caret);
      }),
      this.#view.onMouseMove(({ target }) => {
        if (target.position) host.reached(this.#pathOf(target.position.lineNumber));
      }),
    );
    this.#stopColours = watchColours(applyEditorTheme);
  }

  /** Shows a text that was changed elsewhere. Keeps the caret and the undo steps. */
  show(text: string): void {
    if (text === this.#model.getValue()) return;
    const range = this.#model.getFullModelRange();
    this.#view.executeEdits(owner, [{ range, text }]);
  }

  /** Marks errors in the text. */
  mark(remarks: readonly SettingsRemark[]): void {
    const last = this.#model.getLineCount();
    editor.setModelMarkers(
      this.#model,
      owner,
      remarks.map(({ line, message }) => {
        const at = Math.min(Math.max(1, line), last);
        const [startColumn, endColumn] = [
          this.#model.getLineFirstNonWhitespaceColumn(at) || 1,
          this.#model.getLineMaxColumn(at),
        ];
        const place = { startLineNumber: at, endLineNumber: at, startColumn, endColumn };
        return { ...place, message, severity: MarkerSeverity.Error };
      }),
    );
  }

  /** Moves the caret to a line (1-based) and focuses the editor. */
  goTo(line: number): void {
    this.#view.setPosition({ lineNumber: line, column: 1 });
    this.#view.revealLineInCenterIfOutsideViewport(line);
    this.#view.focus();
  }

  dispose(): void {
    for (const stop of this.#stop) stop.dispose();
    this.#stopColours();
    this.#view.dispose();
    this.#model.dispose();
  }

  #pathOf(lineNumber: number): PlacePath {
    return this.#placeOf(lineNumber, this.#model.getLineMaxColumn(lineNumber)).path;
  }

  #placeOf(lineNumber: number, column: number): ReturnType<typeof yamlPlace> {
    return yamlPlace(this.#model.getLinesContent(), lineNumber - 1, column);
  }

  #suggestions(
    host: SettingsHost,
    { lineNumber, column }: { readonly lineNumber: number; readonly column: number },
  ): languages.CompletionItem[] {
    const { path, what } = this.#placeOf(lineNumber, column - 1);
    const line = this.#model.getLineContent(lineNumber);
    const typed = /[\w.-]*$/.exec(line.slice(0, column - 1))?.[0] ?? "";
    const range = new Range(lineNumber, column - typed.length, lineNumber, column);
    const proposals = what === "key" ? host.keysAt(path) : host.valuesAt(path);
    return proposals.map(({ text, name, detail }, index) => ({
      label: { label: text, description: name },
      kind: what === "key" ? languages.CompletionItemKind.Property : languages.CompletionItemKind.Value,
      documentation: detail,
      insertText: what === "key" ? `${text}: ` : text,
      // Monaco sorts by `sortText`, so the suggestions keep the order of the schema.
      sortText: String(index).padStart(4, "0"),
      range,
    }));
  }
}
