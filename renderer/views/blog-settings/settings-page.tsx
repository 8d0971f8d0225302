import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Choice } from "../../ui/choice.tsx";
import { PageFrame } from "../shared/page-frame.tsx";
import { useSettings } from "./use-settings.ts";

/** The page of the blog next to the settings. The page already shows the unsaved changes. */
export function SettingsPage() {
  const t = useTranslate();
  const { blog } = useApp();
  const { page, shownPage, draft } = useSettings();
  // If no post is published, only the front page can be shown.
  const hasPost = useStore(blog.store, ({ posts }) =>
    posts.some(({ kind, state }) => kind === "post" && state !== "draft" && state !== "scheduled"),
  );
  return (
    <section className="settings-page" aria-label={t("blogSettings.page.title")}>
      <Choice
        label={t("blogSettings.page")}
        isLabelHidden
        value={hasPost ? shownPage : "front"}
        options={[
          { value: "front", label: t("blogSettings.page.front") },
          ...(hasPost ? [{ value: "post" as const, label: t("blogSettings.page.post") }] : []),
        ]}
        onChange={(shown) => draft.showPage(shown)}
      />
      <div className="settings-frame">
        {page ? <PageFrame page={page} title={t("blogSettings.page.title")} /> : null}
      </div>
    </section>
  );
}
