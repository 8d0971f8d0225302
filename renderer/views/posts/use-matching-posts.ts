import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { AppError } from "#contract/errors.ts";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { useApp } from "../../state/app.ts";
import { useListArrangement } from "../../state/list/list-arrangement.ts";
import { facetMatcher, hasFacets, type PostFacets } from "../../state/list/post-facets.ts";
import { inSlices } from "../../state/slices.ts";
import { foldAhead, postMatcher } from "./match-posts.ts";
import { yearsIn } from "./post-months.ts";
import { sortPosts } from "./sort-posts.ts";

/** The posts that match the filter, in the chosen order. */
export interface MatchingPosts {
  readonly query: string;
  readonly posts: readonly PostSummary[];
  readonly facets: PostFacets;
  /** Whether the list is filtered, by a query or by chosen values. */
  readonly isFiltered: boolean;
  /** The times by which the order `changed` sorts the posts. */
  readonly times: Readonly<Record<string, number>> | null;
}

/** Returns the posts that match the filter. The engine adds the posts whose text matches. */
export function useMatchingPosts(): MatchingPosts {
  const app = useApp();
  const { posts, times } = useSortedPosts();
  const timeZone = useStore(app.blog.store, (state) => state.summary?.timeZone ?? "UTC");
  const facets = useStore(app.workspace.store, (state) => state.facets);
  const typed = useStore(app.workspace.store, (state) => state.filter.trim());
  // The engine searches for the typed query at once.
  // The window compares titles only after it has shown the typed text.
  const answer = useFoundPaths(typed);
  useFoldedTexts();
  const paths = answer?.query === typed ? answer.paths : null;
  // Defers query and result together, so that a result that arrives early needs no second rendering.
  const asked = useMemo(() => ({ query: typed, found: paths }), [typed, paths]);
  const { query, found } = useDeferredValue(asked);
  const ofFacets = useMemo(
    () => (hasFacets(facets) ? posts.filter(facetMatcher(facets, yearsIn(timeZone))) : posts),
    [posts, facets, timeZone],
  );
  const matching = useMemo(() => {
    if (query === "") return ofFacets;
    const matches = postMatcher(query);
    return ofFacets.filter((post) => found?.has(post.path) || matches(post));
  }, [ofFacets, query, found]);
  const now = { query, posts: matching, facets, isFiltered: query !== "" || hasFacets(facets), times };
  const [kept, setKept] = useState<MatchingPosts>(now);
  const isKnown = query === "" || found !== null || matching.length > 0;
  const isSame =
    kept.query === query && kept.posts === matching && kept.facets === facets && kept.times === times;
  // Keeps the previous object if nothing has changed, so that the list is not rendered again.
  if (!isKnown || isSame) return kept;
  setKept(now);
  return now;
}

/** Caches the texts of new posts while the window is idle, so that the first query is fast. */
function useFoldedTexts(): void {
  const posts = useStore(useApp().blog.store, (state) => state.posts);
  useEffect(() => {
    let isOver = false;
    const idle = requestIdleCallback(() => void inSlices(foldAhead(posts), () => isOver));
    return () => {
      isOver = true;
      cancelIdleCallback(idle);
    };
  }, [posts]);
}

function useSortedPosts(): Pick<MatchingPosts, "posts" | "times"> {
  const { blog } = useApp();
  const posts = useStore(blog.store, (state) => state.posts);
  const language = useStore(blog.store, (state) => state.summary?.language ?? "ja");
  const { order } = useListArrangement();
  const times = useChangedTimes(order === "changed");
  const sorted = useMemo(
    () => sortPosts(posts, order, { language, times: times ?? {} }),
    [posts, order, language, times],
  );
  return { posts: sorted, times };
}

/** Returns the times of the posts' last changes. Null if the times are unnecessary or still unknown. */
function useChangedTimes(isNeeded: boolean): Readonly<Record<string, number>> | null {
  const { blog } = useApp();
  const updates = useStore(blog.store, (state) => (isNeeded ? state.updates : 0));
  const [times, setTimes] = useState<Readonly<Record<string, number>> | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of the `updates` can change the times
  useEffect(() => {
    if (!isNeeded) return;
    const abort = new AbortController();
    blog.times(abort.signal).then(
      (all) => {
        if (!abort.signal.aborted) setTimes(all);
      },
      (error: unknown) => {
        // Ignores the error if the engine is being restarted,
        // because the times are requested again when the new engine sends its list of posts.
        if (!(error instanceof AppError)) throw error;
      },
    );
    return () => abort.abort();
  }, [blog, isNeeded, updates]);
  return isNeeded ? times : null;
}

const nothing: ReadonlySet<string> = new Set();

/** A query, and the paths of the posts whose text contains the query. */
interface FoundPaths {
  readonly query: string;
  readonly paths: ReadonlySet<string>;
}

/** Returns the last result of the engine. The result may belong to an earlier query. */
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
        // Finds nothing if the call fails, for instance during a restart of the engine.
        if (!abort.signal.aborted) setFound({ query, paths: nothing });
      },
    );
    return () => abort.abort();
  }, [blog, query]);
  return found;
}
