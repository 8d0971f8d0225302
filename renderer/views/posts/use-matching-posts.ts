import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { AppError } from "#contract/errors.ts";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { useApp } from "../../state/app.ts";
import { postMatcher } from "./match-posts.ts";

/** Posts, and the query of the filter that they match. */
export interface MatchingPosts {
  readonly query: string;
  readonly posts: readonly PostSummary[];
}

/** Returns the posts that match the filter; the engine adds those whose text matches. */
export function useMatchingPosts(): MatchingPosts {
  const app = useApp();
  const posts = useStore(app.blog.store, (state) => state.posts);
  const typed = useStore(app.workspace.store, (state) => state.filter.trim());
  // The engine searches at once for the typed query, while the page still compares titles.
  const answer = useFoundPaths(typed);
  const query = useDeferredValue(typed);
  const found = answer?.query === query ? answer.paths : null;
  const matching = useMemo(() => {
    if (query === "") return posts;
    const matches = postMatcher(query);
    return posts.filter((post) => found?.has(post.path) || matches(post));
  }, [posts, query, found]);
  const [kept, setKept] = useState<MatchingPosts>({ query, posts: matching });
  const isKnown = query === "" || found !== null || matching.length > 0;
  if (!isKnown) return kept;
  if (kept.query !== query || kept.posts !== matching) setKept({ query, posts: matching });
  return kept;
}

const nothing: ReadonlySet<string> = new Set();

/** A query, and the paths of the posts whose text contains it. */
interface FoundPaths {
  readonly query: string;
  readonly paths: ReadonlySet<string>;
}

/** Returns the last result of the engine, which may belong to an earlier query. */
function useFoundPaths(query: string): FoundPaths | null {
  const { blog } = useApp();
  const [found, setFound] = useState<FoundPaths | null>(null);
  useEffect(() => {
    if (query === "") return;
    const abort = new AbortController();
    blog.find(query, abort.signal).then(
      (paths) => {
        if (!abort.signal.aborted) setFound({ query, paths: new Set(paths) });
      },
      (error: unknown) => {
        if (!(error instanceof AppError)) throw error;
        // The call rejects if a newer query replaced it, or while the engine is being restarted.
        if (!abort.signal.aborted) setFound({ query, paths: nothing });
      },
    );
    return () => abort.abort();
  }, [blog, query]);
  return found;
}
