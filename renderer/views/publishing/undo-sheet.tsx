import { useEffect, useState } from "react";
import { RadioGroup } from "react-aria-components";
import { useStore } from "zustand";
import { type AppError, toAppError } from "#contract/errors.ts";
import type { PublishedState } from "#contract/types/publish-types.ts";
import { runUndo } from "../../commands/publish-commands.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { errorTexts, targetName } from "../shared/texts.ts";
import { TargetChoice } from "./target-choice.tsx";
import { UndoState } from "./undo-state.tsx";

/** Lists the last publishes. The author can restore one after seeing its plan. */
export function UndoSheet() {
  const app = useApp();
  const t = useTranslate();
  const defaultTarget = useStore(app.blog.store, ({ summary }) => summary?.defaultTarget ?? "");
  const [target, setTarget] = useState(defaultTarget);
  const found = useStates(target);
  const [chosen, setChosen] = useState<number | null>(null);
  const choose = (name: string): void => {
    setTarget(name);
    setChosen(null);
  };
  const close = (): void => app.workspace.closeSheet();
  const undo = (): void => {
    if (chosen === null) return;
    close();
    void runUndo(app, chosen, target);
  };
  return (
    <Sheet
      title={t("undo.title")}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t("action.cancel")}</Button>
          <Button variant="primary" isDisabled={chosen === null} onPress={undo}>
            {t("undo.accept")}
          </Button>
        </>
      }
    >
      <TargetChoice label={t("undo.target")} target={target} onChange={choose} />
      <Found found={found} target={target} chosen={chosen} onChoose={setChosen} />
    </Sheet>
  );
}

type Found = readonly PublishedState[] | AppError | null;

/** Returns the earlier publishes of a target, or null while they are being loaded. */
function useStates(target: string): Found {
  const { engine } = useApp().services;
  const [found, setFound] = useState<Found>(null);
  useEffect(() => {
    // False after another target was chosen, so that a late result for the previous target is ignored.
    let isWanted = true;
    const show = (answer: Found): void => {
      if (isWanted) setFound(answer);
    };
    setFound(null);
    engine.call("publish.states", { target }).then(show, (error: unknown) => show(toAppError(error)));
    return () => {
      isWanted = false;
    };
  }, [engine, target]);
  return found;
}

interface FoundProps {
  readonly found: Found;
  readonly target: string;
  readonly chosen: number | null;
  readonly onChoose: (number: number) => void;
}

function Found({ found, target, chosen, onChoose }: FoundProps) {
  const t = useTranslate();
  const kind = useStore(
    useApp().blog.store,
    ({ summary }) => summary?.targets.find(({ name }) => name === target)?.kind,
  );
  if (found === null) return <p className="field-note">{t("undo.loading")}</p>;
  if (found instanceof Error) {
    const { what, todo } = errorTexts(t, found);
    return <EmptyState title={what} detail={todo} />;
  }
  if (found.every(({ isLive }) => isLive)) {
    return <EmptyState title={t("undo.empty")} detail={t("undo.empty.detail")} />;
  }
  return (
    <>
      <p>{t("undo.detail", { target: kind ? targetName(t, { name: target, kind }) : target })}</p>
      <RadioGroup
        className="undo-list"
        aria-label={t("undo.list")}
        value={chosen === null ? null : String(chosen)}
        onChange={(value) => onChoose(Number(value))}
      >
        {found.map((state) => (
          <UndoState key={state.number} state={state} />
        ))}
      </RadioGroup>
    </>
  );
}
