import { useState } from "react";
import { withKey } from "#contract/command-keys.ts";
import { type CommandId, commandTable } from "#contract/commands.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { foldCase } from "#contract/text/fold-case.ts";
import { useCommandTexts } from "../shared/texts.ts";
import { type KeyedCommand, KeyRow } from "./key-row.tsx";

/** Lists all commands with their keys. A changed key takes effect immediately in all windows. */
export function KeysSheet() {
  const app = useApp();
  const t = useTranslate();
  const texts = useCommandTexts();
  const [query, setQuery] = useState("");
  const { keys: changes } = app.preferences.values;
  const close = (): void => app.workspace.closeSheet();
  const titleOf = (id: CommandId): string => texts(id).title;
  const commands = commandTable.map(({ id }) => ({ id, ...texts(id) })).filter(isAskedFor(query));
  const give = (id: CommandId, key: string | null): void =>
    void attempt(app, () => app.preferences.set({ keys: withKey(app.preferences.values.keys, id, key) }));
  return (
    <Sheet
      title={t("keys.title")}
      size="large"
      onClose={close}
      actions={
        <>
          <ResetAll isDisabled={Object.keys(changes).length === 0} />
          <Button onPress={close}>{t("action.close")}</Button>
        </>
      }
    >
      <p className="field-note">{t("keys.how")}</p>
      <TextField
        label={t("keys.filter")}
        placeholder={t("keys.filter.placeholder")}
        value={query}
        onChange={setQuery}
        autoFocus
      />
      {commands.length === 0 ? <p className="field-note">{t("keys.noneFound")}</p> : null}
      <ul className="key-list" aria-label={t("keys.list")}>
        {commands.map((command) => (
          <KeyRow key={command.id} command={command} titleOf={titleOf} onKey={give} />
        ))}
      </ul>
    </Sheet>
  );
}

/** Returns a function that tests whether a command's name, id or key contains all words of a query. */
function isAskedFor(query: string): (command: KeyedCommand) => boolean {
  const words = foldCase(query).split(/\s+/).filter(Boolean);
  return ({ id, title, shortcut = "" }) => {
    const text = foldCase(`${title} ${id} ${shortcut}`);
    return words.every((word) => text.includes(word));
  };
}

/** Restores the default keys. Asks first, because the author's own keys would be lost. */
function ResetAll({ isDisabled }: { readonly isDisabled: boolean }) {
  const app = useApp();
  const t = useTranslate();
  const [isSure, setSure] = useState(false);
  const press = (): void => {
    setSure(!isSure);
    if (isSure) void attempt(app, () => app.preferences.set({ keys: {} }));
  };
  return (
    <Button variant={isSure ? "danger" : "quiet"} isDisabled={isDisabled} onPress={press}>
      {isSure ? t("keys.resetAll.sure") : t("keys.resetAll")}
    </Button>
  );
}
