import { useStore } from "zustand";
import { type CommandId, commandTable } from "#contract/commands.ts";
import { chordText } from "../../ui/keys.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";

/** Returns a function that returns a command's title, and its key as it is written on this system. */
export function useCommandTexts(): (id: CommandId) => { title: string; shortcut: string | undefined } {
  const t = useTranslate();
  const { info, preferences } = useApp();
  const keys = useStore(preferences.store, () => preferences.keys);
  const mac = info.platform === "darwin";
  return (id) => {
    const command = commandTable.find((candidate) => candidate.id === id);
    if (!command) throw new Error(`no command ${id}`);
    const key = keys.get(id) ?? null;
    return {
      title: t(command.titleKey),
      shortcut: key === null ? undefined : chordText(key, mac),
    };
  };
}
