import { PicturePanel } from "#renderer/views/media/picture-panel.tsx";
import { imagesInLine } from "#renderer/writing/image-markdown.ts";
import { showInWindow, windowApp } from "../../support/window-app.tsx";

declare global {
  // The declaration of a global variable needs `var`.
  /** Puts the caret into an image: the Markdown of its line, and the number of the line. */
  var caretAt: (markdown: string, line: number) => void;
}

const app = windowApp(async () => null);

globalThis.caretAt = (markdown, line) => {
  const [image] = imagesInLine(markdown);
  app.editor.store.setState({ image: image ? { line, image, isAlone: true } : null });
};

/** Replaces the program's window in tests: a text, and the panel for the image at its caret. */
showInWindow(
  app,
  <>
    <button type="button" onClick={() => app.workspace.showImage(true)}>
      open
    </button>
    <textarea aria-label="text" />
    <PicturePanel />
  </>,
);
