import { Plus, X } from "lucide-react";
import { type KeyboardEvent, useMemo } from "react";
import { useStore } from "zustand";
import { runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { hasFacets, noFacets } from "../../state/list/post-facets.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ErrorNotice, MendButton } from "../shared/error-notice.tsx";
import { errorTexts } from "../shared/texts.ts";
import { FilterChips } from "./filter-chips.tsx";
import { FilterMenu } from "./filter-menu.tsx";
import { PostFilter } from "./post-filter.tsx";
import { maxFound, PostTree } from "./post-tree.tsx";
import { alikePosts } from "./tree-rows.ts";
import { useMatchingPosts } from "./use-matching-posts.ts";
import { IconButton } from "../../ui/icon-button.tsx";

/** The list of all posts and pages, its filter, and a button for a new post. */
export function PostListPane() {
  const app = useApp();
  const t = useTranslate();
  const error = useStore(app.blog.store, (state) => (state.summary ? state.error : null));
  const problem = useStore(app.blog.store, ({ summary }) => summary?.problems[0]);
  const isLoaded = useStore(app.blog.store, ({ summary }) => summary !== null);
  const isLoading = useStore(app.blog.store, ({ status }) => status === "loading");
  const onKeyDown = useEscape();
  return (
    <>
      {error ? <ErrorNotice error={error} onRetry={() => void app.blog.load()} /> : null}
      {problem ? <Notice tone="error" title={errorTexts(t, problem).what} actions={<MendButton />} /> : null}
      <div className="list-body" role="none" onKeyDown={onKeyDown}>
        {isLoaded ? <Posts /> : null}
        {!isLoaded && isLoading ? <p className="list-wait">{t("list.loading")}</p> : null}
      </div>
      <div className="list-foot" role="none" onKeyDown={onKeyDown}>
        <SelectionBar />
        <Button onPress={() => void runCommand(app, "new-post")} isDisabled={!isLoaded}>
          <Plus aria-hidden size={16} strokeWidth={1.75} />
          {t("list.new")}
        </Button>
        <FilterChips />
        <div className="filter-line">
          <PostFilter />
          <FilterMenu />
        </div>
      </div>
    </>
  );
}

/** Returns a key handler: Escape removes the filters, unless an element in the list has handled the key. */
function useEscape(): (event: KeyboardEvent) => void {
  const { workspace } = useApp();
  return (event) => {
    const { facets } = workspace.store.getState();
    if (event.key !== "Escape" || event.defaultPrevented || !hasFacets(facets)) return;
    event.preventDefault();
    workspace.setFacets(noFacets);
  };
}

function Posts() {
  const app = useApp();
  const t = useTranslate();
  const all = useStore(app.blog.store, (state) => state.posts);
  // Compares all posts once, so that a change of the filter needs no new comparison.
  const alike = useMemo(() => alikePosts(all), [all]);
  const matching = useMatchingPosts();
  const { query, posts, facets, isFiltered } = matching;
  const clear = (): void => {
    app.workspace.setFilter("");
    app.workspace.setFacets(noFacets);
    app.panes.focus("filter");
  };
  if (all.length === 0) return <EmptyState detail={t("list.empty")} />;
  return (
    <>
      {posts.length === 0 ? (
        <EmptyState
          title={t("list.nothing.title")}
          detail={hasFacets(facets) ? t("list.nothing.facets") : t("list.nothing.detail", { query })}
          action={
            <Button onPress={clear}>{t(hasFacets(facets) ? "filter.clear" : "list.filter.clear")}</Button>
          }
        />
      ) : null}
      <PostTree matching={matching} alike={alike} />
      {query !== "" && posts.length > maxFound ? (
        <p className="list-more">{t("list.more", { count: posts.length, shown: maxFound })}</p>
      ) : isFiltered && posts.length > 0 ? (
        <p className="list-more">{t("list.matching", { count: posts.length, all: all.length })}</p>
      ) : null}
    </>
  );
}

/** Says how many posts are selected, and offers to change them. */
function SelectionBar() {
  const app = useApp();
  const t = useTranslate();
  const count = useStore(app.selection.store, ({ paths }) => paths.size);
  return (
    <div role="status" className={count > 0 ? "selection-bar" : "visually-hidden"}>
      {count > 0 ? (
        <>
          <span className="selection-count">{t("select.count", { count })}</span>
          <Button variant="primary" onPress={() => void runCommand(app, "change-posts")}>
            {t("select.change")}
          </Button>
          <IconButton
            icon={X}
            label={t("select.clear")}
            onPress={() => {
              app.selection.clear();
              app.panes.focus("list");
            }}
          />
        </>
      ) : null}
    </div>
  );
}
