import { ListBoxItem } from "react-aria-components";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { StateMark } from "../posts/state-mark.tsx";
import { postTitle } from "./texts.ts";

/** A post in a list of choices: its state, title and date. */
export function PostOption({ id, post }: { readonly id: string; readonly post: PostSummary }) {
  const t = useTranslate();
  const title = postTitle(t, post);
  return (
    <ListBoxItem id={id} textValue={title} className="menu-item">
      <span className="palette-post" lang={useBlogLanguage()}>
        <StateMark state={post.state} />
        {title}
      </span>
      <kbd>{post.dateText}</kbd>
    </ListBoxItem>
  );
}
