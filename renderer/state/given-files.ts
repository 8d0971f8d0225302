import { createStore, type StoreApi } from "zustand/vanilla";

/** A Markdown file from outside the blog, opened with the program or dropped into the window. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /**
   * Name of a folder that is probably a blog without settings, because the file is in its `posts` or `pages`.
   * Null if there is no such folder.
   */
  readonly folder: string | null;
}

/** Files that wait for the author's decision. The window shows them in turn, beginning with the first. */
export class GivenFiles {
  readonly store: StoreApi<{ readonly waiting: readonly GivenFile[] }> = createStore(() => ({ waiting: [] }));

  add(files: readonly GivenFile[]): void {
    this.store.setState(({ waiting }) => ({ waiting: [...waiting, ...files] }));
  }

  /** Removes the first file after the author has decided about it. The next file is then shown. */
  next(): void {
    this.store.setState(({ waiting }) => ({ waiting: waiting.slice(1) }));
  }
}
