import { createStore, type StoreApi } from "zustand/vanilla";

/** A Markdown file that lies in no blog, and that somebody opened with the program or dropped into its window. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Name of a folder around it that looks like a blog, though it has no settings; null when there is none. */
  readonly folder: string | null;
}

/** Files that wait for the author to say what is to become of them; the first is asked about. */
export class GivenFiles {
  readonly store: StoreApi<{ readonly waiting: readonly GivenFile[] }> = createStore(() => ({ waiting: [] }));

  add(files: readonly GivenFile[]): void {
    this.store.setState(({ waiting }) => ({ waiting: [...waiting, ...files] }));
  }

  /** The first is done with. */
  next(): void {
    this.store.setState(({ waiting }) => ({ waiting: waiting.slice(1) }));
  }
}
