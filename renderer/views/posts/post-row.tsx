import { Info } from "lucide-react";
import { Button, TreeItem, TreeItemContent } from "react-aria-components";
import { useStore } from "zustand";
import type { PostSummary } from "#contract/blog-types.ts";
import { runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { problemCount } from "../../state/checks.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { postTitle } from "../shared/post-title.ts";
import { StateMark } from "./state-mark.tsx";

/** A post in the list: title and date, its state as a mark and in words for assistive technology. */
export function PostRow({ post }: { readonly post: PostSummary }) {
  const t = useTranslate();
  const blogLanguage = useBlogLanguage();
  const title = postTitle(t, post);
  const state = t(`state.${post.state}`);
  return (
    <TreeItem
      id={post.path}
      textValue={title}
      aria-label={t("list.row", { title, state, date: post.dateText || t("post.undated") })}
      className="post-row"
    >
      <TreeItemContent>
        <div className="post-row-body">
          <StateMark state={post.state} />
          <div className="post-row-text">
            <span
              lang={blogLanguage}
              className={post.title ? "post-row-title" : "post-row-title post-row-excerpt"}
              title={title}
            >
              {title}
            </span>
            <PostMeta post={post} />
          </div>
          <Thumbnail path={post.thumbnail} />
        </div>
      </TreeItemContent>
    </TreeItem>
  );
}

function PostMeta({ post }: { readonly post: PostSummary }) {
  const app = useApp();
  const t = useTranslate();
  const isUnsaved = useStore(app.documents.store, (state) => state.unsaved.includes(post.path));
  return (
    <span className="post-row-meta">
      <span className="post-row-facts">
        {isUnsaved ? <span className="post-row-unsaved">{t("save.unsaved")} · </span> : null}
        {post.kind === "page" ? t("post.page") : post.dateText || t("post.undated")}
      </span>
      <ProblemsButton post={post} />
    </span>
  );
}

/** How many places of the post should be mended, leading to them. */
function ProblemsButton({ post }: { readonly post: PostSummary }) {
  const app = useApp();
  const t = useTranslate();
  const count = useStore(app.checks.store, ({ counts }) => problemCount(counts, post));
  if (count === 0) return null;
  return (
    <Button
      className="post-row-problems"
      aria-label={t("list.problems", { count })}
      onPress={() => void runCommand(app, "check")}
    >
      <Info aria-hidden size={12} strokeWidth={2} />
      {count}
    </Button>
  );
}

/** The first image, served by the engine that makes the site; nothing when there is none. */
function Thumbnail({ path }: { readonly path: string | null }) {
  const { siteOrigin } = useApp().info;
  if (path === null || siteOrigin === undefined) return null;
  return (
    <img className="post-row-thumbnail" src={`${siteOrigin}/${encodeURI(path)}`} alt="" loading="lazy" />
  );
}
