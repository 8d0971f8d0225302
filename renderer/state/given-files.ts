import { createStore, type StoreApi } from "zustand/vanilla";

/** A Markdown file outside of any blog that was opened with the program or dropped into its window. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Name of a folder around it that looks like a blog, though it has no settings; null if there is none. */
  readonly folder: string | null;
}

/** Files that wait for the author's decision; the first one is shown. */
export class GivenFiles {
  readonly store: StoreApi<{ readonly waiting: readonly GivenFile[] }> = createStore(() => ({ waiting: [] }));

  add(files: readonly GivenFile[]): void {
    this.store.setState(({ waiting }) => ({ waiting: [...waiting, ...files] }));
  }

  /** The first file is finished. */
  next(): void {
    this.store.setState(({ waiting }) => ({ waiting: waiting.slice(1) }));
  }
}
