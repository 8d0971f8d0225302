import { useEffect, useState } from "react";
import { ListBoxItem } from "react-aria-components";
import { createFromTemplate } from "../../commands/posts/post-actions.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { PickSheet } from "../sheets/pick-sheet.tsx";

/** Lets the author choose a post template. Then makes a draft from the template. */
export function TemplatePicker() {
  const app = useApp();
  const t = useTranslate();
  const names = useTemplates();
  const pick = (name: string): void => {
    app.workspace.closeSheet();
    void attempt(app, () => createFromTemplate(app, name));
  };
  return (
    <PickSheet
      title={t("command.new-from-template")}
      placeholder={t("templates.pick.placeholder")}
      onPick={pick}
      isEmpty={names?.length === 0}
      note={names?.length === 0 ? <p className="search-sum">{t("templates.none")}</p> : undefined}
    >
      {(names ?? []).map((name) => (
        <ListBoxItem key={name} id={name} textValue={name} className="menu-item">
          {name}
        </ListBoxItem>
      ))}
    </PickSheet>
  );
}

/** Returns the names of the post templates, or null until they are loaded. */
export function useTemplates(): readonly string[] | null {
  const app = useApp();
  const [names, setNames] = useState<readonly string[] | null>(null);
  useEffect(() => {
    void attempt(app, async () => setNames((await app.services.engine.call("templates.list", {})).names));
  }, [app]);
  return names;
}
