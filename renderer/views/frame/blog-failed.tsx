import { FolderX } from "lucide-react";
import { useStore } from "zustand";
import type { AppError } from "#contract/errors.ts";
import { findFolder } from "../../commands/program-commands.ts";
import { attempt, runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { errorTexts, useCommandTexts } from "../shared/texts.ts";

/** Returns the reason why no blog can be shown. Returns null if a blog is shown or being opened. */
export function useBlogFailure(): AppError | null {
  return useStore(useApp().blog.store, ({ summary, error }) => (summary === null ? error : null));
}

/** Says that the blog's folder has moved or disappeared, and asks for its new path. */
export function FolderGone() {
  const app = useApp();
  const t = useTranslate();
  const summary = useStore(app.blog.store, (state) => state.summary);
  if (!summary?.isGone) return null;
  return (
    <Notice
      tone="error"
      title={t("gone.title", { folder: summary.folder })}
      detail={t("gone.detail")}
      actions={<Button onPress={() => void attempt(app, () => findFolder(app))}>{t("gone.find")}</Button>}
    />
  );
}

/** Shown instead of the panes if the blog cannot be opened. A button opens a different blog. */
export function BlogFailed() {
  const app = useApp();
  const t = useTranslate();
  const failure = useBlogFailure();
  const { title } = useCommandTexts()("open-blog");
  if (!failure) return null;
  const { what, todo } = errorTexts(t, failure);
  return (
    <main className="panes blog-failed">
      <FolderX aria-hidden size={40} strokeWidth={1.25} />
      <div role="alert">
        <h2>{what}</h2>
        <p>{todo}</p>
      </div>
      <Button variant="primary" onPress={() => void runCommand(app, "open-blog")}>
        {title}
      </Button>
    </main>
  );
}
