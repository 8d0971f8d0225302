import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { AppError } from "#contract/errors.ts";
import { useApp } from "../../state/app.ts";
import { postMatcher } from "./match-posts.ts";

/** Posts, and the filter that they match. */
export interface MatchingPosts {
  readonly query: string;
  readonly posts: readonly PostSummary[];
}

/**
 * Returns posts that match the filter: by title at once, and by their text once the engine has answered. If
 * none matches by title and the engine has not answered, keeps the previous matches, so that "no posts" does
 * not appear for a moment.
 */
export function useMatchingPosts(): MatchingPosts {
  const app = useApp();
  const posts = useStore(app.blog.store, (state) => state.posts);
  const typed = useStore(app.workspace.store, (state) => state.filter.trim());
  // Requested at the key press itself: titles are searched while the engine searches.
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

/** Paths of the posts whose text contains the query. */
interface FoundPaths {
  readonly query: string;
  readonly paths: ReadonlySet<string>;
}

/** Returns the engine's last answer, which may belong to an earlier query. */
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
        // The engine is being replaced: the titles still match. A search that was superseded needs no answer.
        if (!abort.signal.aborted) setFound({ query, paths: nothing });
      },
    );
    return () => abort.abort();
  }, [blog, query]);
  return found;
}
