import { chordText } from "../../ui/keys.ts";
import { useApp } from "../../state/app.ts";
import { type MessageKey, useTranslate } from "../../state/language.ts";

/** Gives a text that names the key which takes a sheet, as this computer's people write it. */
export function useAcceptHint(): (key: MessageKey) => string {
  const t = useTranslate();
  const mac = useApp().info.platform === "darwin";
  return (key) => t(key, { key: chordText("CmdOrCtrl+Enter", mac) });
}
