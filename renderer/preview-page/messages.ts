import type { ArticlePatch } from "#contract/text/article-splice.ts";
import type { KeyPress } from "../ui/keys.ts";

/**
 * The protocol between the preview's page and the window. The page has another origin than the window,
 * contains what an author wrote, and runs no script but ours. They connect like this:
 *
 * 1. The page's script posts a `Hello` to its parent, addressed to the parent's origin.
 * 2. The window checks that it came from the frame that it created and from the origin that it loaded there,
 * and answers with `portType` and one end of a message channel.
 * 3. The page takes the port if the answer came from its parent. Everything else uses the port; through a
 * second one, the engine sends its patches directly.
 *
 * Requirements of the page's server: this script as the last element, and a policy that allows only this
 * script. The article is the first element with the class `e-content`. A page without one has nothing to
 * patch, and sends only keys and links: without that, it would trap the focus.
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
  /** Scrolls this line (with its fraction) to the scroll anchor; see `lines/anchor.ts`. */
  | { readonly type: "scroll"; readonly line: number }
  /**
   * While `held`, an IME composition is in progress: patches wait, and the page must not scroll by itself.
   */
  | { readonly type: "hold"; readonly held: boolean };

export type FromPage =
  /**
   * The patch of that version is in the page, laid out. Of the engine's patches only the first is reported.
   */
  | { readonly type: "patched"; readonly version: number }
  /** The author touched the page: from now on the page leads and the text follows. */
  | { readonly type: "touched" }
  /** The author scrolled the page; `line` is at the scroll anchor. */
  | { readonly type: "scrolled"; readonly line: number }
  /** The line at the scroll anchor after a patch, if it changed, or after the page scrolled by itself. */
  | { readonly type: "stands"; readonly line: number }
  /** The author clicked a position; the column is in UTF-16 units. */
  | { readonly type: "clicked"; readonly line: number; readonly column: number }
  | { readonly type: "link"; readonly url: string }
  /** The author pressed a key that may be one of the window's commands, or Escape. */
  | { readonly type: "key"; readonly press: KeyPress };
