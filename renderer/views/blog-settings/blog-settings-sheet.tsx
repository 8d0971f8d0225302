import { Redo2, Undo2 } from "lucide-react";
import { type KeyboardEvent, useEffect, useState } from "react";
import { Label, ListBox, ListBoxItem } from "react-aria-components";
import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { settingOfKey } from "../../state/blog-settings/setting-schema.ts";
import { type SectionId, settingsSections } from "../../state/blog-settings/setting-table.ts";
import { useTranslate } from "../../state/language.ts";
import { useAcceptKey } from "../../ui/accept-key.ts";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { chordText } from "../../ui/keys.ts";
import { Notice } from "../../ui/notice.tsx";
import { QueryField } from "../../ui/query-field.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { findSettings } from "../sheets/find-settings.ts";
import { RawSettings } from "./raw-settings.tsx";
import { SettingField } from "./setting-field.tsx";
import { settingRows } from "./setting-texts.ts";
import { SettingsPage } from "./settings-page.tsx";
import { useSettings } from "./use-settings.ts";

/** The sheet with all settings of the blog. Next to them, a page of the site shows the unsaved changes. */
export function BlogSettingsSheet() {
  const { workspace, services } = useApp();
  const t = useTranslate();
  const { draft, error } = useSettings();
  const isLoading = useStore(draft.store, ({ text }) => text === null);
  const [query, setQuery] = useState(() => workspace.store.getState().settingsQuery);
  const [section, setSection] = useState<SectionId>("about");
  useEffect(() => {
    void draft.load();
    // Loads the file again, because another program or another sheet may have changed the file.
    const stop = services.engine.on("blog.changed", () => void draft.load());
    return () => {
      stop();
      // Hides the message "saved", so that it is not shown when the sheet is opened again.
      draft.store.setState({ isSaved: false });
    };
  }, [draft, services]);
  useAcceptKey(() => void draft.save());
  const open = (id: SectionId): void => {
    setSection(id);
    setQuery("");
    const { page = "front" } = settingsSections.find((candidate) => candidate.id === id) ?? {};
    draft.showPage(page);
  };
  return (
    <Sheet
      title={t("blogSettings.title")}
      size="full"
      onClose={() => workspace.closeSheet()}
      actions={<SettingsActions />}
    >
      {error ? <ErrorNotice error={error} /> : null}
      <ConflictNotice />
      <MovedNotice />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: handles events of all fields inside */}
      <div
        className="blog-settings"
        onKeyDown={(event) => undoByKey(event, draft)}
        onBlur={() => draft.endStep()}
      >
        <div className="settings-nav">
          <QueryField
            label={t("blogSettings.find")}
            placeholder={t("blogSettings.find")}
            query={query}
            onQuery={setQuery}
            hasList={false}
            autoFocus
          />
          <SectionList section={query.trim() === "" ? section : null} onOpen={open} />
        </div>
        {/* A new `key` for each section shows its top, even if the previous section was scrolled. */}
        <div key={query.trim() === "" ? section : "found"} className="settings-form">
          {isLoading ? (
            <p className="field-note">{t("blogSettings.loading")}</p>
          ) : (
            <SettingsForm section={section} query={query} onOpen={open} />
          )}
        </div>
        <SettingsPage />
      </div>
    </Sheet>
  );
}

/** Undoes and redoes changes of settings with Ctrl+Z and Ctrl+Y, except in the editor of the whole file. */
function undoByKey(event: KeyboardEvent, draft: { undo: () => void; redo: () => void }): void {
  const isInEditor = event.target instanceof Element && event.target.closest(".monaco-editor") !== null;
  if (!(event.ctrlKey || event.metaKey) || event.altKey || isInEditor || event.nativeEvent.isComposing)
    return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  event.stopPropagation();
  if (key === "y" || event.shiftKey) draft.redo();
  else draft.undo();
}

interface SectionListProps {
  /** The section that is shown, or null while settings are searched. */
  readonly section: SectionId | null;
  readonly onOpen: (section: SectionId) => void;
}

function SectionList({ section, onOpen }: SectionListProps) {
  const t = useTranslate();
  return (
    <ListBox
      className="settings-sections"
      aria-label={t("blogSettings.sections")}
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={section === null ? [] : [section]}
      onSelectionChange={(keys) => {
        const chosen = settingsSections.find(({ id }) => keys !== "all" && keys.has(id));
        if (chosen) onOpen(chosen.id);
      }}
    >
      {settingsSections.map(({ id }) => (
        <ListBoxItem key={id} id={id} textValue={t(`blogSettings.section.${id}`)} className="menu-item">
          <Label>{t(`blogSettings.section.${id}`)}</Label>
        </ListBoxItem>
      ))}
    </ListBox>
  );
}

