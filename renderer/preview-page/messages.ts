import type { ArticlePatch } from "#contract/text/article-splice.ts";
import type { KeyPress } from "../ui/keys.ts";

/**
 * The protocol between the window and the preview page, which has its own origin.
 * 1. The page posts a `Hello` to the origin of its parent.
 * 2. The window checks the message's frame and origin, and answers with `portType` and a message port.
 * 3. The page accepts the port from its parent, and sends all other messages through the port.
 * Through a second port, the engine sends its patches directly to the page.
 * A page without an article (the class `e-content`) gets no patches, but sends keys and clicked links.
 */
export const helloType = "hitofude:preview-hello";
export const portType = "hitofude:preview-port";

/** The page's first message. */
export interface Hello {
  readonly type: typeof helloType;
  readonly hasArticle: boolean;
}

export type ToPage =
  | ArticlePatch
  /** Scrolls a line (with fraction) to the scroll anchor; see `lines/anchor.ts`. */
  | { readonly type: "scroll"; readonly line: number }
  /** Sets whether an IME composition is in progress, during which patches wait and the page stands still. */
  | { readonly type: "hold"; readonly held: boolean };

export type FromPage =
  /** The page has applied a patch and its layout is done; only for the first patch if the engine patches. */
  | { readonly type: "patched"; readonly version: number }
  /** The author used the page, whose scrolling moves the text from now on. */
  | { readonly type: "touched" }
  /** The author scrolled the page; `line` is now at the scroll anchor. */
  | { readonly type: "scrolled"; readonly line: number }
  /** The line at the scroll anchor, sent after a patch changed the line or the page scrolled by itself. */
  | { readonly type: "stands"; readonly line: number }
  /** The author clicked on the page at a position in the Markdown; the column is in UTF-16 units. */
  | { readonly type: "clicked"; readonly line: number; readonly column: number }
  | { readonly type: "link"; readonly url: string }
  /** The author pressed a key that may be one of the window's commands, or Escape. */
  | { readonly type: "key"; readonly press: KeyPress };
