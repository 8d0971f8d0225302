import type { NamedChanges, StateChanges } from "#contract/types/publish-types.ts";
import type { StateDraft } from "./state-record.ts";

/** Maximum number of names in a description; all others are only counted. */
const mostNames = 50;

/** Paths of the files that a publish added, changed and removed. */
export interface Touched {
  readonly new: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Describes what a publish changed. Posts and pages come first, with their titles; other files follow, with
 * their paths.
 */
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
