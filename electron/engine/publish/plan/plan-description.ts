import { isSharedDraftFile } from "#engine/site/entries/shared-drafts.ts";
import type { PublishPlan } from "#contract/types/publish-run-types.ts";
import { countSorts, sortOf, sortOfPath } from "./file-sorts.ts";
import type { PublishSteps } from "./plan-types.ts";
import { isReplaced } from "./replaced-files.ts";

/**
 * If a publish deletes more files than both limits, the author is warned. `share` is a share of all files.
 */
const manyDeletes = { files: 20, share: 0.2 };

/** Whether a file is a page that readers open. An image, for example, is only a part of a page. */
export function isPage(path: string): boolean {
  return /\.html?$/i.test(path);
}

/** Facts that a plan's description needs in addition to the plan's steps. */
interface PlanFacts extends Pick<PublishPlan, "clockBehind" | "clockAhead" | "publishedBefore"> {
  /** Whether the site had a file at the path only because a draft was shared. */
  readonly isUnshared?: (path: string) => boolean;
}

/** Describes a plan for the interface, and gives the reasons for asking the author about the plan. */
export function describePlan(
  target: string,
  steps: PublishSteps,
  liveFiles: number,
  { isUnshared = (path) => isSharedDraftFile({ path }), ...facts }: PlanFacts = {},
): PublishPlan {
  const { puts, removals, leftovers, kept, foreign, first, unchanged, adopted, links } = steps;
  const files: PublishPlan["files"] = [
    ...links.map(({ path, target: leadsTo, files: behind }) => ({
      path,
      size: 0,
      change: "conflict" as const,
      because: "link" as const,
      link: { target: leadsTo, files: behind },
    })),
    ...puts.map(({ file, change, because, lost }) => ({
      path: file.path,
      size: file.size,
      sort: sortOf(file),
      ...(because ? { change: "conflict" as const, because } : { change: lost ? ("lost" as const) : change }),
    })),
    ...leftovers.map(({ path, size, because }) => ({ path, size, change: "leftover" as const, because })),
    ...removals.map(({ path, size }) => ({
      path,
      change: "removed" as const,
      size,
      sort: sortOfPath(path),
      ...(isUnshared(path) ? { isUnshared: true as const } : {}),
    })),
    ...kept.map(({ file, size }) => ({ path: file.path, change: "kept" as const, size })),
    ...foreign.map(({ path, size, isLink }) => ({
      path,
      change: "foreign" as const,
      size,
      ...(isLink ? { link: { target: "", files: 0 } } : {}),
    })),
  ];
  return {
    target,
    files,
    unchanged: unchanged + adopted.length,
    bytes: puts.reduce((sum, put) => sum + put.file.size, 0),
    sorts: countSorts(files),
    first,
    questions: [
      ...questionsOf(steps, liveFiles, isUnshared),
      ...(facts.clockBehind ? (["clock"] as const) : []),
      ...(facts.clockAhead ? (["clockAhead"] as const) : []),
    ],
    ...facts,
  };
}

function questionsOf(
  { puts, removals, leftovers, links, first }: PublishSteps,
  live: number,
  isUnshared: (path: string) => boolean,
): PublishPlan["questions"] {
  const questions: PublishPlan["questions"] = [];
  const reasons = [...puts, ...leftovers].flatMap(({ because }) => because ?? []);
  if (first) questions.push("first");
  if (links.length > 0) questions.push("links");
  if (reasons.some((because) => because !== "elsewhere" && because !== "restored"))
    questions.push("conflicts");
  if (reasons.includes("elsewhere")) questions.push("elsewhere");
  if (puts.some(({ lost }) => lost) || reasons.includes("restored")) questions.push("lost");
  // Asks nothing about files of drafts whose sharing the author has ended.
  const gone = removals.filter(({ path }) => !isReplaced(path) && !isUnshared(path));
  if (gone.length > manyDeletes.files && gone.length > live * manyDeletes.share) {
    questions.push("deletes");
  } else if (gone.length > 0) questions.push("removals");
  return questions;
}
