import type { Answer } from "#contract/types/publish-run-types.ts";
import type { LinkDecisions } from "../state/manifest.ts";
import { linkAbove } from "./directory-links.ts";
import type { DecidedLink, FileBehindLink, PublishSteps } from "./plan-types.ts";

type WithPath = { readonly path: string };

/**
 * Returns the author's decisions about links: new decisions, changed ones, and earlier ones that still apply.
 */
export function linkDecisions(
  { decidedLinks, links }: Pick<PublishSteps, "decidedLinks" | "links">,
  { take = [], keep = [] }: Partial<Answer>,
): LinkDecisions {
  const [taken, left] = [new Set(take), new Set(keep)];
  const choiceOf = (link: DecidedLink): DecidedLink["choice"] => {
    if (link.end !== "folder") return link.choice;
    if (taken.has(link.path)) return "through";
    return left.has(link.path) ? "left" : link.choice;
  };
  return Object.fromEntries([
    ...decidedLinks.map((link) => [link.path, { choice: choiceOf(link), target: link.target }]),
    ...links.map(({ path, target }) => [path, { choice: taken.has(path) ? "through" : "left", target }]),
  ]);
}

/**
 * Applies the author's decisions about links to a plan.
 * Below a link that is now left, nothing is written or removed.
 * The files below a link that the author now follows are published like all other files.
 */
export function withLinkDecisions(steps: PublishSteps, decisions: LinkDecisions): PublishSteps {
  const isNow = (choice: DecidedLink["choice"], { path }: WithPath): boolean =>
    decisions[path]?.choice === choice;
  const followed = linkAbove(
    steps.decidedLinks.filter((link) => link.choice === "left" && isNow("through", link)),
  );
  // A link can be above or below another one. Files are out of reach if any link above them is left.
  const left = linkAbove([...steps.links, ...steps.decidedLinks].filter((link) => isNow("left", link)));
  const isReached = ({ path }: WithPath): boolean => left(path) === undefined;
  const isFollowed = (file: WithPath): boolean => followed(file.path) !== undefined && isReached(file);
  const { ifFollowed } = steps;
  const newlyBehind = [...steps.puts, ...steps.kept].flatMap(({ file: { path } }): FileBehindLink[] => {
    const link = left(path);
    return link ? [{ path, link: link.path, end: "folder" }] : [];
  });
  return {
    ...steps,
    puts: [
      ...steps.puts.filter(({ file }) => isReached(file)),
      ...ifFollowed.puts.filter(({ file }) => isFollowed(file)),
    ],
    adopted: [...steps.adopted, ...ifFollowed.adopted.filter(isFollowed)],
    kept: [
      ...steps.kept.filter(({ file }) => isReached(file)),
      ...ifFollowed.kept.filter(({ file }) => isFollowed(file)),
    ],
    removals: steps.removals.filter(isReached),
    retired: steps.retired.filter((path) => isReached({ path })),
    leftovers: steps.leftovers.filter(isReached),
    behindLinks: [...steps.behindLinks.filter((file) => !isFollowed(file)), ...newlyBehind],
  };
}
