import type { Answer } from "#contract/types/publish-run-types.ts";
import type { KeptFile } from "../state/manifest.ts";
import type { PlannedPut, PublishSteps, StaleFile } from "./plan-types.ts";

/** The plan to be carried out, after the author has decided every open point. */
export interface DecidedSteps
  extends Pick<PublishSteps, "puts" | "adopted" | "removals" | "retired" | "released"> {
  /** Files of others, which stay; remembered so that the question is asked only once. */
  readonly kept: readonly (KeptFile & { readonly path: string })[];
  /** Paths of live files from another computer, left unchanged. */
  readonly held: readonly string[];
  /** Files no longer part of the site that stay on the server. */
  readonly stays: readonly string[];
}

/** Returns the conflicts without an answer. */
export function undecided(steps: PublishSteps, { take = [], keep = [] }: Partial<Answer>): string[] {
  const answered = new Set([...take, ...keep]);
  return steps.puts.flatMap(({ file, because }) => (because && !answered.has(file.path) ? file.path : []));
}

/** Applies the author's choices to a plan. Undecided files stay as they are on the server. Pure. */
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

/** Whether the file is not ours at all; what another computer published is ours as well. */
function isTheirs({ because }: Pick<PlannedPut, "because">): boolean {
  return because !== "elsewhere";
}

function asStale({ path, size, mtime }: StaleFile): StaleFile {
  return { path, size, mtime };
}
