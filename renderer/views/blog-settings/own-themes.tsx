import { Trash2 } from "lucide-react";
import { useState } from "react";
import type { ThemeInfo } from "#contract/calls/settings-calls.ts";
import { type AppError, toAppError } from "#contract/errors.ts";
import { useApp } from "../../state/app.ts";
import { valueAt } from "../../state/blog-settings/setting-values.ts";
import { useLanguage, useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { themeName } from "./setting-texts.ts";
import { useSettings } from "./use-settings.ts";

/** The buttons that move the blog's own themes to the trash, after asking the author. */
export function OwnThemes() {
  const t = useTranslate();
  const language = useLanguage();
  const { services } = useApp();
  const { themes, effective, draft } = useSettings();
  const [asked, setAsked] = useState<ThemeInfo | null>(null);
  const [removed, setRemoved] = useState<{
    readonly theme: string;
    readonly name: string;
    readonly at: string;
  } | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const own = themes.filter(({ isBuiltIn }) => !isBuiltIn);
  const nameOf = (theme: ThemeInfo): string => themeName(t, language, theme, themes);
  const attempt = (work: () => Promise<void>): void => {
    setError(null);
    work().catch((reason: unknown) => setError(toAppError(reason)));
  };
  const remove = (theme: ThemeInfo): void =>
    attempt(async () => {
      setAsked(null);
      const { at } = await services.engine.call("themes.trash", { theme: theme.name });
      setRemoved({ theme: theme.name, name: nameOf(theme), at });
      await draft.loadThemes();
    });
  const restore = (theme: string, at: string): void =>
    attempt(async () => {
      await services.engine.call("themes.restore", { theme, at });
      setRemoved(null);
      await draft.loadThemes();
    });
  const close = { label: t("action.close"), onPress: () => setAsked(null) };
  if (own.length === 0 && !removed && !error) return null;
  const inUse = [String(effective(["theme"])), String(valueAt(draft.savedValues, ["theme"]) ?? "")];
  return (
    <fieldset className="setting-group">
      <legend>{t("blogSettings.ownThemes")}</legend>
      <div className="theme-file-actions">
        {own.map((theme) => (
          <Button
            key={theme.name}
            onPress={() => {
              setRemoved(null);
              setAsked(theme);
            }}
          >
            <Trash2 aria-hidden size={14} strokeWidth={1.75} />
            {t("blogSettings.ownThemes.remove", { name: nameOf(theme) })}
          </Button>
        ))}
      </div>
      {asked && inUse.includes(asked.name) ? (
        <Notice
          tone="plain"
          title={t("blogSettings.ownThemes.inUse", { name: nameOf(asked) })}
          detail={t("blogSettings.ownThemes.inUse.detail")}
          close={close}
        />
      ) : null}
      {asked && !inUse.includes(asked.name) ? (
        <Notice
          tone="question"
          title={t("blogSettings.ownThemes.question", { name: nameOf(asked) })}
          detail={t("blogSettings.ownThemes.detail")}
          actions={
            <>
              <Button variant="danger" autoFocus onPress={() => remove(asked)}>
                {t("blogSettings.ownThemes.confirm")}
              </Button>
              <Button onPress={() => setAsked(null)}>{t("action.cancel")}</Button>
            </>
          }
        />
      ) : null}
      {removed ? (
        <Notice
          tone="good"
          title={t("blogSettings.ownThemes.done", { name: removed.name })}
          actions={
            <Button autoFocus onPress={() => restore(removed.theme, removed.at)}>
              {t("blogSettings.ownThemes.restore")}
            </Button>
          }
          close={{ label: t("action.close"), onPress: () => setRemoved(null) }}
        />
      ) : null}
      {error ? <ErrorNotice error={error} /> : null}
    </fieldset>
  );
}
