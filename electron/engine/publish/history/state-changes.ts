import type { NamedChanges, StateChanges } from "#contract/types/publish-types.ts";
import type { StateDraft } from "./state-record.ts";

/** More names than that are only counted. */
const mostNames = 50;

/** What a publish did to the site, by the names of its files. */
export interface Touched {
  readonly new: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** Names what a publish changed: posts and pages by their titles and first, other files by their paths. */
export function describeChanges(
  { new: fresh, changed, removed }: Touched,
  after: Pick<StateDraft, "files" | "titles">,
  before: Pick<StateDraft, "files" | "titles"> | null,
): StateChanges {
  return {
    new: named(fresh, after),
    changed: named(changed, after),
    removed: named(removed, before),
  };
}

function named(paths: readonly string[], state: Pick<StateDraft, "files" | "titles"> | null): NamedChanges {
  const names = paths.map((path) => {
    const post = state?.files[path]?.post;
    return { path, title: (post === undefined ? undefined : state?.titles[post]) ?? null };
  });
  const first = names.filter(({ title }) => title !== null);
  const rest = names.filter(({ title }) => title === null);
  return { count: paths.length, names: [...first, ...rest].slice(0, mostNames) };
}
