import { useStore } from "zustand";
import type { Answer } from "#contract/types/publish-run-types.ts";
import { useApp } from "../../../state/app.ts";
import { PlanSheet } from "../plan/plan-sheet.tsx";
import { HostKeySheet, LockSheet, MovedSheet } from "./confirm-sheets.tsx";
import { PromptsSheet, SecretSheet } from "./secret-sheets.tsx";
import { TrustSheet } from "./trust-sheet.tsx";

/** The sheet for the open question of the running publish. */
export function QuestionSheet() {
  const { publishing } = useApp();
  const open = useStore(publishing.store, (state) => state.question);
  const withdrawal = useStore(publishing.store, (state) => state.withdrawal);
  if (!open) return null;
  const { id, question } = open;
  const onAnswer = (answer: Answer): void => void publishing.answer(answer);
  switch (question.kind) {
    case "hostKey":
      return <HostKeySheet key={id} question={question} onAnswer={onAnswer} />;
    case "secret":
      return <SecretSheet key={id} question={question} onAnswer={onAnswer} />;
    case "prompts":
      return <PromptsSheet key={id} question={question} onAnswer={onAnswer} />;
    case "plan":
      return (
        <PlanSheet
          key={id}
          plan={question.plan}
          backTo={question.backTo}
          withdrawal={withdrawal}
          onAnswer={onAnswer}
        />
      );
    case "trust":
      return <TrustSheet key={id} question={question} onAnswer={onAnswer} />;
    case "moved":
      return <MovedSheet key={id} question={question} onAnswer={onAnswer} />;
    case "lock":
      return <LockSheet key={id} question={question} onAnswer={onAnswer} />;
  }
}
