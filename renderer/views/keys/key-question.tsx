import type { CommandId } from "#contract/commands.ts";
import type { KeyVerdict } from "../../commands/key-verdict.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { chordText } from "../../ui/keys.ts";

export interface KeyQuestionProps {
  readonly verdict: Exclude<KeyVerdict, { kind: "unfinished" }>;
  readonly titleOf: (id: CommandId) => string;
  readonly onTake: (key: string) => void;
  /** Called when the author wants to press another key. */
  readonly onAgain: () => void;
  readonly onRefuse: () => void;
}

/** Explains why a key cannot be assigned to the command, and asks what to do. */
export function KeyQuestion({ verdict, titleOf, onTake, onAgain, onRefuse }: KeyQuestionProps) {
  const t = useTranslate();
  const mac = useApp().info.platform === "darwin";
  if (verdict.kind === "plain") return <p className="key-said">{t("keys.plain")}</p>;
  const key = chordText(verdict.key, mac);
  if (verdict.kind === "reserved") return <p className="key-said">{t("keys.reserved", { key })}</p>;
  const { owner, isInputMethods } = verdict;
  return (
    <div className="key-said">
      {owner === null ? null : <p>{t("keys.taken", { key, command: titleOf(owner) })}</p>}
      {isInputMethods ? <p>{t("keys.inputMethod", { key })}</p> : null}
      <div className="key-answers">
        <Button variant="quiet" onPress={onRefuse}>
          {t("action.cancel")}
        </Button>
        <Button onPress={onAgain}>{t("keys.another")}</Button>
        <Button autoFocus onPress={() => onTake(verdict.key)}>
          {owner === null ? t("keys.useAnyway") : t("keys.move")}
        </Button>
      </div>
    </div>
  );
}
