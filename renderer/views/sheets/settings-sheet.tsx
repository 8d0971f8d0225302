import { Fragment, useState } from "react";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { QueryField } from "../../ui/query-field.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { findSettings } from "./find-settings.ts";
import { useSettingsRows } from "./settings-rows.tsx";

/** The author's preferences, with a search field. Changes take effect immediately. */
export function SettingsSheet() {
  const { workspace } = useApp();
  const t = useTranslate();
  const [query, setQuery] = useState(() => workspace.store.getState().settingsQuery);
  const close = (): void => workspace.closeSheet();
  const rows = findSettings(useSettingsRows(), query);
  return (
    <Sheet
      title={t("command.settings")}
      size="small"
      onClose={close}
      actions={
        <>
          <Button onPress={() => workspace.openSheet("keys")}>{t("command.keys")}</Button>
          <Button onPress={close}>{t("action.close")}</Button>
        </>
      }
    >
      <div className="filter-field">
        <QueryField
          label={t("settings.find")}
          placeholder={t("settings.find")}
          query={query}
          onQuery={setQuery}
          hasList={false}
          autoFocus
        />
      </div>
      {rows.map(({ key, view }) => (
        <Fragment key={key}>{view}</Fragment>
      ))}
      <p className={rows.length > 0 ? "visually-hidden" : "field-note"} role="status">
        {rows.length > 0 ? "" : t("settings.nothing", { query: query.trim() })}
      </p>
    </Sheet>
  );
}
