import { TreeItem, TreeItemContent } from "react-aria-components";
import { useStore } from "zustand";
import type { PostSummary } from "#contract/blog-types.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { postTitle } from "../shared/post-title.ts";
import { StateMark } from "./state-mark.tsx";

/** A post in the list: title and date, its state as a mark and in words for assistive technology. */
export function PostRow({ post }: { readonly post: PostSummary }) {
  const t = useTranslate();
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
            <span className={post.title ? "post-row-title" : "post-row-title post-row-excerpt"} title={title}>
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
      {post.dateText || t("post.undated")}
      {post.kind === "page" ? ` · ${t("post.page")}` : null}
      {post.problems > 0 ? (
        <span className="post-row-problems"> · {t("list.problems", { count: post.problems })}</span>
      ) : null}
      {isUnsaved ? <span className="post-row-problems"> · {t("save.unsaved")}</span> : null}
    </span>
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
