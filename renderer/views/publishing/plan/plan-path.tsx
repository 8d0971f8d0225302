import type { PostSummary } from "#contract/types/blog-types.ts";
import { useTranslate } from "../../../state/language.ts";
import { postTitle } from "../../shared/texts.ts";

export interface PlanPathProps {
  readonly path: string;
  /** The post that the file shows, or undefined if it shows none. */
  readonly post: PostSummary | undefined;
}

/** A file of the site, shown as its path after the title of its post. */
export function PlanPath({ path, post }: PlanPathProps) {
  const t = useTranslate();
  return (
    <span className="plan-file">
      {post ? <span className="plan-post">{postTitle(t, post)}</span> : null}
      <span className="plan-path">{path}</span>
    </span>
  );
}
