import { spliceBetween } from "#contract/text/article-splice.ts";
import type { PreviewBlock } from "#contract/types/blog-types.ts";
import { minimalEdit } from "#contract/text/text-edits.ts";
import { connectPage } from "#renderer/preview/page-port.ts";
import type { FromPage, ToPage } from "#renderer/preview-page/messages.ts";

/**
 * Replaces the program's window in tests.
 * Contains the preview's frame, and communicates with its page as the program does.
 */
export interface PreviewWindow {
  readonly received: FromPage[];
  /** Loads a page. Resolves when the page has asked for its port. */
  load(url: string): Promise<void>;
  /** Loads a page, and does not answer it until the returned function is called. */
  loadUnanswered(url: string): Promise<() => void>;
  /** Sends the article's newest blocks with their Markdown. Resolves when they are in the page. */
  patch(blocks: readonly PreviewBlock[], body: string, reveal: number | null): Promise<void>;
  send(message: ToPage): void;
}

declare global {
  var preview: PreviewWindow;
}

const received: FromPage[] = [];
let sendToPage: (message: ToPage) => void = () => undefined;
let shown: readonly PreviewBlock[] = [];
let shownBody = "";
let version = 0;

globalThis.preview = {
  received,
  loadUnanswered: async (url) => {
    const asked = new Promise<MessageEvent>((resolve) =>
      addEventListener("message", resolve, { once: true }),
    );
    const frame = document.createElement("iframe");
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin");
    frame.src = url;
    document.body.replaceChildren(frame);
    const { data, origin, source } = await asked;
    return () => {
      connectPage(frame, url, {
        connected: (send) => {
          sendToPage = send;
        },
        receive: (message) => received.push(message),
      });
      dispatchEvent(new MessageEvent("message", { data, origin, source }));
    };
  },
  load: (url) =>
    new Promise((resolve) => {
      const frame = document.createElement("iframe");
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin");
      frame.style.cssText = "inline-size: 600px; block-size: 500px; border: 0";
      connectPage(frame, url, {
        connected: (send) => {
          sendToPage = send;
          shown = [];
          shownBody = "";
          resolve();
        },
        receive: (message) => received.push(message),
      });
      frame.src = url;
      document.body.replaceChildren(frame);
    }),
  patch: async (blocks, body, reveal) => {
    version += 1;
    const splice = spliceBetween(shown, blocks);
    shown = blocks;
    const edit = minimalEdit(shownBody, body);
    shownBody = body;
    sendToPage({ type: "patch", version, splice, lineCount: body.split("\n").length, edit, reveal });
    while (!received.some((message) => message.type === "patched" && message.version === version)) {
      await new Promise((resolve) => setTimeout(resolve));
    }
  },
  send: (message) => sendToPage(message),
};
