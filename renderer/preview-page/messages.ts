import type { ArticlePatch } from "#contract/text/article-splice.ts";
import type { KeyPress } from "../ui/keys.ts";

/**
 * What the preview's page and the window say to each other. The page is of another origin than the window, holds what
 * an author wrote, and runs no script but ours, so the two meet like this:
 *
 * 1. The page's script posts a `Hello` to its parent, addressed to the parent's origin.
 * 2. The window checks that it came from the frame that it made and from the origin that it loaded there, and answers
 *    with `portType` and one end of a message channel.
 * 3. The page takes the port if the answer came from its parent. Everything else goes through the port; with a second
 *    one, the engine sends its patches there by itself.
 *
 * Expected of whoever serves the page: this script as its last element, and a policy that allows only this script.
 * The article is the first element with the class `e-content`. A page without one has nothing to patch, and tells of
 * keys and links only: without that, a focus in it would be a trap.
 */
export const helloType = "hitofude:preview-hello";
export const portType = "hitofude:preview-port";

/** What the page says first. */
export interface Hello {
  readonly type: typeof helloType;
  readonly hasArticle: boolean;
}

export type ToPage =
  | ArticlePatch
  /** Bring this line (with its fraction) to the scroll anchor; see `lines/anchor.ts`. */
  | { readonly type: "scroll"; readonly line: number }
  /** As long as this holds, an IME composition is open: patches wait, and the page must not scroll by itself. */
  | { readonly type: "hold"; readonly held: boolean };

export type FromPage =
  /** The patch of that version is in the page, laid out. Of patches that the engine sends only the first is told. */
  | { readonly type: "patched"; readonly version: number }
  /** The author put a hand on the page: from now on the page leads and the text follows. */
  | { readonly type: "touched" }
  /** The author scrolled the page; `line` is at the scroll anchor. */
  | { readonly type: "scrolled"; readonly line: number }
  /** The line that is at the scroll anchor after a patch, when it is another one, or after the page scrolled by itself. */
  | { readonly type: "stands"; readonly line: number }
  /** The author clicked a place; the column is in UTF-16 units. */
  | { readonly type: "clicked"; readonly line: number; readonly column: number }
  | { readonly type: "link"; readonly url: string }
  /** The author pressed a key that may be one of the window's commands, or Escape. */
  | { readonly type: "key"; readonly press: KeyPress };
