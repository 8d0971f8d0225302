import type { Answer, PublishPlan } from "#contract/types/publish-run-types.ts";

/** Whose file it shall be. */
export type Whose = "keep" | "take";

/** Path → choice, as far as one was made. */
export type Choices = ReadonlyMap<string, Whose>;

type PlanFile = PublishPlan["files"][number];

/** A file that the author decides about: one that is not as it was published. */
export function needsChoice({ change }: PlanFile): boolean {
  return change === "conflict" || change === "leftover" || change === "kept";
}

/** What is chosen before the author has chosen: nothing where ours would replace theirs; what can stay without harm stays. */
export function firstChoices(files: readonly PlanFile[]): Choices {
  const harmless = files.filter(({ change }) => change === "leftover" || change === "kept");
  return new Map(harmless.map(({ path }) => [path, "keep"]));
}

/** The same choice for all files of a group. */
export function chooseAll(choices: Choices, files: readonly PlanFile[], whose: Whose): Choices {
  return new Map([...choices, ...files.map(({ path }) => [path, whose] as const)]);
}

/** Files that still need a choice. */
export function openChoices(files: readonly PlanFile[], choices: Choices): number {
  return files.filter((file) => needsChoice(file) && !choices.has(file.path)).length;
}

/** The yes to a plan with these choices in it. */
export function answerWith(choices: Choices): Answer {
  const pathsOf = (whose: Whose): string[] =>
    [...choices].filter(([, chosen]) => chosen === whose).map(([path]) => path);
  return { accept: true, answers: [], remember: false, take: pathsOf("take"), keep: pathsOf("keep") };
}
