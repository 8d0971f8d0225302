import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { AppError } from "#contract/errors.ts";

const no: Answer = { accept: false, answers: [], remember: false };

/** Answers questions of an unattended publish: decides nothing, and reports a missing secret as an error. */
export async function answerForNobody(question: Question): Promise<Answer> {
  switch (question.kind) {
    case "secret":
      throw new AppError("publish.secretNeeded", { host: question.host, user: question.user });
    case "prompts":
      throw new AppError("publish.secretNeeded", { host: question.host, user: "" });
    case "plan":
      // Removing a few stale files needs no confirmation
      return { ...no, accept: question.plan.questions.every((reason) => reason === "removals") };
    case "lock":
    case "trust":
    case "moved":
    case "hostKey":
      return no;
  }
}
