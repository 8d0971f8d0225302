import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";

/**
 * Tells screen readers what is otherwise only visible: that a save by key or menu is done, and that a publish
 * is running. Automatic saves are not announced.
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
