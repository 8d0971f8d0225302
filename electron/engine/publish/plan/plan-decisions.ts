import type { Answer } from "#contract/types/publish-run-types.ts";
import type { KeptFile, LinkDecisions } from "../state/manifest.ts";
import { linkDecisions, withLinkDecisions } from "./link-decisions.ts";
import { rulesOf } from "./server-rules.ts";
import type { FileBehindLink, PlannedPut, PublishSteps, StaleFile } from "./plan-types.ts";

/** The steps to carry out after the author has answered all questions about the plan. */
export interface DecidedSteps
  extends Pick<PublishSteps, "puts" | "adopted" | "removals" | "retired" | "released"> {
  /** Files that the author chose to keep on the server, in place of files of the site. */
  readonly kept: readonly (KeptFile & { readonly path: string })[];
  /**
   * Paths of files that are left out: those that another computer has published, and `behindLinks`.
   */
  readonly held: readonly string[];
  readonly behindLinks: readonly FileBehindLink[];
  /** Paths of files that are no longer part of the site, but stay on the server. */
  readonly stays: readonly string[];
  /** The author's decisions about symbolic links: the new ones, and earlier ones that still apply. */
  readonly links: LinkDecisions;
}

/** Returns the paths about which the plan asks and the author has not answered yet. */
export function undecided(steps: PublishSteps, answer: Partial<Answer>): string[] {
  const answered = new Set([...(answer.take ?? []), ...(answer.keep ?? [])]);
  const { puts } = withLinkDecisions(steps, linkDecisions(steps, answer));
  const open = puts.flatMap(({ file, because }) => (because ? file.path : []));
  const links = steps.links.map(({ path }) => path);
  return [...open, ...links].filter((path) => !answered.has(path));
}

/** Applies the author's answer to a plan. Files without a decision stay unchanged on the server. */
export function applyDecisions(plan: PublishSteps, answer: Partial<Answer>): DecidedSteps {
  const taken = new Set(answer.take);
  const isMine = ({ file, because }: PlannedPut): boolean => !because || taken.has(file.path);
  const links = linkDecisions(plan, answer);
  const steps = withLinkDecisions(plan, links);
  const { behindLinks } = steps;
  const theirs = steps.puts.filter((put) => !isMine(put));
  const leave = steps.leftovers.filter(({ path }) => !taken.has(path));
  const remove = steps.leftovers.filter(({ path }) => taken.has(path));
  const [goes, rules] = withoutNeededRules(steps.removals, leave);
  const retaken = steps.kept.filter(({ file }) => taken.has(file.path));
  return {
    puts: [
      ...steps.puts.filter(isMine),
      ...retaken.map(({ file }) => ({ file, change: "changed" as const })),
    ],
    adopted: steps.adopted,
    removals: [...goes, ...remove.map(asStale)],
    retired: steps.retired,
    stays: [...leave, ...rules].map(({ path }) => path),
    released: [...steps.released, ...[...leave.filter(isTheirs), ...rules].map(({ path }) => path)],
    kept: [
      ...theirs.filter(isTheirs).flatMap(({ file: { path, sha256 }, seen }) =>
        // A file without `seen` is not on the server, because another computer has removed it.
        seen ? { path, size: seen.size, mtime: seen.mtime, mine: sha256 } : [],
      ),
      ...steps.kept
        .filter(({ file }) => !taken.has(file.path))
        .map(({ file: { path }, size, mtime, mine }) => ({ path, size, mtime, mine })),
    ],
    links,
    behindLinks,
    held: [
      ...behindLinks.map(({ path }) => path),
      ...theirs.filter((put) => !isTheirs(put)).map(({ file }) => file.path),
      ...leave.filter((file) => !isTheirs(file)).map(({ path }) => path),
    ],
  };
}

/** Divides removals into two lists: removable files, and server rules that still protect other files. */
function withoutNeededRules(
  removals: readonly StaleFile[],
  stays: readonly StaleFile[],
): [goes: StaleFile[], rules: StaleFile[]] {
  const isNeeded = rulesOf(stays.map(({ path }) => path));
  return [removals.filter(({ path }) => !isNeeded(path)), removals.filter(({ path }) => isNeeded(path))];
}

/** Whether a file stays on the server, but no longer counts as published by Hitofude. */
function isTheirs({ because }: Pick<PlannedPut, "because">): boolean {
  return because !== "elsewhere";
}

function asStale({ path, size, mtime }: StaleFile): StaleFile {
  return { path, size, mtime };
}
