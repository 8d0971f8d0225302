import MarkdownIt from "markdown-it";
import { editor } from "monaco-editor/editor";
import "monaco-editor/features/codeEditor/register";
import "monaco-editor/languages/definitions/markdown/register";

// The simplest preview, with Monaco on the left.
// At each key press, the whole text is rendered and shown on the right.
const text = await (await fetch("post.md")).text();
const container = document.getElementById("editor");
const preview = document.getElementById("preview");
if (!container || !preview) throw new Error("the page has no panes");
const markdown = new MarkdownIt({ html: true, breaks: true });
const made = editor.create(container, {
  value: text,
  language: "markdown",
  wordWrap: "on",
  minimap: { enabled: false },
  quickSuggestions: false,
  links: false,
  unicodeHighlight: { ambiguousCharacters: false, invisibleCharacters: false, nonBasicASCII: false },
});
const render = (): void => {
  preview.innerHTML = markdown.render(made.getValue());
};
made.onDidChangeModelContent(render);
render();
made.focus();
