import { createStore, type StoreApi } from "zustand/vanilla";

/** A Markdown file outside of the blog that the author opened with the program or dropped into its window. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /**
   * Name of a folder that contains the file and seems to be a blog without settings; null if there is none.
   */
  readonly folder: string | null;
}

/** Files that wait for the author's decision. The first one is shown. */
export class GivenFiles {
  readonly store: StoreApi<{ readonly waiting: readonly GivenFile[] }> = createStore(() => ({ waiting: [] }));

  add(files: readonly GivenFile[]): void {
    this.store.setState(({ waiting }) => ({ waiting: [...waiting, ...files] }));
  }

  /** Removes the first file, about which the author has decided, and shows the next one. */
  next(): void {
    this.store.setState(({ waiting }) => ({ waiting: waiting.slice(1) }));
  }
}
