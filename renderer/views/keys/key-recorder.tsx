import { type KeyboardEvent, useEffect, useRef } from "react";
import type { CommandKeys } from "#contract/command-keys.ts";
import type { CommandId } from "#contract/commands.ts";
import { judgeKey, type KeyVerdict } from "../../commands/key-verdict.ts";

export interface KeyRecorderProps {
  readonly id: CommandId;
  readonly label: string;
  readonly words: string;
  readonly keys: CommandKeys;
  readonly platform: string;
  readonly onVerdict: (verdict: KeyVerdict) => void;
  /** Called when the author presses Backspace, so that the command gets no key. */
  readonly onClear: () => void;
  /** Called when the author presses Escape, or the focus moves elsewhere. */
  readonly onCancel: () => void;
}

/** Waits for the key to assign to a command. Tab still leaves the element. */
export function KeyRecorder(props: KeyRecorderProps) {
  const { id, label, words, keys, platform, onVerdict, onClear, onCancel } = props;
  const place = useRef<HTMLButtonElement>(null);
  useEffect(() => place.current?.focus(), []);
  const press = (event: KeyboardEvent): void => {
    const { ctrlKey, metaKey, altKey, key } = event;
    const isAlone = !ctrlKey && !metaKey && !altKey;
    if (isAlone && key === "Tab") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    if (isAlone && key === "Escape") onCancel();
    else if (isAlone && key === "Backspace") onClear();
    else onVerdict(judgeKey(event.nativeEvent, id, keys, platform));
  };
  return (
    <button
      ref={place}
      type="button"
      className="key-recorder"
      aria-label={label}
      data-records-keys
      onKeyDown={press}
      onBlur={onCancel}
    >
      {words}
    </button>
  );
}
