import { isSharedDraftFile } from "#engine/site/entries/shared-drafts.ts";
import { type PublishPlan, type FileSort, fileSorts } from "#contract/types/publish-run-types.ts";
import type { PublishSteps } from "./plan-types.ts";
import { isReplaced } from "./replaced-files.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";

/**
 * If a publish deletes more files than both limits, the author is warned. `share` is a share of all files.
 */
const manyDeletes = { files: 20, share: 0.2 };

/** Whether a file is a page that readers open. An image, for example, is only a part of a page. */
export function isPage(path: string): boolean {
  return /\.html?$/i.test(path);
}

/** What the description of a plan states besides the plan's steps. */
interface PlanFacts extends Pick<PublishPlan, "clockBehind" | "clockAhead" | "publishedBefore"> {
  /** Whether the site had a file at the path only because a draft was shared. */
  readonly isUnshared?: (path: string) => boolean;
  /** Whether a published post has this address. */
  readonly isPostPage?: (path: string) => boolean;
  /** Whether a file is a part of the theme that pages include. */
  readonly isPart?: (path: string) => boolean;
}

/** Describes a plan for the interface, and gives the reasons for asking the author about the plan. */
export function describePlan(
  target: string,
  steps: PublishSteps,
  liveFiles: number,
  facts: PlanFacts = {},
): PublishPlan {
  const {
    isUnshared = (path: string) => isSharedDraftFile({ path }),
    isPostPage = () => false,
    isPart = () => false,
    ...shown
  } = facts;
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
      sort: isPostPage(path) ? ("post" as const) : sortOfRemoved(path, isPart),
      ...(isUnshared(path) ? { isUnshared: true as const } : {}),
    })),
    ...kept.map(({ file, size }) => ({ path: file.path, change: "kept" as const, size })),
    ...decidedLinksOf(steps),
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
      ...questionsOf(steps, liveFiles, (path) => isUnshared(path) || isPart(path)),
      ...(facts.clockBehind ? (["clock"] as const) : []),
      ...(facts.clockAhead ? (["clockAhead"] as const) : []),
    ],
    ...shown,
  };
}

/** Describes the links about which the author has decided in an earlier publish. */
function decidedLinksOf({ decidedLinks, behindLinks, puts, ifFollowed }: PublishSteps): PublishPlan["files"] {
  return decidedLinks.map(({ path, choice, target, end }) => {
    const isBelow = (file: { readonly path: string }): boolean => file.path.startsWith(`${path}/`);
    const followed = choice === "through";
    const files = followed
      ? puts.filter(({ file }) => isBelow(file)).length
      : behindLinks.filter(({ link }) => link === path).length;
    const theirs = ifFollowed.puts.flatMap(({ file, because }) =>
      because && isBelow(file) ? { path: file.path, size: file.size, because } : [],
    );
    return { path, size: 0, change: "link", link: { target, files, decided: { followed, end, theirs } } };
  });
}

/** Matches a part of a large site map. If the years are grouped differently, another part lists its pages. */
const partOfSiteMap = /^sitemap-[\w-]+\.xml$/;

function questionsOf(
  { puts, removals, leftovers, links, first }: PublishSteps,
  live: number,
  isUnasked: (path: string) => boolean,
): PublishPlan["questions"] {
  const questions: PublishPlan["questions"] = [];
  const reasons = [...puts, ...leftovers].flatMap(({ because }) => because ?? []);
  if (first) questions.push("first");
  if (links.length > 0) questions.push("links");
  if (reasons.some((because) => because !== "elsewhere" && because !== "restored"))
    questions.push("conflicts");
  if (reasons.includes("elsewhere")) questions.push("elsewhere");
  if (puts.some(({ lost }) => lost) || reasons.includes("restored")) questions.push("lost");
  const gone = removals.filter(
    ({ path }) => !isReplaced(path) && !partOfSiteMap.test(path) && !isUnasked(path),
  );
  if (gone.length > manyDeletes.files && gone.length > live * manyDeletes.share) {
    questions.push("deletes");
  } else if (gone.length > 0) questions.push("removals");
  return questions;
}

/** Pairs of a pattern and a purpose. The first pattern that matches a path determines the file's purpose. */
const byPath: readonly (readonly [RegExp, FileSort])[] = [
  [/^parts\//, "part"],
  [/^search(?:\.html$|\/)/, "search"],
  [/^media\//, "media"],
  [/^assets\//, "theme"],
  [/(?:^|\/)(?:rss\.xml|atom\.xml|feed\.json|feeds\.opml)$/, "feed"],
  [/^(?:archive|categories|contents|sections|series|tags)\/|(?:^|\/)(?:index|latest|404)\.html$/, "list"],
  [/\.html?$/, "post"],
];

/** Counts the files of a plan for each purpose. Files without a purpose are not counted. */
function countSorts(files: PublishPlan["files"]): NonNullable<PublishPlan["sorts"]> {
  return fileSorts.flatMap((sort) => {
    const count = files.filter((file) => file.sort === sort).length;
    return count === 0 ? [] : [{ sort, count }];
  });
}

/** Returns the purpose of a file of the site. */
function sortOf({ path, group, post }: OutputFile): FileSort {
  if (post !== undefined) return "post";
  return group === "list" ? group : sortOfPath(path);
}

function sortOfPath(path: string): FileSort {
  return byPath.find(([pattern]) => pattern.test(path))?.[1] ?? "other";
}

/** Returns the purpose of a file that no longer belongs to the site. Only its path is known. */
function sortOfRemoved(path: string, isPart: (path: string) => boolean): FileSort {
  const sort = sortOfPath(path);
  // A file in the folder of the parts can be a redirect from an earlier address of a post.
  return sort === "part" && !isPart(path) ? "list" : sort;
}
