import { useState } from "react";
import type { PublishPlan } from "#contract/blog-types.ts";
import { useLanguage, useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { formatSize } from "../shared/format-size.ts";

type PlanFile = PublishPlan["files"][number];

/** What needs a look comes first; what stays as it is comes last. */
const order = [
  "conflict",
  "removed",
  "new",
  "changed",
  "foreign",
] as const satisfies readonly PlanFile["change"][];

/** Long groups show this many until asked for all. */
const shownAtFirst = 40;

/** The files of a plan, by what happens to them. */
export function PlanFiles({ files }: { readonly files: readonly PlanFile[] }) {
  const groups = order.map((change) => ({ change, files: files.filter((file) => file.change === change) }));
  return groups
    .filter((group) => group.files.length > 0)
    .map((group) => <PlanGroup key={group.change} {...group} />);
}

function PlanGroup({
  change,
  files,
}: {
  readonly change: PlanFile["change"];
  readonly files: readonly PlanFile[];
}) {
  const t = useTranslate();
  const language = useLanguage();
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? files : files.slice(0, shownAtFirst);
  return (
    <section className={`plan-group plan-${change}`}>
      <h3>{t(`plan.${change}`, { count: files.length })}</h3>
      <ul>
        {shown.map((file) => (
          <li key={file.path}>
            <span className="plan-path">{file.path}</span>
            <span className="plan-size">{change === "removed" ? "" : formatSize(language, file.size)}</span>
          </li>
        ))}
      </ul>
      {shown.length < files.length ? (
        <Button variant="quiet" onPress={() => setShowsAll(true)}>
          {t("plan.more", { count: files.length - shown.length })}
        </Button>
      ) : null}
    </section>
  );
}
