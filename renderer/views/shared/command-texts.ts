import { type CommandId, commandTable } from "#contract/commands.ts";
import { chordText } from "../../commands/keys.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";

/** What commands are called, and the keys that run them as this computer's people write them. */
export function useCommandTexts(): (id: CommandId) => { title: string; shortcut: string | undefined } {
  const t = useTranslate();
  const mac = useApp().info.platform === "darwin";
  return (id) => {
    const command = commandTable.find((candidate) => candidate.id === id);
    if (!command) throw new Error(`no command ${id}`);
    return {
      title: t(command.titleKey),
      shortcut: command.key === null ? undefined : chordText(command.key, mac),
    };
  };
}
