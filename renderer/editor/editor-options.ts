import type { editor } from "monaco-editor/editor";
import type { Preferences } from "#contract/main-contract.ts";

/**
 * Maximum length of a text with exact wrapping, in characters. In longer texts, exact wrapping would be slow.
 */
const exactWrappingLimit = 30_000;
/** Maximum length of a paragraph with exact wrapping, in characters. Longer ones would delay typing. */
const exactParagraphLimit = 3_000;
/** Width of the text column, in full-width characters. */
const measure = 42;
const smallestMargin = 24;

/** The author's font and font size for the text. */
export type TextPreferences = Pick<Preferences, "editorFont" | "editorFontSize">;

/** Returns the options that do not depend on preferences, such as no line numbers. */
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
    scrollbar: { useShadows: true, horizontal: "hidden", verticalScrollbarSize: 12, verticalSliderSize: 6 },
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

/** Options that depend on the author's choice of font. `face` is a CSS font list. */
export function fontOptions(preferences: TextPreferences, face: string): editor.IEditorOptions {
  return {
    fontFamily: face,
    fontSize: preferences.editorFontSize,
    lineHeight: Math.round(preferences.editorFontSize * 1.8),
    // Monaco's optimization for monospaced fonts is wrong if character widths have fractions.
    disableMonospaceOptimizations: true,
  };
}

/** Returns the options of typewriter mode, which keeps the caret's line in the middle of the pane. */
export function typewriterOptions(on: boolean): editor.IEditorOptions {
  return on
    ? { cursorSurroundingLines: 1000, cursorSurroundingLinesStyle: "all" }
    : { cursorSurroundingLines: 0, cursorSurroundingLinesStyle: "default" };
}

/** Chooses Monaco's wrapping: "advanced" is exact for all fonts, and "simple" is fast for long texts. */
export function wrappingFor(paragraphs: readonly string[]): "advanced" | "simple" {
  const length = paragraphs.reduce((sum, paragraph) => sum + paragraph.length, 0);
  const isLong = paragraphs.some((paragraph) => paragraph.length > exactParagraphLimit);
  return isLong || length > exactWrappingLimit ? "simple" : "advanced";
}

/** Width of a half-width character and of a full-width character, in pixels. */
export interface CharacterWidths {
  readonly half: number;
  readonly full: number;
}

/** Returns options that centre a column of text. Monaco measures columns in half-width characters. */
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
