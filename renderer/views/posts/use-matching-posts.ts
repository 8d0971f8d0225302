import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { AppError } from "#contract/errors.ts";
import { useApp } from "../../state/app.ts";
import { postMatcher } from "./match-posts.ts";

/** Posts, and the filter that they fit. */
export interface MatchingPosts {
  readonly query: string;
  readonly posts: readonly PostSummary[];
}

/**
 * Posts that fit the filter: by title at once, and by their text as soon as the engine has looked. As long as none fits by
 * title and the engine has not looked, those stay that fitted before: nobody shall read that there are none, only to see
 * them come.
 */
export function useMatchingPosts(): MatchingPosts {
  const app = useApp();
  const posts = useStore(app.blog.store, (state) => state.posts);
  const typed = useStore(app.workspace.store, (state) => state.filter.trim());
  // Asked at the key itself: the titles are looked through while the engine looks.
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

/** Paths of the posts whose text has the words. */
interface FoundPaths {
  readonly query: string;
  readonly paths: ReadonlySet<string>;
}

/** What the engine answered last; perhaps about other words than these. */
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
        // The engine is being replaced: the titles still match. A search that was overtaken needs no answer.
        if (!abort.signal.aborted) setFound({ query, paths: nothing });
      },
    );
    return () => abort.abort();
  }, [blog, query]);
  return found;
}
