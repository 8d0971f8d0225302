import type { PostSummary } from "#contract/types/blog-types.ts";
import { useTranslate } from "../../../state/language.ts";
import { postTitle } from "../../shared/texts.ts";

export interface PlanPathProps {
  readonly path: string;
  /** The post that the file shows; undefined if it shows none. */
  readonly post: PostSummary | undefined;
}

/** The path of a site file after the title of the post that the file shows. */
export function PlanPath({ path, post }: PlanPathProps) {
  const t = useTranslate();
  return (
    <span className="plan-file">
      {post ? <span className="plan-post">{postTitle(t, post)}</span> : null}
      <span className="plan-path">{path}</span>
    </span>
  );
}
