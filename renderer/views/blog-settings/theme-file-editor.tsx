import { useEffect, useRef, useState } from "react";
import type { CodeEditor } from "../../editor/settings/code-editor.ts";
import type { AppError } from "#contract/errors.ts";
import { toAppError } from "#contract/errors.ts";
import type { EditedThemeFile } from "../../state/blog-settings/theme-drafts.ts";
import { useLanguage, useTranslate } from "../../state/language.ts";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { useSettings } from "./use-settings.ts";

export interface ThemeFileEditorProps {
  readonly theme: string;
  /** Path inside the theme, or `own.css`. */
  readonly path: string;
  readonly label: string;
  /** Whether the theme's original file is shown beside the edited text. */
  readonly isCompared?: boolean;
  readonly autoFocus?: boolean;
}

/** The editor of a theme file. Each change is a draft that the preview page shows immediately. */
export function ThemeFileEditor(props: ThemeFileEditorProps) {
  const { theme, path } = props;
  const { draft } = useSettings();
  const [file, setFile] = useState<EditedThemeFile | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  useEffect(() => {
    let isGone = false;
    setFile(null);
    setError(null);
    draft.openFile(theme, path).then(
      (opened) => {
        if (!isGone) setFile(opened);
      },
      (reason: unknown) => {
        if (!isGone) setError(toAppError(reason));
      },
    );
    return () => {
      isGone = true;
    };
  }, [draft, theme, path]);
  if (error) return <ErrorNotice error={error} />;
  return file ? <OpenFileEditor {...props} file={file} /> : <div className="settings-code" />;
}

interface OpenFileEditorProps extends ThemeFileEditorProps {
  readonly file: EditedThemeFile;
}

function OpenFileEditor({ file, path, label, isCompared = false, autoFocus = false }: OpenFileEditorProps) {
  const t = useTranslate();
  const language = useLanguage();
  const { draft, files } = useSettings();
  const container = useRef<HTMLDivElement>(null);
  const editor = useRef<CodeEditor | null>(null);
  const { blogPath, original } = file;
  const draftText = files.get(blogPath);
  const text = draftText === undefined ? file.text : (draftText ?? original ?? "");
  const shown = useRef(text);
  shown.current = text;
  useEffect(() => {
    let isGone = false;
    const make = async (): Promise<void> => {
      // Loads Monaco's Japanese texts before Monaco. Otherwise, Monaco would show English texts.
      if (language === "ja") await import("monaco-editor/nls/lang/ja");
      const { CodeEditor } = await import("../../editor/settings/code-editor.ts");
      if (isGone || !container.current) return;
      const code = { name: path, text: shown.current, original: isCompared ? (original ?? "") : null };
      const labels = {
        ariaLabel: label,
        originalLabel: t("blogSettings.themeFiles.original", { file: label }),
      };
      editor.current = new CodeEditor(container.current, code, labels, (typed) =>
        // Stores no copy of an unchanged file, because the copy would hide later changes in the theme.
        draft.setFile(blogPath, typed === (original ?? "") ? null : typed),
      );
      if (autoFocus) editor.current.focus();
    };
    void make();
    return () => {
      isGone = true;
      editor.current?.dispose();
      editor.current = null;
    };
  }, [draft, t, language, blogPath, original, path, label, isCompared, autoFocus]);
  useEffect(() => editor.current?.show(text), [text]);
  return <div className="settings-code" ref={container} />;
}
