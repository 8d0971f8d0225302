import { Plus } from "lucide-react";
import { useStore } from "zustand";
import { runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ErrorNotice, MendButton } from "../shared/error-notice.tsx";
import { errorTexts } from "../shared/texts.ts";
import { PostFilter } from "./post-filter.tsx";
import { maxFound, PostTree } from "./post-tree.tsx";
import { useMatchingPosts } from "./use-matching-posts.ts";

/** The list of all posts and pages, with its filter and a button for a new post. */
export function PostListPane() {
  const app = useApp();
  const t = useTranslate();
  const { status, error, summary } = useStore(app.blog.store);
  return (
    <>
      {error && summary ? <ErrorNotice error={error} onRetry={() => void app.blog.load()} /> : null}
      {summary?.problems.slice(0, 1).map((problem) => (
        <Notice
          key={problem.code}
          tone="error"
          title={errorTexts(t, problem).what}
          actions={<MendButton />}
        />
      ))}
      <div className="list-body">
        {summary ? <Posts /> : null}
        {!summary && status === "loading" ? <p className="list-wait">{t("list.loading")}</p> : null}
      </div>
      <div className="list-foot">
        <Button onPress={() => void runCommand(app, "new-post")} isDisabled={!summary}>
          <Plus aria-hidden size={16} strokeWidth={1.75} />
          {t("list.new")}
        </Button>
        <PostFilter />
      </div>
    </>
  );
}

function Posts() {
  const app = useApp();
  const t = useTranslate();
  const hasPosts = useStore(app.blog.store, (state) => state.posts.length > 0);
  const { query, posts } = useMatchingPosts();
  if (!hasPosts) return <EmptyState detail={t("list.empty")} />;
  if (posts.length === 0) {
    return (
      <EmptyState
        title={t("list.nothing.title")}
        detail={t("list.nothing.detail", { query })}
        action={<Button onPress={() => app.workspace.setFilter("")}>{t("list.filter.clear")}</Button>}
      />
    );
  }
  return (
    <>
      <PostTree posts={posts} query={query} />
      {query !== "" && posts.length > maxFound ? (
        <p className="list-more">{t("list.more", { count: posts.length, shown: maxFound })}</p>
      ) : null}
    </>
  );
}
