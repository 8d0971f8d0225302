import { createRoot } from "react-dom/client";
import { AppContext, createApp } from "#renderer/state/app.ts";
import { ReplaceableClient } from "#renderer/state/replaceable-client.ts";
import type { Services } from "#renderer/state/services.ts";
import { PicturePanel } from "#renderer/views/media/picture-panel.tsx";
import { imagesInLine } from "#renderer/writing/image-markdown.ts";
import { info, preferences } from "../../support/app-start.ts";

declare global {
  // The declaration of a global variable needs `var`.
  /** Puts the caret into an image: the Markdown of its line, and the number of the line. */
  var caretAt: (markdown: string, line: number) => void;
}

const client = {
  call: async () => null,
  on: () => () => undefined,
  onClose: () => undefined,
  close: () => undefined,
};

const app = createApp(
  {
    engine: new ReplaceableClient(client as never),
    main: client,
    connectPreview: () => undefined,
    dropExports: () => undefined,
  } as unknown as Services,
  info,
  preferences,
);

globalThis.caretAt = (markdown, line) => {
  const [image] = imagesInLine(markdown);
  app.editor.store.setState({ image: image ? { line, image, isAlone: true } : null });
};

/** Replaces the program's window in tests: a text, and the panel for the image at its caret. */
const root = document.createElement("div");
document.body.append(root);
createRoot(root).render(
  <AppContext value={app}>
    <button type="button" onClick={() => app.workspace.showImage(true)}>
      open
    </button>
    <textarea aria-label="text" />
    <PicturePanel />
  </AppContext>,
);
