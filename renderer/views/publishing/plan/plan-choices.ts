import type { Answer, PublishPlan } from "#contract/types/publish-run-types.ts";

/** Whether to `keep` someone else's file on the server, or to `take` the author's version. */
export type Whose = "keep" | "take";

/** Maps the paths of files to the choices that the author has made so far. */
export type Choices = ReadonlyMap<string, Whose>;

type PlanFile = PublishPlan["files"][number];

/** Whether the author has to decide about a file, because someone else changed it on the server. */
export function needsChoice({ change }: PlanFile): boolean {
  return change === "conflict" || change === "leftover" || change === "kept";
}

/** Returns the initial choices: `keep`, or no choice for a file that the publish would overwrite. */
export function firstChoices(files: readonly PlanFile[]): Choices {
  const harmless = files.filter(({ change }) => change === "leftover" || change === "kept");
  return new Map(harmless.map(({ path }) => [path, "keep"]));
}

/** Returns the choices after the author has made the same choice (`keep` or `take`) for some files. */
export function chooseAll(choices: Choices, files: readonly PlanFile[], whose: Whose): Choices {
  return new Map([...choices, ...files.map(({ path }) => [path, whose] as const)]);
}

/** Returns the number of files that still need a choice. */
export function openChoices(files: readonly PlanFile[], choices: Choices): number {
  return files.filter((file) => needsChoice(file) && !choices.has(file.path)).length;
}

/** Returns the author's answer that accepts a plan. The answer contains the given choices. */
export function answerWith(choices: Choices): Answer {
  const pathsOf = (whose: Whose): string[] =>
    [...choices].filter(([, chosen]) => chosen === whose).map(([path]) => path);
  return { accept: true, answers: [], remember: false, take: pathsOf("take"), keep: pathsOf("keep") };
}