interface SettingsFormProps {
  readonly section: SectionId;
  readonly query: string;
  readonly onOpen: (section: SectionId) => void;
}

function SettingsForm({ section, query, onOpen }: SettingsFormProps) {
  const t = useTranslate();
  const { values } = useSettings();
  if (query.trim() !== "" && values !== null) return <FoundSettings query={query} />;
  const heading = <h3 className="settings-heading">{t(`blogSettings.section.${section}`)}</h3>;
  if (section === "everything") {
    return (
      <>
        {heading}
        <RawSettings />
      </>
    );
  }
  if (values === null) {
    return (
      <Notice
        tone="error"
        title={t("blogSettings.broken")}
        actions={<Button onPress={() => onOpen("everything")}>{t("blogSettings.broken.open")}</Button>}
      />
    );
  }
  const { keys = [] } = settingsSections.find(({ id }) => id === section) ?? {};
  return (
    <>
      {heading}
      {keys.map((key) => (
        <SettingField key={key} setting={settingOfKey(key)} />
      ))}
    </>
  );
}

function FoundSettings({ query }: { readonly query: string }) {
  const t = useTranslate();
  const { themes } = useSettings();
  const found = findSettings(settingRows(t, themes), query);
  const sections = settingsSections.filter((section) => found.some((row) => row.section === section));
  return (
    <>
      {sections.map((section) => (
        <section
          key={section.id}
          aria-label={t(`blogSettings.section.${section.id}`)}
          className="settings-found"
        >
          <h3 className="settings-heading">{t(`blogSettings.section.${section.id}`)}</h3>
          {found
            .filter((row) => row.section === section)
            .map(({ setting }) => (
              <SettingField key={setting.path.join(".")} setting={setting} />
            ))}
        </section>
      ))}
      <p className={found.length > 0 ? "visually-hidden" : "field-note"} role="status">
        {found.length > 0 ? "" : t("blogSettings.nothing", { query: query.trim() })}
      </p>
    </>
  );
}

/** Asks the author which settings to keep after another program has written the file. */
function ConflictNotice() {
  const t = useTranslate();
  const { isConflict, draft } = useSettings();
  if (!isConflict) return null;
  return (
    <Notice
      tone="question"
      title={t("blogSettings.conflict")}
      detail={t("blogSettings.conflict.detail")}
      actions={
        <>
          <Button onPress={() => void draft.discard()}>{t("blogSettings.conflict.theirs")}</Button>
          <Button variant="primary" onPress={() => void draft.mergeWithFile()}>
            {t("blogSettings.conflict.mine")}
          </Button>
        </>
      }
    />
  );
}

/** Asks whether the old addresses of published pages should redirect to their new addresses. */
function MovedNotice() {
  const t = useTranslate();
  const { moved, draft } = useSettings();
  if (moved === 0) return null;
  return (
    <Notice
      tone="question"
      title={t("blogSettings.moved", { count: moved })}
      detail={t("blogSettings.moved.detail")}
      actions={
        <>
          <Button onPress={() => draft.store.setState({ moved: 0 })}>{t("action.cancel")}</Button>
          <Button onPress={() => void draft.save("break")}>{t("blogSettings.moved.break")}</Button>
          <Button variant="primary" onPress={() => void draft.save("redirect")}>
            {t("blogSettings.moved.redirect")}
          </Button>
        </>
      }
    />
  );
}

function SettingsActions() {
  const { workspace, info } = useApp();
  const t = useTranslate();
  const { draft, isChanged, isSaved, canUndo, canRedo, isSaving, isConflict } = useSettings();
  const mac = info.platform === "darwin";
  return (
    <>
      <div className="settings-steps">
        <IconButton
          icon={Undo2}
          label={t("blogSettings.undo")}
          shortcut={chordText("CmdOrCtrl+Z", mac)}
          isDisabled={!canUndo}
          onPress={() => draft.undo()}
        />
        <IconButton
          icon={Redo2}
          label={t("blogSettings.redo")}
          shortcut={chordText("CmdOrCtrl+Shift+Z", mac)}
          isDisabled={!canRedo}
          onPress={() => draft.redo()}
        />
        <p className="field-note" role="status">
          {isChanged ? t("blogSettings.changed") : isSaved ? t("blogSettings.saved") : ""}
        </p>
      </div>
      {isChanged ? (
        <Button variant="quiet" onPress={() => void draft.discard()}>
          {t("blogSettings.discard")}
        </Button>
      ) : null}
      <Button onPress={() => workspace.closeSheet()}>
        {t(isChanged ? "blogSettings.later" : "action.close")}
      </Button>
      <Button
        variant="primary"
        isDisabled={!isChanged || isSaving || isConflict}
        onPress={() => void draft.save()}
      >
        {t("blogSettings.save")}
      </Button>
    </>
  );
}
