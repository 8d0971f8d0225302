import { ToggleButton } from "react-aria-components";
import type { FileSort, PublishPlan } from "#contract/types/publish-run-types.ts";
import { formatSize } from "#contract/text/file-size.ts";
import { useLanguage, useTranslate } from "../../../state/language.ts";
import { Button } from "../../../ui/button.tsx";

export interface PlanReasonsProps {
  readonly plan: PublishPlan;
  /** The purpose of the listed files, such as `feed`. Null means that the list shows all files. */
  readonly shown: FileSort | null;
  readonly onShow: (sort: FileSort | null) => void;
  /** Opens the blog's settings and searches them for `query`. */
  readonly onSettings: (query: string) => void;
}

/** Says how much a publish sends, and why. A button for each purpose (such as feeds) lists its files. */
export function PlanReasons({ plan, shown, onShow, onSettings }: PlanReasonsProps) {
  const t = useTranslate();
  const language = useLanguage();
  const sent = plan.files.filter(({ change }) => ["new", "changed", "lost"].includes(change)).length;
  return (
    <>
      <p className="plan-sum">
        {t("plan.sum", { count: sent, size: formatSize(language, plan.bytes), unchanged: plan.unchanged })}
      </p>
      {plan.sorts && plan.sorts.length > 0 ? (
        <fieldset className="plan-sorts" aria-label={t("plan.sorts")}>
          {plan.sorts.map(({ sort, count }) => (
            <ToggleButton
              key={sort}
              className="plan-sort"
              isSelected={shown === sort}
              onChange={(isOn) => onShow(isOn ? sort : null)}
            >
              {t(`plan.sort.${sort}`, { count })}
            </ToggleButton>
          ))}
        </fieldset>
      ) : null}
      {plan.why ? (
        <div className="plan-why">
          <p>{t(`plan.why.${plan.why}`)}</p>
          {plan.why === "include" ? (
            <Button variant="quiet" onPress={() => onSettings(t("setting.parts"))}>
              {t("plan.why.include.settings")}
            </Button>
          ) : null}
        </div>
      ) : null}
    </>
  );
}
