import type { Answer, PublishPlan, Question } from "#contract/types/publish-run-types.ts";
import { AppError } from "#contract/errors.ts";
import { isPage } from "#engine/publish/plan/plan-description.ts";

const no: Answer = { accept: false, answers: [], remember: false };

/**
 * Answers the questions of an unattended publish without deciding anything for the author.
 * Rejects with `publish.secretNeeded` if a secret is missing.
 */
export async function answerForNobody(question: Question): Promise<Answer> {
  switch (question.kind) {
    case "secret":
      throw new AppError("publish.secretNeeded", { host: question.host, user: question.user });
    case "prompts":
      throw new AppError("publish.secretNeeded", { host: question.host, user: "" });
    case "plan":
      // Accepts only a plan that needs no decision of the author.
      return { ...no, accept: needsNobody(question.plan) };
    case "lock":
    case "trust":
    case "moved":
    case "hostKey":
      return no;
  }
}

/** Whether a plan needs no decision of the author. Removing a formerly shared draft needs no decision. */
function needsNobody({ questions, files }: PublishPlan): boolean {
  const removed = files.filter(
    ({ change, isUnshared, sort }) => change === "removed" && !isUnshared && sort !== "part",
  );
  return questions.every((reason) => reason === "removals") && !removed.some(({ path }) => isPage(path));
}
