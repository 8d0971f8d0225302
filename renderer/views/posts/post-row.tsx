import { Info } from "lucide-react";
import { memo, useState } from "react";
import { Button } from "react-aria-components";
import { useStore } from "zustand";
import { encodedPath } from "#contract/text/percent-encoding.ts";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { problemCount } from "../../state/checks.ts";
import { type Messages, useBlogLanguage, useTranslate } from "../../state/language.ts";
import { postTitle, stateName } from "../shared/texts.ts";
import { StateMark } from "./state-mark.tsx";
import { isSameLine, TreeLine, type TreeLineState } from "./tree-line.tsx";

export interface PostRowProps extends TreeLineState {
  readonly post: PostSummary;
  /** Whether the editor shows the post. */
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  /** Whether the post has unsaved text and is no longer in the editor. */
  readonly isUnsaved: boolean;
  /** The name of the post's file, if another row would look the same. */
  readonly fileName?: string | undefined;
  /** The time of the post's last change. Present only if the list is sorted by this time. */
  readonly changed?: string | undefined;
}

/** The row of a post: title, date and state. Screen readers read a text instead of the state's icon. */
export const PostRow = memo(function PostRow({ post, isUnsaved, changed, fileName, ...state }: PostRowProps) {
  const t = useTranslate();
  const blogLanguage = useBlogLanguage();
  const title = postTitle(t, post);
  return (
    <TreeLine
      {...state}
      className="post-row"
      isDraggable={post.kind === "post"}
      name={[
        t("list.row", { title, state: stateName(t, post), date: post.dateText || t("post.undated") }),
        ...marksOf(t, post),
        ...(fileName === undefined ? [] : [fileName]),
      ].join(t("list.separator"))}
    >
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
          <PostMeta post={post} isUnsaved={isUnsaved} changed={changed} fileName={fileName} />
        </div>
        <Thumbnail path={post.thumbnail} />
      </div>
    </TreeLine>
  );
}, isSameLine);

/** Returns the names of a post's marks, such as "pinned". */
function marksOf(t: Messages, post: PostSummary): string[] {
  const marks = (["pinned", "unlisted", "noindex"] as const)
    .filter((mark) => post[mark])
    .map((mark) => t(`mark.${mark}`));
  const isOpen = post.sharedDraft !== undefined && post.sharedDraft.until > Date.now();
  const isShared = isOpen && (post.state === "draft" || post.state === "scheduled");
  return isShared ? [...marks, t("mark.shared")] : marks;
}

type PostMetaProps = Pick<PostRowProps, "post" | "isUnsaved" | "changed" | "fileName">;

function PostMeta({ post, isUnsaved, changed, fileName }: PostMetaProps) {
  const t = useTranslate();
  return (
    <span className="post-row-meta">
      <span className="post-row-facts">
        {isUnsaved ? <span className="post-row-unsaved">{t("save.unsaved")} · </span> : null}
        {post.stillOnline ? <span className="post-row-online">{stateName(t, post)} · </span> : null}
        {changed === undefined
          ? post.kind === "page"
            ? t("post.page")
            : post.dateText || t("post.undated")
          : t("list.changed", { time: changed })}
        {marksOf(t, post).map((mark) => ` · ${mark}`)}
        {fileName === undefined ? null : ` · ${fileName}`}
      </span>
      <ProblemsButton post={post} />
    </span>
  );
}

/** A button with the number of problems of a post. Pressing the button lists the problems. */
function ProblemsButton({ post }: { readonly post: PostSummary }) {
  const app = useApp();
  const t = useTranslate();
  const count = useStore(app.checks.store, ({ counts }) => problemCount(counts, post));
  if (count === 0) return null;
  return (
    <Button
      excludeFromTabOrder
      className="post-row-problems"
      aria-label={t("list.problems", { count })}
      onPress={() => void runCommand(app, "check")}
    >
      <Info aria-hidden size={12} strokeWidth={2} />
      {count}
    </Button>
  );
}

function Thumbnail({ path }: { readonly path: string | null }) {
  const { info, workspace } = useApp();
  const changes = useStore(workspace.store, ({ imageChanges }) => imageChanges[path ?? ""] ?? 0);
  const [broken, setBroken] = useState<string>();
  if (path === null || info.siteOrigin === undefined) return null;
  const address = encodedPath(path);
  const src = `${info.siteOrigin}/${address}${changes === 0 ? "" : `?${changes}`}`;
  if (src === broken) return null;
  return (
    <img className="post-row-thumbnail" src={src} alt="" loading="lazy" onError={() => setBroken(src)} />
  );
}
