import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import type { PostSummary } from "#contract/blog-types.ts";
import { AppError } from "#contract/errors.ts";
import { useApp } from "../../state/app.ts";
import { postMatcher } from "./match-posts.ts";

/** Posts that fit the filter: by title at once, and by their text as soon as the engine has looked. */
export function useMatchingPosts(): readonly PostSummary[] {
  const app = useApp();
  const posts = useStore(app.blog.store, (state) => state.posts);
  const query = useDeferredValue(useStore(app.workspace.store, (state) => state.filter.trim()));
  const found = useFoundPaths(query);
  return useMemo(() => {
    if (query === "") return posts;
    const matches = postMatcher(query);
    return posts.filter((post) => found.has(post.path) || matches(post));
  }, [posts, query, found]);
}

const nothing: ReadonlySet<string> = new Set();

/** Paths of the posts whose text has the words; empty until the engine has answered. */
function useFoundPaths(query: string): ReadonlySet<string> {
  const { blog } = useApp();
  const [found, setFound] = useState<{ readonly query: string; readonly paths: ReadonlySet<string> }>();
  useEffect(() => {
    if (query === "") return;
    const abort = new AbortController();
    blog.find(query, abort.signal).then(
      (paths) => {
        if (!abort.signal.aborted) setFound({ query, paths: new Set(paths) });
      },
      (error: unknown) => {
        // A search that was overtaken, or whose engine is being replaced: the titles still match.
        if (!(error instanceof AppError)) throw error;
      },
    );
    return () => abort.abort();
  }, [blog, query]);
  return found?.query === query ? found.paths : nothing;
}
