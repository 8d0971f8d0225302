import { ListBoxItem } from "react-aria-components";
import { useStore } from "zustand";
import { attempt } from "../../commands/run-command.ts";
import { writeSnippet } from "../../commands/snippets.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { PickSheet } from "../sheets/pick-sheet.tsx";

const editKey = "edit";

/** Lets the author choose a snippet, which is inserted at the caret. */
export function SnippetPicker() {
  const app = useApp();
  const t = useTranslate();
  const snippets = useStore(app.preferences.store, (values) => values.snippets);
  const pick = (key: string): void => {
    app.workspace.closeSheet();
    const snippet = snippets[Number(key)];
    if (key === editKey) app.workspace.openSheet("snippets");
    else if (snippet) void attempt(app, () => writeSnippet(app, snippet));
  };
  return (
    <PickSheet
      title={t("snippets.pick")}
      placeholder={t("snippets.pick.placeholder")}
      onPick={pick}
      note={snippets.length === 0 ? <p className="search-sum">{t("snippets.none")}</p> : undefined}
    >
      {snippets.map(({ name, text }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two snippets may have one name
        <ListBoxItem key={index} id={String(index)} textValue={name} className="menu-item">
          <span>{name}</span>
          <span className="snippet-excerpt">{text.slice(0, 60)}</span>
        </ListBoxItem>
      ))}
      <ListBoxItem id={editKey} textValue={t("command.snippets")} className="menu-item">
        {t("command.snippets")}
      </ListBoxItem>
    </PickSheet>
  );
}
