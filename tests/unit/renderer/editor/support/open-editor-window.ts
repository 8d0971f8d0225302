import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { bundle, launchBrowser, serve } from "../../support/real-browser.ts";

/** The key that moves the caret to the end of the text. */
export const toEndOfText = process.platform === "darwin" ? "Meta+ArrowDown" : "Control+End";

/** Like `appPolicy` of the main process: no eval, no blob workers, trusted types. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; require-trusted-types-for 'script'";

export interface EditorWindow {
  readonly page: Page;
  close(): Promise<void>;
}

/**
 * Opens the real editor with the program's styles in a real browser.
 * `prepare` is called with the page before it loads.
 */
export async function openEditorWindow(prepare?: (page: Page) => void): Promise<EditorWindow> {
  const [{ script, styles }, tokens] = await Promise.all([
    bundle("tests/unit/renderer/editor/support/editor-window.ts"),
    readFile(new URL("../../../../../renderer/styles/tokens.css", import.meta.url), "utf8"),
  ]);
  const { server, origin } = await serve(policy, (path) => {
    if (path === "/editor.js") return { type: "text/javascript", body: script };
    const html = `<!doctype html><style>${tokens}${styles}</style><body><script src="/editor.js"></script>`;
    return { type: "text/html", body: html };
  });
  const browser = await launchBrowser();
  const page = await browser.newPage();
  prepare?.(page);
  await page.goto(origin);
  return {
    page,
    async close() {
      await browser.close();
      server.close();
    },
  };
}
