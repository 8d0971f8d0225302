import type { PostSummary } from "#contract/types/blog-types.ts";
import { useTranslate } from "../../../state/language.ts";
import { postTitle } from "../../shared/post-title.ts";

export interface PlanPathProps {
  readonly path: string;
  /** The post that the file shows, if it is written by the author. */
  readonly post: PostSummary | undefined;
}

/** Identifies a file of the site: by its path, and for a post by its title, too. */
export function PlanPath({ path, post }: PlanPathProps) {
  const t = useTranslate();
  return (
    <span className="plan-file">
      {post ? <span className="plan-post">{postTitle(t, post)}</span> : null}
      <span className="plan-path">{path}</span>
    </span>
  );
}
