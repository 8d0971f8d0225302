import type { ArticlePatch } from "#contract/text/article-splice.ts";
import type { KeyPress } from "../ui/keys.ts";

/**
 * The protocol between the preview page and the window. The page has another origin than the window, contains
 * what an author wrote, and runs no script but this one. Page and window connect like this:
 *
 * 1. The page's script posts a `Hello` to its parent, addressed to the parent's origin.
 * 2. The window checks that the message came from the frame that it created, and from the origin that it
 * loaded into this frame. The window answers with `portType` and one end of a message channel.
 * 3. The page takes the port if the answer came from its parent. All other messages go through the port.
 * Through a second port, the engine sends its patches directly to the page.
 *
 * The page's server has to put this script last in the page, and to send a policy that allows only this
 * script. The article is the first element with the class `e-content`. A page without such an element gets no
 * patches, but still sends keys and clicked links: otherwise, while the page has the focus, no command could
 * be run by key.
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
  /** Scrolls this line (with fraction) to the scroll anchor; see `lines/anchor.ts`. */
  | { readonly type: "scroll"; readonly line: number }
  /**
   * `held` says whether an IME composition is in progress. Until it ends, patches wait, and the page must not
   * scroll by itself.
   */
  | { readonly type: "hold"; readonly held: boolean };

export type FromPage =
  /**
   * The page has applied the patch of this version, and its layout is done. If the engine sends the patches,
   * only the first patch is reported.
   */
  | { readonly type: "patched"; readonly version: number }
  /** The author used the page. From now on, its scrolling moves the text. */
  | { readonly type: "touched" }
  /** The author scrolled the page; `line` is now at the scroll anchor. */
  | { readonly type: "scrolled"; readonly line: number }
  /**
   * The line at the scroll anchor. Sent if a patch changed this line, and after the page scrolled by itself.
   */
  | { readonly type: "stands"; readonly line: number }
  /**
   * The author clicked on the page. This is the position of the click in the Markdown, with the column in
   * UTF-16 units.
   */
  | { readonly type: "clicked"; readonly line: number; readonly column: number }
  | { readonly type: "link"; readonly url: string }
  /** The author pressed a key that may be one of the window's commands, or Escape. */
  | { readonly type: "key"; readonly press: KeyPress };
