import type { Answer, PublishPlan } from "#contract/types/publish-run-types.ts";

/** Whether the server's file is kept or ours replaces it. */
export type Whose = "keep" | "take";

/** Path → choice, for choices made so far. */
export type Choices = ReadonlyMap<string, Whose>;

type PlanFile = PublishPlan["files"][number];

/** Whether the author decides about a file: its state on the server differs from what was published. */
export function needsChoice({ change }: PlanFile): boolean {
  return change === "conflict" || change === "leftover" || change === "kept";
}

/** Returns the initial choices: none where our file would replace another; harmless files are kept. */
export function firstChoices(files: readonly PlanFile[]): Choices {
  const harmless = files.filter(({ change }) => change === "leftover" || change === "kept");
  return new Map(harmless.map(({ path }) => [path, "keep"]));
}

/** Makes the same choice for all files of a group. */
export function chooseAll(choices: Choices, files: readonly PlanFile[], whose: Whose): Choices {
  return new Map([...choices, ...files.map(({ path }) => [path, whose] as const)]);
}

/** Returns how many files still need a choice. */
export function openChoices(files: readonly PlanFile[], choices: Choices): number {
  return files.filter((file) => needsChoice(file) && !choices.has(file.path)).length;
}

/** Returns the answer that accepts a plan with these choices. */
export function answerWith(choices: Choices): Answer {
  const pathsOf = (whose: Whose): string[] =>
    [...choices].filter(([, chosen]) => chosen === whose).map(([path]) => path);
  return { accept: true, answers: [], remember: false, take: pathsOf("take"), keep: pathsOf("keep") };
}
