import type { editor } from "monaco-editor/editor";
import type { Preferences } from "#contract/main-contract.ts";

/** Above this many characters Monaco's exact wrapping takes longer than one wants to wait when a text is opened. */
const exactWrappingLimit = 30_000;
/** The same for one paragraph: the browser is asked about all of it at each key, which a hand feels from here on. */
const exactParagraphLimit = 3_000;
/** Full-width characters in a line of text. */
const measure = 42;
const smallestMargin = 24;

/** What the author chose about the look of the text. */
export type TextPreferences = Pick<Preferences, "editorFont" | "editorFontSize">;

/** Options that hold as long as the editor does. Prose wants no numbers, no boxes, no hints and no help with brackets. */
export function fixedOptions(editContext: boolean): editor.IStandaloneEditorConstructionOptions {
  return {
    editContext,
    autoDetectHighContrast: false,
    automaticLayout: false,
    acceptSuggestionOnEnter: "off",
    autoClosingBrackets: "never",
    autoClosingQuotes: "never",
    bracketPairColorization: { enabled: false },
    copyWithSyntaxHighlighting: false,
    cursorBlinking: matchMedia("(prefers-reduced-motion: reduce)").matches ? "solid" : "blink",
    cursorWidth: 2,
    find: {
      addExtraSpaceOnTop: false,
      seedSearchStringFromSelection: "selection",
      autoFindInSelection: "never",
    },
    folding: false,
    glyphMargin: false,
    guides: { indentation: false, bracketPairs: false },
    hideCursorInOverviewRuler: true,
    lineNumbers: "off",
    lineNumbersMinChars: 0,
    links: false,
    matchBrackets: "never",
    minimap: { enabled: false },
    occurrencesHighlight: "off",
    overviewRulerBorder: false,
    overviewRulerLanes: 0,
    padding: { top: 20, bottom: 20 },
    quickSuggestions: false,
    renderLineHighlight: "none",
    renderWhitespace: "none",
    rulers: [],
    scrollbar: { useShadows: true, horizontal: "hidden", verticalScrollbarSize: 12 },
    scrollBeyondLastLine: true,
    selectionHighlight: false,
    stickyScroll: { enabled: false },
    tabSize: 4,
    unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false, nonBasicASCII: false },
    unusualLineTerminators: "off",
    wordBasedSuggestions: "off",
    wordBreak: "normal",
    wordSegmenterLocales: ["ja", "en"],
    wordWrap: "bounded",
    wrappingIndent: "none",
  };
}

/** Options that follow the author's choice. `face` is a CSS font list. */
export function fontOptions(preferences: TextPreferences, face: string): editor.IEditorOptions {
  return {
    fontFamily: face,
    fontSize: preferences.editorFontSize,
    lineHeight: Math.round(preferences.editorFontSize * 1.8),
    // Fractional widths drift where Monaco takes a face for monospaced and multiplies.
    disableMonospaceOptimizations: true,
  };
}

/** With a typewriter the paper moves and the line stays: Monaco takes half of the pane at most. */
export function typewriterOptions(on: boolean): editor.IEditorOptions {
  return on
    ? { cursorSurroundingLines: 1000, cursorSurroundingLinesStyle: "all" }
    : { cursorSurroundingLines: 0, cursorSurroundingLinesStyle: "default" };
}

/** Exact wrapping asks the browser and is right for every mixture of faces; the simple one is fast at any size. */
export function wrappingFor(paragraphs: readonly string[]): "advanced" | "simple" {
  const length = paragraphs.reduce((sum, paragraph) => sum + paragraph.length, 0);
  const isLong = paragraphs.some((paragraph) => paragraph.length > exactParagraphLimit);
  return isLong || length > exactWrappingLimit ? "simple" : "advanced";
}

/** Widths of a half-width and a full-width character, in pixels. */
export interface CharacterWidths {
  readonly half: number;
  readonly full: number;
}

/** A column of text of a comfortable width in the middle of the pane. Monaco counts columns in half-width characters. */
export function columnOptions(
  paneWidth: number,
  widths: CharacterWidths,
): Required<Pick<editor.IEditorOptions, "wordWrapColumn" | "lineDecorationsWidth">> {
  const column = measure * widths.full;
  return {
    wordWrapColumn: Math.ceil(column / widths.half),
    lineDecorationsWidth: Math.max(smallestMargin, Math.floor((paneWidth - column) / 2)),
  };
}
