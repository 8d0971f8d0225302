import { commandTable } from "#contract/commands.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { useCommandTexts } from "../shared/command-texts.ts";

/** Short help: how writing and publishing go, the keys, and which version this is. */
export function HelpSheet() {
  const { workspace, info } = useApp();
  const t = useTranslate();
  const texts = useCommandTexts();
  const close = (): void => workspace.closeSheet();
  const withKeys = commandTable.map(({ id }) => ({ id, ...texts(id) })).filter(({ shortcut }) => shortcut);
  return (
    <Sheet
      title={t("help.title")}
      size="large"
      isText
      onClose={close}
      actions={<Button onPress={close}>{t("action.close")}</Button>}
    >
      <p>{t("help.write")}</p>
      <p>{t("help.publish")}</p>
      <h3 className="sheet-heading">{t("help.keys")}</h3>
      <dl className="key-table">
        {withKeys.map(({ id, title, shortcut }) => (
          <div key={id}>
            <dt>{title}</dt>
            <dd>
              <kbd>{shortcut}</kbd>
            </dd>
          </div>
        ))}
      </dl>
      <p className="field-note">{t("help.version", { name: info.name, version: info.version })}</p>
    </Sheet>
  );
}
