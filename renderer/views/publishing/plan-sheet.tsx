import type { PublishPlan } from "#contract/blog-types.ts";
import { useLanguage, useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { formatSize } from "../shared/format-size.ts";
import { type AnswerProps, accepted, refused } from "./answers.ts";
import { PlanFiles } from "./plan-files.tsx";

/** Shows what a publish would do to the server, when there is something to decide. */
export function PlanSheet({ plan, onAnswer }: AnswerProps & { readonly plan: PublishPlan }) {
  const t = useTranslate();
  const language = useLanguage();
  const refuse = (): void => onAnswer(refused);
  const sent = plan.files.filter(({ change }) => change === "new" || change === "changed").length;
  const isRisky = plan.questions.includes("conflicts");
  return (
    <Sheet
      title={t("plan.title")}
      isQuestion
      size="large"
      onClose={refuse}
      actions={
        <>
          <Button onPress={refuse}>{t("publish.stop")}</Button>
          <Button variant={isRisky ? "danger" : "primary"} onPress={() => onAnswer(accepted)}>
            {isRisky ? t("plan.overwrite") : t("plan.accept")}
          </Button>
        </>
      }
    >
      {plan.questions.map((question) => (
        <p key={question}>{t(`plan.question.${question}`)}</p>
      ))}
      <p className="plan-sum">
        {t("plan.sum", { count: sent, size: formatSize(language, plan.bytes), unchanged: plan.unchanged })}
      </p>
      <PlanFiles files={plan.files} />
    </Sheet>
  );
}
