import type { Answer, Question } from "#contract/types/publish-run-types.ts";
import { AppError } from "#contract/errors.ts";

const no: Answer = { accept: false, answers: [], remember: false };

/** Answers for an author who is not there: nothing is decided, and a secret that is not kept is told as missing. */
export async function answerForNobody(question: Question): Promise<Answer> {
  switch (question.kind) {
    case "secret":
      throw new AppError("publish.secretNeeded", { host: question.host, user: question.user });
    case "prompts":
      throw new AppError("publish.secretNeeded", { host: question.host, user: "" });
    case "plan":
      // A few files of ours that are no longer part of the site need nobody
      return { ...no, accept: question.plan.questions.every((reason) => reason === "removals") };
    case "lock":
    case "trust":
    case "moved":
    case "hostKey":
      return no;
  }
}
