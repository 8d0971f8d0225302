import type { MediaUse } from "#contract/types/media-types.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { postTitle } from "../shared/post-title.ts";

/** Returns a function that names what uses an image: the title of a post, or the path of another file. */
export function usePlaceName(): (use: MediaUse) => string {
  const app = useApp();
  const t = useTranslate();
  return ({ path, as }) => {
    const post = app.blog.post(path);
    const place = post ? postTitle(t, post) : path;
    return as === "cover" ? t("images.use.cover", { place }) : place;
  };
}
