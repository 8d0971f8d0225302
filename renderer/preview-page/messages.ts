import type { KeyPress } from "../commands/keys.ts";

/**
 * What the preview's page and the window say to each other. The page is of another origin than the window, holds what
 * an author wrote, and runs no script but ours, so the two meet like this:
 *
 * 1. The page's script posts `helloType` to its parent, addressed to the parent's origin.
 * 2. The window checks that it came from the frame that it made and from the origin that it loaded there, and answers
 *    with `portType` and one end of a message channel.
 * 3. The page takes the port if the answer came from its parent. Everything else goes through the port.
 *
 * Expected of whoever serves the page: this script as its last element, and a policy that allows only this script.
 * The article is the first element with the class `e-content`.
 */
export const helloType = "hitofude:preview-hello";
export const portType = "hitofude:preview-port";

/** One top-level block of the article and the lines of the text that made it, 0-based, `end` not included. */
export interface BlockHtml {
  readonly html: string;
  readonly start: number;
  readonly end: number;
}

/** The article after a change, told as the difference to the article before. */
export interface BlockSplice {
  /** Index of the first block that goes. */
  readonly at: number;
  /** How many go. */
  readonly removed: number;
  readonly inserted: readonly BlockHtml[];
  /** `start, end` of every block after the change, flat: kept blocks may have moved. */
  readonly lines: readonly number[];
}

export type ToPage =
  | {
      readonly type: "patch";
      readonly version: number;
      readonly splice: BlockSplice;
      readonly lineCount: number;
    }
  /** Bring this line (with its fraction) to the scroll anchor; see `line-table.ts`. */
  | { readonly type: "scroll"; readonly line: number };

export type FromPage =
  /** The patch of that version is in the page, laid out. */
  | { readonly type: "patched"; readonly version: number }
  /** The author put a hand on the page: from now on the page leads and the text follows. */
  | { readonly type: "touched" }
  /** The author scrolled the page; `line` is at the scroll anchor. */
  | { readonly type: "scrolled"; readonly line: number }
  /** The author clicked a place; `before` and `after` are the words around it, as they stand on the page. */
  | { readonly type: "clicked"; readonly line: number; readonly before: string; readonly after: string }
  | { readonly type: "link"; readonly url: string }
  /** The author pressed a key that may be one of the window's commands. */
  | { readonly type: "key"; readonly press: KeyPress };
