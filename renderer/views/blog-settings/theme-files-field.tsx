import { Copy, Download, Upload } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { FileTrigger } from "react-aria-components";
import type { ThemeFileInfo, ThemeInfo } from "#contract/calls/settings-calls.ts";
import { type AppError, toAppError } from "#contract/errors.ts";
import { useApp } from "../../state/app.ts";
import { useLanguage, useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { useOneAtATime } from "../shared/use-one-at-a-time.ts";
import { themeName } from "./setting-texts.ts";
import { ThemeFileEditor } from "./theme-file-editor.tsx";
import { useSettings } from "./use-settings.ts";

export interface ThemeFilesFieldProps {
  readonly theme: ThemeInfo;
  /** Chooses a theme, such as one that was just imported. */
  readonly onChoose: (theme: string) => void;
}

/**
 * Lists the files of a theme. If the author changes a file, the blog gets a copy of the file.
 * The author can also copy, export or import a whole theme.
 */
export function ThemeFilesField({ theme, onChoose }: ThemeFilesFieldProps) {
  const t = useTranslate();
  const heading = useId();
  return (
    <section className="setting-group" aria-labelledby={heading}>
      <h4 id={heading} className="setting-legend">
        {t("blogSettings.themeFiles")}
      </h4>
      <p className="field-note">{t("blogSettings.themeFiles.detail")}</p>
      {/* Has no `key`, so that its message stays when a copy or an import chooses another theme. */}
      <WholeTheme theme={theme} onChoose={onChoose} />
      <SingleFiles key={theme.name} theme={theme} />
    </section>
  );
}

function SingleFiles({ theme }: Pick<ThemeFilesFieldProps, "theme">) {
  const t = useTranslate();
  const { files: drafts } = useSettings();
  const files = useThemeFiles(theme.name);
  const [chosen, setChosen] = useState("");
  const [isCompared, setCompared] = useState(false);
  const isChanged = ({ blogPath, isInBlog }: ThemeFileInfo): boolean => {
    const draft = drafts.get(blogPath);
    return draft === undefined ? isInBlog : draft !== null;
  };
  const file = files.find(({ path }) => path === chosen);
  const options = files
    .filter(({ isText }) => isText)
    .map((one) => ({
      value: one.path,
      label:
        isChanged(one) && one.isInTheme ? t("blogSettings.themeFiles.changed", { file: one.path }) : one.path,
    }));
  return (
    <>
      <SelectField
        label={t("blogSettings.themeFiles.file")}
        value={chosen}
        options={options}
        onChange={setChosen}
      />
      {file ? (
        <div className={isCompared ? "theme-file theme-compared" : "theme-file"}>
          {file.isInTheme ? (
            <FileActions file={file} isChanged={isChanged(file)}>
              <SwitchField
                label={t("blogSettings.themeFiles.compare")}
                isSelected={isCompared}
                onChange={setCompared}
              />
            </FileActions>
          ) : null}
          <ThemeFileEditor
            key={file.path}
            theme={theme.name}
            path={file.path}
            label={file.path}
            isCompared={isCompared && file.isInTheme}
          />
        </div>
      ) : null}
    </>
  );
}

interface FileActionsProps {
  readonly file: ThemeFileInfo;
  readonly isChanged: boolean;
  readonly children: ReactNode;
}

function FileActions({ file, isChanged, children }: FileActionsProps) {
  const t = useTranslate();
  const { draft } = useSettings();
  const actions = useRef<HTMLDivElement>(null);
  const putBack = (): void => {
    draft.setFile(file.blogPath, null);
    // The pressed button is disabled now, so the focus moves to the text that the author can change.
    const code = actions.current?.closest(".theme-file");
    const text = code?.querySelector(".modified [role=textbox]") ?? code?.querySelector("[role=textbox]");
    if (text instanceof HTMLElement) text.focus();
  };
  return (
    <div ref={actions} className="theme-file-actions">
      {children}
      <Button isDisabled={!isChanged} onPress={putBack}>
        {t("blogSettings.themeFiles.putBack")}
      </Button>
    </div>
  );
}

/** Returns the files of a theme. Requests the list again after each save. */
function useThemeFiles(theme: string): readonly ThemeFileInfo[] {
  const { services } = useApp();
  const { themes } = useSettings();
  const [files, setFiles] = useState<readonly ThemeFileInfo[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `themes` is a new list after each save
  useEffect(() => {
    let isGone = false;
    services.engine.call("themes.files", { theme }).then(
      (answer) => {
        if (!isGone) setFiles(answer.files);
      },
      () => undefined,
    );
    return () => {
      isGone = true;
    };
  }, [services, theme, themes]);
  return files;
}

/** Copies, exports and imports themes. */
function WholeTheme({ theme, onChoose }: ThemeFilesFieldProps) {
  const t = useTranslate();
  const language = useLanguage();
  const { services } = useApp();
  const { draft, themes, files: drafts } = useSettings();
  const [error, setError] = useState<AppError | null>(null);
  const [done, setDone] = useState("");
  const [copy, setCopy] = useState<{ readonly of: string; readonly name: string } | null>(null);
  const run = useOneAtATime();
  const title = themeName(t, language, theme, themes);
  const attempt = (work: () => Promise<string>): void =>
    run(() => {
      setError(null);
      setDone("");
      return work().then(setDone, (reason: unknown) => setError(toAppError(reason)));
    });
  const choose = async (name: string): Promise<void> => {
    await draft.loadThemes();
    onChoose(name);
  };
  const copyName = copy?.of === theme.name ? copy.name : null;
  const setCopyName = (name: string): void => setCopy({ of: theme.name, name });
  /** Returns a free name for a copy of the theme. */
  const freeName = (): string => {
    const taken = new Set(themes.map((one) => themeName(t, language, one, [])));
    const name = themeName(t, language, theme, []);
    let free = t("blogSettings.themeFiles.copyOf", { name });
    for (let number = 2; taken.has(free); number++) {
      free = t("blogSettings.themeFiles.copyOfNumber", { name, number });
    }
    return free;
  };
  const makeCopy = (): void =>
    attempt(async () => {
      const name = copyName?.trim() ?? "";
      const copied = await services.engine.call("themes.copy", {
        theme: theme.name,
        title: name,
        files: Object.fromEntries(drafts),
      });
      setCopy(null);
      await choose(copied.name);
      return t("blogSettings.themeFiles.copied", { name });
    });
  const take = (list: FileList | null): void =>
    attempt(async () => {
      const [zip] = list ?? [];
      if (!zip) return "";
      const bytes = new Uint8Array(await zip.arrayBuffer());
      const imported = await services.engine.call("themes.import", { bytes, fileName: zip.name });
      const { scripts } = imported;
      await choose(imported.name);
      const all = draft.store.getState().themes;
      const added = all.find(({ name }) => name === imported.name);
      const name = added ? themeName(t, language, added, all) : imported.name;
      const files = scripts.join(", ");
      return t(scripts.length > 0 ? "blogSettings.themeFiles.scripts" : "blogSettings.themeFiles.imported", {
        name,
        files,
      });
    });
  const save = (): void =>
    attempt(async () => {
      const { bytes } = await services.engine.call("themes.export", {
        theme: theme.name,
        files: Object.fromEntries(drafts),
      });
      const { isSaved } = await services.main.call("zip.save", { name: `${theme.name}.zip`, bytes });
      return isSaved ? t("blogSettings.themeFiles.exported", { name: title }) : "";
    });
  return (
    <>
      <div className="theme-file-actions">
        <Button onPress={() => setCopyName(freeName())}>
          <Copy aria-hidden size={14} strokeWidth={1.75} />
          {t("blogSettings.themeFiles.copy")}
        </Button>
        <Button onPress={save}>
          <Download aria-hidden size={14} strokeWidth={1.75} />
          {t("blogSettings.themeFiles.export")}
        </Button>
        <FileTrigger acceptedFileTypes={[".zip"]} onSelect={take}>
          <Button onPress={() => undefined}>
            <Upload aria-hidden size={14} strokeWidth={1.75} />
            {t("blogSettings.themeFiles.import")}
          </Button>
        </FileTrigger>
      </div>
      {copyName === null ? null : (
        <TextField
          label={t("blogSettings.themeFiles.copyName")}
          value={copyName}
          onChange={setCopyName}
          onEnter={makeCopy}
          autoFocus
          after={
            <Button isDisabled={copyName.trim() === ""} onPress={makeCopy}>
              {t("blogSettings.themeFiles.copy")}
            </Button>
          }
        />
      )}
      {error ? <ErrorNotice error={error} /> : null}
      <p className={done === "" ? "visually-hidden" : "field-note"} role="status">
        {done}
      </p>
    </>
  );
}
