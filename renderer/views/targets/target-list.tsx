import { useState } from "react";
import { useStore } from "zustand";
import { placeOf, type TargetSettings } from "#contract/settings/target.ts";
import { useApp } from "../../state/app.ts";
import { type Messages, useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { targetName } from "../shared/texts.ts";
import { draftOf, type TargetDraft } from "./target-draft.ts";
import { TestSteps } from "./test-steps.tsx";

export interface TargetListProps {
  readonly onAdd: () => void;
  readonly onEdit: (draft: TargetDraft) => void;
  readonly onClose: () => void;
}

/** Lists all targets, and the actions that are possible on each target. */
export function TargetList({ onAdd, onEdit, onClose }: TargetListProps) {
  const app = useApp();
  const t = useTranslate();
  const { list, error } = useStore(app.targets.store);
  return (
    <Sheet
      title={t("targets.title")}
      size="large"
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t("action.close")}</Button>
          <Button variant="primary" onPress={onAdd}>
            {t("targets.add")}
          </Button>
        </>
      }
    >
      {error ? <ErrorNotice error={error} /> : null}
      <ul className="targets">
        {Object.entries(list ?? {}).map(([name, target]) => (
          <TargetRow key={name} name={name} target={target} onEdit={onEdit} />
        ))}
      </ul>
    </Sheet>
  );
}

interface TargetRowProps {
  readonly name: string;
  readonly target: TargetSettings;
  readonly onEdit: (draft: TargetDraft) => void;
}

function TargetRow({ name, target, onEdit }: TargetRowProps) {
  const app = useApp();
  const t = useTranslate();
  const isDefault = useStore(app.blog.store, ({ summary }) => summary?.defaultTarget === name);
  const [isTested, setTested] = useState(false);
  const draft = draftOf(name, target);
  const test = (): void => {
    setTested(true);
    void app.targets.test(name, target);
  };
  return (
    <li className="target">
      <div className="target-line">
        <div className="target-words">
          <p className={target.kind === "practice" ? "target-name target-practice" : "target-name"}>
            {targetName(t, { name, kind: target.kind })}
            {isDefault ? <span className="target-default">{t("targets.default")}</span> : null}
          </p>
          <p className="target-place">{placeText(t, target)}</p>
        </div>
        <div className="target-actions">
          {isDefault ? null : (
            <>
              <Button variant="quiet" onPress={() => void app.targets.remove(name)}>
                {t("targets.remove")}
              </Button>
              <Button variant="quiet" onPress={() => void app.targets.makeDefault(name)}>
                {t("targets.makeDefault")}
              </Button>
            </>
          )}
          {draft ? (
            <Button variant="quiet" onPress={() => onEdit(draft)}>
              {t("targets.edit")}
            </Button>
          ) : null}
          <Button onPress={test}>{t("targets.test")}</Button>
        </div>
      </div>
      {isTested ? <TestSteps /> : null}
    </li>
  );
}

/** Returns the server and folder of a target on one line. */
function placeText(t: Messages, target: TargetSettings): string {
  if (target.kind === "practice") return t("targets.practice.detail");
  const { program, user, host, directory } = placeOf(target);
  const server = user === "" ? host : `${user}@${host}`;
  return [program, server, directory].filter((part) => part !== "").join(" ");
}
