import type { ArticlePatch } from "#contract/text/article-splice.ts";
import type { KeyPress } from "../ui/keys.ts";

/**
 * The protocol between the window and the preview page, which has its own origin.
 * 1. The page posts a `Hello` to the origin of its parent.
 * 2. The window checks the frame and the origin of the `Hello`, and answers with `portType` and a port.
 * 3. The page accepts a port only from its parent, and sends all other messages through this port.
 * Through a second port, the engine sends patches of the article directly to the page.
 * A page without an article (`.e-content`) gets no patches. The page still sends keys and clicked links.
 * A page that shows edited settings gets each newer version of its content from the window.
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
  /** New content (`html`) for a page without an article. It replaces the old content of the page. */
  | { readonly type: "page"; readonly version: number; readonly html: string }
  /**
   * Scrolls the page until `line` (with a fraction) is at the scroll anchor.
   * Text and page show the same line there.
   * If the line `reveal` is still not visible, scrolls on as little as needed to show this line.
   */
  | { readonly type: "scroll"; readonly line: number; readonly reveal?: number }
  /** Texts of the page in the language of the interface. `waiting` explains a link to an unpublished post. */
  | { readonly type: "words"; readonly waiting: string }
  /** Holds or releases the page during an IME composition. A held page is neither patched nor scrolled. */
  | { readonly type: "hold"; readonly held: boolean };

export type FromPage =
  /** The page has applied a patch. If the engine sends the patches, the page reports only the first patch. */
  | { readonly type: "patched"; readonly version: number }
  /** The page has replaced its content with the content of this version. */
  | { readonly type: "updated"; readonly version: number }
  /** The page cannot replace its content and has to be loaded again. */
  | { readonly type: "outdated" }
  /** The author used the page. From now on, scrolling the page also scrolls the text. */
  | { readonly type: "touched" }
  /** The author scrolled the page so that `line` is at the scroll anchor. */
  | { readonly type: "scrolled"; readonly line: number }
  /** A patch or the program, not the author, has scrolled the page. `line` is now at the scroll anchor. */
  | { readonly type: "position"; readonly line: number }
  /** The author clicked on the page. The position is in the Markdown. The column is in UTF-16 units. */
  | { readonly type: "clicked"; readonly line: number; readonly column: number }
  | { readonly type: "link"; readonly url: string }
  /** The author pressed Escape, or a key that may run a command of the window. */
  | { readonly type: "key"; readonly press: KeyPress };
