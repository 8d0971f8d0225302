import type { Answer } from "#contract/types/publish-run-types.ts";
import type { KeptFile } from "../state/manifest.ts";
import type { PlannedPut, PublishSteps, StaleFile } from "./plan-types.ts";

/** What is carried out: the plan, with an answer for everything in it that was the author's to decide. */
export interface DecidedSteps
  extends Pick<PublishSteps, "puts" | "adopted" | "removals" | "retired" | "released"> {
  /** Theirs, which stay; remembered, so that nobody is asked twice. */
  readonly kept: readonly (KeptFile & { readonly path: string })[];
  /** Live from another computer, and left as it is: paths of their files. */
  readonly held: readonly string[];
  /** No longer part of the site, and left where they are. */
  readonly stays: readonly string[];
}

/** Conflicts without an answer. */
export function undecided(steps: PublishSteps, { take = [], keep = [] }: Partial<Answer>): string[] {
  const answered = new Set([...take, ...keep]);
  return steps.puts.flatMap(({ file, because }) => (because && !answered.has(file.path) ? file.path : []));
}

/** Carries the author's choices into a plan. What was not asked for stays as it lies on the server. Pure. */
export function applyDecisions(steps: PublishSteps, { take = [] }: Partial<Answer>): DecidedSteps {
  const taken = new Set(take);
  const isMine = ({ file, because }: PlannedPut): boolean => !because || taken.has(file.path);
  const theirs = steps.puts.filter((put) => !isMine(put));
  const leave = steps.leftovers.filter(({ path }) => !taken.has(path));
  const remove = steps.leftovers.filter(({ path }) => taken.has(path));
  const retaken = steps.kept.filter(({ file }) => taken.has(file.path));
  return {
    puts: [
      ...steps.puts.filter(isMine),
      ...retaken.map(({ file }) => ({ file, change: "changed" as const })),
    ],
    adopted: steps.adopted,
    removals: [...steps.removals, ...remove.map(asStale)],
    retired: steps.retired,
    stays: leave.map(({ path }) => path),
    released: [...steps.released, ...leave.filter(isTheirs).map(({ path }) => path)],
    kept: [
      ...theirs.filter(isTheirs).flatMap(({ file: { path, sha256 }, seen }) =>
        // Null only where another computer removed the file
        seen ? { path, size: seen.size, mtime: seen.mtime, mine: sha256 } : [],
      ),
      ...steps.kept
        .filter(({ file }) => !taken.has(file.path))
        .map(({ file: { path }, size, mtime, mine }) => ({ path, size, mtime, mine })),
    ],
    held: [
      ...theirs.filter((put) => !isTheirs(put)).map(({ file }) => file.path),
      ...leave.filter((file) => !isTheirs(file)).map(({ path }) => path),
    ],
  };
}

/** Not ours at all, while what another computer published is ours as well. */
function isTheirs({ because }: Pick<PlannedPut, "because">): boolean {
  return because !== "elsewhere";
}

function asStale({ path, size, mtime }: StaleFile): StaleFile {
  return { path, size, mtime };
}
