import { editor } from "monaco-editor/editor";
import "monaco-editor/features/codeEditor/register";
import "monaco-editor/languages/definitions/markdown/register";
import { columnOptions, fixedOptions, fontOptions, wrappingFor } from "#renderer/editor/editor-options.ts";

// Monaco alone, with our editor's options and pane size, and with Monaco's own Markdown language.
const text = await (await fetch("post.md")).text();
const container = document.getElementById("editor");
if (!container) throw new Error("the page has no pane");
const made = editor.create(container, {
  ...fixedOptions(true),
  ...fontOptions({ editorFont: "sans", editorFontSize: 16 }, "sans-serif"),
  wrappingStrategy: wrappingFor(text.split("\n")),
  value: text,
  language: "markdown",
});
const font = made.getOption(editor.EditorOption.fontInfo);
const widths = { half: font.typicalHalfwidthCharacterWidth, full: font.typicalFullwidthCharacterWidth };
made.updateOptions(columnOptions(container.clientWidth, widths));
made.layout();
made.focus();
