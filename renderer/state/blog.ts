import { createStore, type StoreApi } from "zustand/vanilla";
import type { BlogSummary, PostSummary } from "#contract/types/blog-types.ts";
import { withPostListChange } from "#contract/types/post-list.ts";
import type { PendingChanges } from "#contract/types/pending-types.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { type AppError, toAppError } from "#contract/errors.ts";
import { keepError } from "./keep-error.ts";
import type { ReplaceableClient } from "./replaceable-client.ts";

/** The state of the blog that the engine reported last. */
export interface BlogState {
  readonly status: "loading" | "ready" | "failed";
  /** The error of the last attempt to read the blog or its unpublished changes. Null after success. */
  readonly error: AppError | null;
  readonly summary: BlogSummary | null;
  readonly posts: readonly PostSummary[];
  /** Increases whenever the engine reports that posts may have changed. */
  readonly updates: number;
  /** The changes that wait to be published to the default target, or null if not determined yet. */
  readonly pending: PendingChanges | null;
}

/** Keeps the window's copy of the settings, the list of posts and the unpublished changes up to date. */
export class Blog {
  readonly store: StoreApi<BlogState> = createStore(() => ({
    status: "loading",
    error: null,
    summary: null,
    posts: [],
    updates: 0,
    pending: null,
  }));
  readonly #engine: ReplaceableClient<EngineContract>;

  constructor(engine: ReplaceableClient<EngineContract>) {
    this.#engine = engine;
    engine.on("blog.changed", (summary) => this.store.setState({ summary }));
    engine.on("posts.changed", (change) =>
      this.store.setState(({ posts, updates }) => ({
        posts: withPostListChange(posts, change),
        updates: updates + 1,
      })),
    );
    engine.on("site.pending", (pending) => {
      const target = this.store.getState().summary?.defaultTarget;
      if (target === undefined || pending.target === target) this.store.setState({ pending });
    });
    engine.onReplaced(() => void this.load());
  }

  /** Loads everything from the engine again. Never rejects. */
  async load(): Promise<void> {
    this.store.setState({ status: "loading", error: null });
    try {
      const [summary] = await Promise.all([
        this.#engine.call("blog.summary", {}),
        // Stores the list before the next event arrives, because an event contains only changes to the list.
        this.#engine.call("posts.list", {}).then((posts) => this.store.setState({ posts })),
      ]);
      this.store.setState({ status: "ready", summary });
    } catch (error) {
      this.store.setState({ status: "failed", error: toAppError(error) });
      return;
    }
    await keepError(this.store, async () =>
      this.store.setState({ pending: await this.#engine.call("site.pending", {}) }),
    );
  }

  /** Returns the paths of the posts whose text contains the query, best match first. */
  find(query: string, signal: AbortSignal): Promise<string[]> {
    return this.#engine.call("posts.find", { query }, signal);
  }

  /** Returns a map from the path of each post to the modification time of its file. */
  times(signal: AbortSignal): Promise<Record<string, number>> {
    return this.#engine.call("posts.times", {}, signal);
  }

  /** Returns the number of changes that are not published to a target yet. Null if the number is unknown. */
  async waitingFor(target: string): Promise<number | null> {
    return this.#engine.call("site.pending", { target }).then(
      ({ count }) => count,
      () => null,
    );
  }

  post(path: string): PostSummary | undefined {
    return this.store.getState().posts.find((post) => post.path === path);
  }
}
