import { linkToPost } from "../../commands/link-to-post.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { postTitle } from "../shared/texts.ts";
import { PostPicker } from "./post-picker.tsx";

/** Inserts a link to another post of the blog. The author finds the post by typing. */
export function LinkSheet() {
  const app = useApp();
  const t = useTranslate();
  return (
    <PostPicker
      label={t("command.link-to-post")}
      fieldLabel={t("linkPicker.field")}
      placeholder={t("linkPicker.placeholder")}
      onPick={(post) => void attempt(app, () => linkToPost(app, post, postTitle(t, post)))}
    />
  );
}
