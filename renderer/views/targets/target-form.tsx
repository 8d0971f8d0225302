import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { useBlockedCommands } from "../shared/use-blocked-commands.ts";
import { PlaceFields } from "./place-fields.tsx";
import { plain, settingOf, type TargetDraft, targetOf } from "./target-draft.ts";
import { TestSteps } from "./test-steps.tsx";

export interface TargetFormProps {
  readonly first: TargetDraft;
  readonly isNew: boolean;
  readonly onBack: () => void;
  readonly onSaved: (draft: TargetDraft) => void;
  readonly onClose: () => void;
}

/** Sets up a target. If the connection test succeeds, the target is saved. */
export function TargetForm({ first, isNew, onBack, onSaved, onClose }: TargetFormProps) {
  const app = useApp();
  const t = useTranslate();
  useBlockedCommands();
  const [draft, setDraft] = useState(first);
  const [isTried, setTried] = useState(false);
  const { testing, list, error } = useStore(app.targets.store);
  const target = targetOf(draft);
  const host = plain(settingOf(draft, "host"));
  useEffect(() => {
    let isCurrent = true;
    void (host === "" ? Promise.resolve(null) : app.targets.sshAlias(host)).then((ssh) => {
      if (isCurrent) setDraft((now) => ({ ...now, ssh }));
    });
    return () => {
      isCurrent = false;
    };
  }, [app, host]);
  const name = draft.name.trim();
  const isTaken = isNew && Object.hasOwn(list ?? {}, name);
  const change = (changes: Partial<TargetDraft>): void => {
    app.targets.forget();
    setTried(false);
    // Changes the newest draft, because OpenSSH's settings for the host may have arrived after the rendering.
    setDraft((now) => ({ ...now, ...changes }));
  };
  const save = async (): Promise<void> => {
    if (target && (await app.targets.save(name, target, draft.makeDefault))) onSaved(draft);
  };
  const testAndSave = async (): Promise<void> => {
    if (!target || isTaken || testing) return;
    setTried(true);
    if (await app.targets.test(name, target)) await save();
  };
  return (
    <Sheet
      title={t(isNew ? "targets.new" : "targets.change", { name })}
      size="medium"
      isQuestion
      onClose={onClose}
      actions={
        <>
          <Button onPress={testing ? () => app.targets.cancel() : onBack}>
            {t(testing ? "targets.test.stop" : "action.cancel")}
          </Button>
          {isTried && !testing ? (
            <Button isDisabled={target === null || isTaken} onPress={() => void save()}>
              {t("targets.save.anyway")}
            </Button>
          ) : null}
          <Button
            variant="primary"
            // The button stays enabled during the test, because a disabled button would lose the focus.
            isDisabled={target === null || isTaken}
            onPress={() => void testAndSave()}
          >
            {t(isTried && !testing ? "targets.test.again" : "targets.testAndSave")}
          </Button>
        </>
      }
    >
      <PlaceFields draft={draft} isNew={isNew} onChange={change} onEnter={() => void testAndSave()} />
      {isNew ? (
        <TextField
          label={t("targets.name")}
          value={draft.name}
          onChange={(value) => change({ name: value })}
          onEnter={() => void testAndSave()}
          description={t("targets.name.detail")}
          error={isTaken ? t("error.targets.nameTaken.what", { name }) : undefined}
        />
      ) : null}
      <SwitchField
        label={t("targets.makeDefault.switch")}
        description={t("targets.makeDefault.detail")}
        isSelected={draft.makeDefault}
        onChange={(makeDefault) => setDraft((now) => ({ ...now, makeDefault }))}
      />
      {error ? <ErrorNotice error={error} /> : null}
      {isTried ? <TestSteps /> : null}
    </Sheet>
  );
}
