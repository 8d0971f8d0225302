import { createStore, type StoreApi } from "zustand/vanilla";

export interface PostSelectionState {
  readonly paths: ReadonlySet<string>;
  /** The post at which a selection with Shift begins. Null if no post was chosen yet. */
  readonly anchor: string | null;
}

const none: ReadonlySet<string> = new Set();

/** The posts that are selected in the list. Some commands change all selected posts. */
export class PostSelection {
  readonly store: StoreApi<PostSelectionState> = createStore(() => ({ paths: none, anchor: null }));

  get paths(): readonly string[] {
    return [...this.store.getState().paths];
  }

  /** Selects or deselects a post. Also selects the post `first` if nothing was selected before. */
  toggle(path: string, first: string | null): void {
    const before = this.store.getState().paths;
    const paths = new Set(before.size === 0 && first !== null ? [first] : before);
    if (!paths.delete(path)) paths.add(path);
    this.store.setState({ paths, anchor: path });
  }

  /** Selects exactly these posts. If `anchor` is given, the next selection with Shift begins there. */
  select(paths: Iterable<string>, anchor?: string): void {
    this.store.setState({ paths: new Set(paths), ...(anchor === undefined ? {} : { anchor }) });
  }

  /** Deselects all posts. The next selection with Shift begins at `anchor`. */
  clear(anchor: string | null = null): void {
    this.store.setState({ paths: none, anchor });
  }
}
