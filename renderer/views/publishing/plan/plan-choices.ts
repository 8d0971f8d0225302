import type { Answer, PublishPlan } from "#contract/types/publish-run-types.ts";

/**
 * What happens to a file that someone else changed: `keep`: the file on the server stays. `take`: ours
 * replaces it.
 */
export type Whose = "keep" | "take";

/** The choices that were made so far, by the path of the file. */
export type Choices = ReadonlyMap<string, Whose>;

type PlanFile = PublishPlan["files"][number];

/** Whether the author has to decide about a file, because it is not on the server as it was published. */
export function needsChoice({ change }: PlanFile): boolean {
  return change === "conflict" || change === "leftover" || change === "kept";
}

/**
 * Returns the choices before the author made any. Files are kept if that does no harm; where our file would
 * overwrite another one, the author has to choose.
 */
export function firstChoices(files: readonly PlanFile[]): Choices {
  const harmless = files.filter(({ change }) => change === "leftover" || change === "kept");
  return new Map(harmless.map(({ path }) => [path, "keep"]));
}

/** Returns the choices after the same one was made for all files of a group. */
export function chooseAll(choices: Choices, files: readonly PlanFile[], whose: Whose): Choices {
  return new Map([...choices, ...files.map(({ path }) => [path, whose] as const)]);
}

/** Returns for how many files no choice was made yet. */
export function openChoices(files: readonly PlanFile[], choices: Choices): number {
  return files.filter((file) => needsChoice(file) && !choices.has(file.path)).length;
}

/** Returns the answer that accepts a plan with these choices. */
export function answerWith(choices: Choices): Answer {
  const pathsOf = (whose: Whose): string[] =>
    [...choices].filter(([, chosen]) => chosen === whose).map(([path]) => path);
  return { accept: true, answers: [], remember: false, take: pathsOf("take"), keep: pathsOf("keep") };
}
