import { RotateCcw } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import { Button as AriaButton } from "react-aria-components";
import { defaultKey } from "#contract/command-keys.ts";
import type { CommandId } from "#contract/commands.ts";
import type { KeyVerdict } from "../../commands/key-verdict.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { chordText } from "../../ui/keys.ts";
import { KeyQuestion } from "./key-question.tsx";
import { KeyRecorder } from "./key-recorder.tsx";

/** A command in the list of keys. */
export interface KeyedCommand {
  readonly id: CommandId;
  readonly title: string;
  readonly shortcut: string | undefined;
}

export interface KeyRowProps {
  readonly command: KeyedCommand;
  readonly titleOf: (id: CommandId) => string;
  readonly onKey: (id: CommandId, key: string | null) => void;
}

/** A command and its key. The author presses the key's button, and then the new key. */
export function KeyRow({ command, titleOf, onKey }: KeyRowProps) {
  const { id, title, shortcut } = command;
  const { info, preferences } = useApp();
  const t = useTranslate();
  const [isRecording, setRecording] = useState(false);
  const [verdict, setVerdict] = useState<KeyVerdict | null>(null);
  const button = useReturningFocus(isRecording || verdict?.kind === "key");
  const own = defaultKey(id);
  const mac = info.platform === "darwin";
  const key = preferences.keys.get(id) ?? null;

  const start = (): void => {
    setVerdict(null);
    setRecording(true);
  };
  const take = (next: string | null): void => {
    setRecording(false);
    setVerdict(null);
    onKey(id, next);
  };
  const judge = (next: KeyVerdict): void => {
    if (next.kind === "unfinished") return;
    if (next.kind !== "key") setVerdict(next);
    else if (next.owner === null && !next.isInputMethods) take(next.key);
    else {
      setRecording(false);
      setVerdict(next);
    }
  };
  const reset = (): void => {
    const owner = [...preferences.keys].find(([other, its]) => other !== id && own !== null && its === own);
    if (owner && own !== null) setVerdict({ kind: "key", key: own, owner: owner[0], isInputMethods: false });
    else take(own);
  };

  return (
    <li className="key-row">
      <div className="key-line">
        <span className="key-command">{title}</span>
        {key === own ? null : (
          <IconButton
            icon={RotateCcw}
            label={
              own === null
                ? t("keys.reset.none", { command: title })
                : t("keys.reset", { command: title, key: chordText(own, mac) })
            }
            onPress={reset}
          />
        )}
        {isRecording ? (
          <KeyRecorder
            id={id}
            label={t("keys.recording", { command: title })}
            words={t("keys.press")}
            keys={preferences.keys}
            platform={info.platform}
            onVerdict={judge}
            onClear={() => take(null)}
            onCancel={() => setRecording(false)}
          />
        ) : (
          <AriaButton
            ref={button}
            className="key-button"
            aria-label={
              shortcut === undefined
                ? t("keys.change.none", { command: title })
                : t("keys.change", { command: title, key: shortcut })
            }
            onPress={start}
          >
            {shortcut ?? <span className="key-none">{t("keys.none")}</span>}
          </AriaButton>
        )}
      </div>
      <div role="status">
        {verdict === null || verdict.kind === "unfinished" ? null : (
          <KeyQuestion
            verdict={verdict}
            titleOf={titleOf}
            onTake={take}
            onAgain={start}
            onRefuse={() => setVerdict(null)}
          />
        )}
      </div>
    </li>
  );
}

/** Returns the ref for the button of a key. When the recorder closes, this button gets the focus back. */
function useReturningFocus(isAway: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const wasAway = useRef(false);
  // Uses a layout effect, which runs before the sheet itself moves the focus.
  useLayoutEffect(() => {
    // If the author has moved the focus elsewhere, does not focus the button.
    if (wasAway.current && !isAway && document.activeElement === document.body) button.current?.focus();
    wasAway.current = isAway;
  }, [isAway]);
  return button;
}
