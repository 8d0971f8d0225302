import type { MessageValues } from "../errors.ts";
import type { PostsDone, PublishResult } from "./publish-run-types.ts";

/** Keys of the texts that describe a finished publish. The window and the command line use these texts. */
type DoneKey =
  | "post.untitled"
  | "schedule.posts"
  | `publish.done.${
      | "place"
      | "titleTo"
      | "new"
      | "changed"
      | "removed"
      | "nothing"
      | "finished"
      | "finishedFiles"
      | "unnamed"
      | "alsoChanged"
      | "alsoRemoved"}`;

type Texts = (key: DoneKey, values?: MessageValues) => string;

/**
 * The description of a finished publish for the author. `more` describes all that `title` leaves out.
 * `title` names the new posts. Without new posts, `title` names the updated posts or the removed posts.
 */
export interface DoneWords {
  readonly title: string;
  readonly more: readonly string[];
}

/** Describes the result of a publish. `place` is the target's name, or null for the default target. */
export function doneWords(t: Texts, result: DoneResult, place: string | null): DoneWords {
  const { title, more } = changeWords(t, result, place);
  if (!result.finished) return { title, more };
  const { files, removed } = result.finished;
  // Leaves out an interrupted publish of which nothing is online, because its files were replaced or removed.
  if (files + removed === 0) return { title, more };
  return { title, more: [...more, t("publish.done.finishedFiles", { files, removed })] };
}

type DoneResult = Pick<PublishResult, "posts" | "uploaded" | "removed" | "finished">;

/** Describes what a publish changed on the site. */
function changeWords(
  t: Texts,
  { posts, uploaded, removed, finished }: DoneResult,
  place: string | null,
): DoneWords {
  const where = { place: place === null ? "" : t("publish.done.place", { name: place }) };
  if (posts && posts.new.count > 0) {
    const also = [
      ...(posts.changed.count > 0 ? [t("publish.done.alsoChanged", { posts: named(t, posts.changed) })] : []),
      ...alsoRemoved(t, posts.removed),
    ];
    return { title: t("publish.done.new", { ...where, posts: named(t, posts.new) }), more: also };
  }
  if (posts && posts.changed.count > 0) {
    const title = t("publish.done.changed", { ...where, posts: named(t, posts.changed) });
    return { title, more: alsoRemoved(t, posts.removed) };
  }
  if (posts && posts.removed.count > 0) {
    const { count } = posts.removed;
    return {
      title: t("publish.done.removed", { ...where, count, posts: named(t, posts.removed) }),
      more: [],
    };
  }
  const isNothing = uploaded + removed === 0;
  const withoutPosts = finished ? "publish.done.finished" : "publish.done.nothing";
  return { title: t(isNothing ? withoutPosts : "publish.done.titleTo", where), more: [] };
}

function alsoRemoved(t: Texts, removed: PostsDone): string[] {
  return removed.count > 0 ? [t("publish.done.alsoRemoved", { posts: named(t, removed) })] : [];
}

function named(t: Texts, { count, first }: PostsDone): string {
  if (!first) return t("publish.done.unnamed", { count });
  return t("schedule.posts", { title: first.title.trim() || t("post.untitled"), others: count - 1 });
}
