import type { Answer, Question } from "#contract/types/publish-run-types.ts";

/** A question of the given kind. */
export type QuestionOf<Kind extends Question["kind"]> = Extract<Question, { kind: Kind }>;

/** Props of the sheets that ask a question. */
export interface AnswerProps {
  readonly onAnswer: (answer: Answer) => void;
}

export const refused: Answer = { accept: false, answers: [], remember: false };
export const accepted: Answer = { accept: true, answers: [], remember: false };
