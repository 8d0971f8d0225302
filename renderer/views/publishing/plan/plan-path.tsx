import type { PostSummary } from "#contract/types/blog-types.ts";
import { useTranslate } from "../../../state/language.ts";
import { postTitle } from "../../shared/post-title.ts";

export interface PlanPathProps {
  readonly path: string;
  /** What the file shows, when that is something its author wrote. */
  readonly post: PostSummary | undefined;
}

/** Which file of the site it is: by its path, and for a post by its title as well. */
export function PlanPath({ path, post }: PlanPathProps) {
  const t = useTranslate();
  return (
    <span className="plan-file">
      {post ? <span className="plan-post">{postTitle(t, post)}</span> : null}
      <span className="plan-path">{path}</span>
    </span>
  );
}
