import { Radio } from "react-aria-components";
import type { NamedChanges, PublishedState, StateChanges } from "#contract/types/publish-types.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { postTitle, useTimeText } from "../shared/texts.ts";

/** Maximum number of posts listed by title. All other changed files are only counted. */
const maxNamed = 4;

const kinds = ["new", "changed", "removed"] as const;

/** One publish in the list: its time and its changes. */
export function UndoState({ state }: { readonly state: PublishedState }) {
  const t = useTranslate();
  // Shows the time with seconds, because two publishes can be less than a minute apart.
  const time = useTimeText("seconds");
  const names = useNames();
  const { number, at, isLive, isComplete, backTo, files } = state;
  const { changes, isOfPosts } = shownChanges(state);
  const changed = kinds.filter((kind) => changes[kind].count > 0);
  return (
    <Radio className="undo-state" value={String(number)} isDisabled={isLive || !isComplete}>
      <span className="undo-time">{time(at)}</span>
      {isLive ? <span className="undo-live">{t("undo.live")}</span> : null}
      {isComplete ? null : <span className="undo-note">{t("undo.incomplete")}</span>}
      {backTo === null ? null : <span className="undo-note">{t("undo.backTo", { at: time(backTo) })}</span>}
      {changed.map((kind) => (
        <span key={kind} className="undo-note">
          {t(`undo.${kind}`, { names: names(changes[kind], isOfPosts) })}
        </span>
      ))}
      <span className="undo-note">{t("undo.first", { files })}</span>
    </Radio>
  );
}

/**
 * Returns the changes of posts.
 * Returns the changes of files if no post has changed or the changes of posts are unknown.
 */
function shownChanges({ posts, changes }: PublishedState): {
  readonly changes: StateChanges;
  readonly isOfPosts: boolean;
} {
  const isOfPosts = posts !== undefined && kinds.some((kind) => posts[kind].count > 0);
  return { changes: isOfPosts ? posts : changes, isOfPosts };
}

/** Returns a function that lists the titles of changed posts and pages, and counts all others. */
function useNames(): (changes: NamedChanges, isOfPosts: boolean) => string {
  const t = useTranslate();
  const { blog } = useApp();
  const nameOf = (title: string): string => {
    // `title` comes from the record of a publish. For an untitled post, `title` is the blog path.
    const post = blog.post(title);
    return post ? postTitle(t, post) : title;
  };
  return ({ count, names }, isOfPosts) => {
    const known = names.flatMap(({ path, title }) => (isOfPosts ? [title ?? path] : (title ?? [])));
    const titles = known.slice(0, maxNamed).map(nameOf);
    if (titles.length === 0) return t("undo.onlyFiles", { count });
    const values = { names: titles.join(t("list.separator")), more: count - titles.length };
    return isOfPosts ? t("undo.postNames", values) : t("undo.names", values);
  };
}
