import type { Answer, PublishPlan } from "#contract/types/publish-run-types.ts";

/**
 * Whether to `keep` someone else's file on the server, or to `take` the author's version.
 * For a link in place of a folder: whether to leave files out, or to write them through the link.
 */
export type Whose = "keep" | "take";

/** Maps the paths of files to the choices that the author has made so far. */
export type Choices = ReadonlyMap<string, Whose>;

type PlanFile = PublishPlan["files"][number];

/** Whether the author can decide about a file or link, because someone else changed it on the server. */
export function needsChoice({ change, link }: PlanFile): boolean {
  if (change === "link") return link?.decided?.end === "folder";
  return change === "conflict" || change === "leftover" || change === "kept";
}

/**
 * Returns the initial choices: `keep`, or no choice for a file that the publish would overwrite.
 * For a link about which the author has decided, returns this decision.
 */
export function firstChoices(files: readonly PlanFile[]): Choices {
  const chosen = files.filter((file) => file.change !== "conflict" && needsChoice(file));
  return new Map(chosen.map(({ path, link }) => [path, link?.decided?.followed ? "take" : "keep"]));
}

/**
 * Returns the files to show for the author's choices about links.
 * Files of others below a link need a decision only if files are written through the link.
 */
export function filesFor(choices: Choices, files: readonly PlanFile[]): PlanFile[] {
  const links = files.filter(({ link, change }) => link && change !== "foreign");
  const left = links.filter(({ path }) => choices.get(path) === "keep").map(({ path }) => `${path}/`);
  const followed = links.filter(
    ({ path, link }) => link?.decided?.followed === false && choices.get(path) === "take",
  );
  const opened = followed.flatMap(({ link }) => link?.decided?.theirs ?? []);
  return [
    ...opened.map((file) => ({ ...file, change: "conflict" as const })),
    ...files.filter(
      ({ path, change }) => change !== "conflict" || !left.some((folder) => path.startsWith(folder)),
    ),
  ];
}

/** Returns the choices after the author has made the same choice (`keep` or `take`) for some files. */
export function chooseAll(choices: Choices, files: readonly PlanFile[], whose: Whose): Choices {
  return new Map([...choices, ...files.map(({ path }) => [path, whose] as const)]);
}

/** Returns the number of files that still need a choice. */
export function openChoices(files: readonly PlanFile[], choices: Choices): number {
  return filesFor(choices, files).filter((file) => needsChoice(file) && !choices.has(file.path)).length;
}

/** Returns the author's answer that accepts a plan. The answer contains the given choices. */
export function answerWith(choices: Choices): Answer {
  const pathsOf = (whose: Whose): string[] =>
    [...choices].filter(([, chosen]) => chosen === whose).map(([path]) => path);
  return { accept: true, answers: [], remember: false, take: pathsOf("take"), keep: pathsOf("keep") };
}
