import { useState } from "react";
import { ToggleButton } from "react-aria-components";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { linkValues, type PublishPlan } from "#contract/types/publish-run-types.ts";
import { type Messages, useTranslate } from "../../../state/language.ts";
import { Choice } from "../../../ui/choice.tsx";
import { Differences } from "./differences.tsx";
import type { Whose } from "./plan-choices.ts";
import { PlanPath } from "./plan-path.tsx";

export interface PlanDecisionProps {
  readonly file: PublishPlan["files"][number];
  readonly post: PostSummary | undefined;
  readonly whose: Whose | null;
  readonly onChoose: (whose: Whose) => void;
  readonly onOpen: (post: string) => void;
}

/**
 * Shows a file on the server that someone else changed, and how it differs from the site's file.
 * The author chooses one of the two files.
 */
export function PlanDecision({ file, post, whose, onChoose, onOpen }: PlanDecisionProps) {
  const t = useTranslate();
  const [isOpen, setOpen] = useState(false);
  const { path, change, link } = file;
  const leftover = change === "leftover" ? "remove" : "take";
  const [keep, take] = link ? (["leaveOut", "follow"] as const) : (["keep", leftover] as const);
  return (
    <div className="plan-decision">
      <div className="plan-line">
        <PlanPath path={path} post={post} onOpen={onOpen} />
        {link ? null : (
          <ToggleButton className="button button-quiet" isSelected={isOpen} onChange={setOpen}>
            {t("plan.compare")}
          </ToggleButton>
        )}
      </div>
      <div className="plan-line">
        <span className="field-note">{reasonText(t, file)}</span>
        <Choice
          label={t("plan.choice", { path })}
          isLabelHidden
          value={whose}
          options={[
            { value: "keep", label: t(`plan.choice.${keep}`) },
            { value: "take", label: t(`plan.choice.${take}`) },
          ]}
          onChange={onChoose}
        />
      </div>
      {isOpen ? <Differences path={path} /> : null}
    </div>
  );
}

/** Returns why a file or link is in the plan: what others changed, or where a link leads. */
export function reasonText(
  t: Messages,
  { because, link }: Pick<PlanDecisionProps["file"], "because" | "link">,
): string {
  if (!link) return because ? t(`plan.because.${because}`) : "";
  const { target, files: count, decided } = link;
  const values = { ...linkValues(target), count };
  if (!decided) return t("plan.because.link", values);
  if (decided.end !== "folder") return t("plan.link.broken", { ...values, end: decided.end });
  return t(decided.followed ? "plan.link.followed" : "plan.link.left", values);
}
