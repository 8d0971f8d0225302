import { Button } from "react-aria-components";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { useTranslate } from "../../../state/language.ts";
import { postTitle } from "../../shared/texts.ts";

export interface PlanPathProps {
  readonly path: string;
  /** The post that the file shows, or undefined if it shows none. */
  readonly post: PostSummary | undefined;
  /** Called with the blog path of the post when the author presses its title. */
  readonly onOpen: (post: string) => void;
}

/** A file of the site, as its path and the title of its post. Pressing the title opens the post. */
export function PlanPath({ path, post, onOpen }: PlanPathProps) {
  const t = useTranslate();
  return (
    <span className="plan-file">
      {post ? (
        <Button
          className="link-button"
          aria-label={t("plan.openPost", { title: postTitle(t, post) })}
          onPress={() => onOpen(post.path)}
        >
          {postTitle(t, post)}
        </Button>
      ) : null}
      <span className="plan-path">{path}</span>
    </span>
  );
}
