import { chordText } from "../../ui/keys.ts";
import { useApp } from "../../state/app.ts";
import { type MessageKey, useTranslate } from "../../state/language.ts";

/**
 * Returns a function for messages that contain the key which confirms a sheet, as it is written on this
 * system.
 */
export function useAcceptHint(): (key: MessageKey) => string {
  const t = useTranslate();
  const mac = useApp().info.platform === "darwin";
  return (key) => t(key, { key: chordText("CmdOrCtrl+Enter", mac) });
}
