import type { Answer, PublishPlan, Question } from "#contract/types/publish-run-types.ts";
import { AppError } from "#contract/errors.ts";
import { serverText } from "#engine/publish/base/server-data.ts";
import { isPage } from "#engine/publish/plan/plan-description.ts";

type Prompts = Extract<Question, { kind: "prompts" }>;

const no: Answer = { accept: false, answers: [], remember: false };

/**
 * Answers the questions of an unattended publish without deciding anything for the author.
 * Rejects with `publish.secretNeeded` if a secret is missing, and with `publish.promptUnanswered` if the server
 * asks something else, such as a one-time code.
 */
export async function answerForNobody(question: Question): Promise<Answer> {
  switch (question.kind) {
    case "secret":
      throw new AppError("publish.secretNeeded", { host: question.host, user: question.user });
    case "prompts":
      throw promptUnanswered(question);
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

/** Returns the error for prompts of a server that nobody can answer. */
export function promptUnanswered(question: Prompts, cause?: unknown): AppError {
  const { host, title, prompts } = question;
  const asked = prompts.map(({ text }) => text.trim()).join(" ") || title;
  return new AppError("publish.promptUnanswered", { host, asked: serverText(asked) }, cause);
}

/** Whether a plan needs no decision of the author. Removing a formerly shared draft needs no decision. */
function needsNobody({ questions, files }: PublishPlan): boolean {
  const removed = files.filter(
    ({ change, isUnshared, sort }) => change === "removed" && !isUnshared && sort !== "part",
  );
  return questions.every((reason) => reason === "removals") && !removed.some(({ path }) => isPage(path));
}
