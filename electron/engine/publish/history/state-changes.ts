import type { NamedChanges, StateChanges } from "#contract/types/publish-types.ts";
import type { PublishedPost } from "#engine/site/output/site-output.ts";
import type { StateDraft } from "./state-record.ts";

/** Paths of the files that a publish added, changed and removed. */
export interface Touched {
  readonly new: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

type Posts = Readonly<Record<string, PublishedPost>>;
type Titles = Pick<StateDraft, "files" | "titles"> | null;

/** Maximum number of names in a description. Further names are only counted. */
const maxNames = 50;

/** Describes the changes of a publish: first the titles of posts and pages, then other paths. */
export function describeChanges(
  { new: fresh, changed, removed }: Touched,
  after: Titles,
  before: Titles,
): StateChanges {
  return {
    new: namedFiles(fresh, after),
    changed: namedFiles(changed, after),
    removed: namedFiles(removed, before),
  };
}

/** Returns the files that differ between two publishes. */
export function touchedSince(before: StateDraft["files"], after: StateDraft["files"]): Touched {
  const paths = Object.keys(after);
  return {
    new: paths.filter((path) => !before[path]),
    changed: paths.filter((path) => before[path] && before[path].sha256 !== after[path]?.sha256),
    removed: Object.keys(before).filter((path) => !after[path]),
  };
}

/**
 * Describes the posts and pages that a publish added, changed and removed.
 * `before`: the posts and pages that were live before the publish. `last`: the titles of removed ones.
 * A post with the address of a removed post has moved, so it counts neither as added nor as removed.
 */
export function describePosts(
  before: Posts,
  { posts: after, titles }: Pick<StateDraft, "posts" | "titles">,
  last: Pick<StateDraft, "titles"> | null,
): StateChanges {
  const gone = Object.keys(before).filter((path) => !after[path]);
  const movedFrom = new Map(gone.map((path) => [before[path]?.address, path]));
  const [fresh, changed]: [string[], string[]] = [[], []];
  const moved = new Set<string>();
  for (const [path, { hash, address }] of Object.entries(after)) {
    const from = before[path] ? path : movedFrom.get(address);
    if (from === undefined) fresh.push(path);
    else if (before[from]?.hash !== hash) changed.push(path);
    if (from !== undefined) moved.add(from);
  }
  const removed = gone.filter((path) => !moved.has(path));
  return {
    new: namedPosts(fresh, titles),
    changed: namedPosts(changed, titles),
    removed: namedPosts(removed, last?.titles ?? {}),
  };
}

function namedPosts(paths: readonly string[], titles: StateDraft["titles"]): NamedChanges {
  const names = paths.slice(0, maxNames).map((path) => {
    const title = titles[path];
    // In `titles`, a post without any words has its path in place of a title.
    return { path, title: title === undefined || title === path ? null : title };
  });
  return { count: paths.length, names };
}

function namedFiles(paths: readonly string[], state: Titles): NamedChanges {
  const names = paths.map((path) => {
    const post = state?.files[path]?.post;
    return { path, title: (post === undefined ? undefined : state?.titles[post]) ?? null };
  });
  const first = names.filter(({ title }) => title !== null);
  const rest = names.filter(({ title }) => title === null);
  return { count: paths.length, names: [...first, ...rest].slice(0, maxNames) };
}
