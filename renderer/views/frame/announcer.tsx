import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";

/**
 * Announces to screen readers what is only visible otherwise: that a manual save is done, and that a publish
 * runs. Automatic saves are not announced.
 */
export function Announcer() {
  const app = useApp();
  const t = useTranslate();
  const saves = useStore(app.workspace.store, (state) => state.savedByHand);
  const isRunning = useStore(app.publishing.store, (state) => state.running);
  return (
    <div className="visually-hidden" role="status">
      {saves > 0 ? <p key={saves}>{t("save.announcement")}</p> : null}
      {isRunning ? <p>{t("publish.running")}</p> : null}
    </div>
  );
}
