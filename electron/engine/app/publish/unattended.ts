import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { AppError } from "#contract/errors.ts";

const no: Answer = { accept: false, answers: [], remember: false };

/**
 * Answers the questions of an unattended publish without deciding anything for the author. If a secret is
 * missing, rejects with `publish.secretNeeded`.
 */
export async function answerForNobody(question: Question): Promise<Answer> {
  switch (question.kind) {
    case "secret":
      throw new AppError("publish.secretNeeded", { host: question.host, user: question.user });
    case "prompts":
      throw new AppError("publish.secretNeeded", { host: question.host, user: "" });
    case "plan":
      // Accepts a plan only if it needs no decision. Removing a few stale files needs none.
      return { ...no, accept: question.plan.questions.every((reason) => reason === "removals") };
    case "lock":
    case "trust":
    case "moved":
    case "hostKey":
      return no;
  }
}
