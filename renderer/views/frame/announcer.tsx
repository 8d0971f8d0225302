import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";

/**
 * Says once what sighted people see change and nothing else says: that a save by hand is done, and that a publish
 * runs. Saves that happen by themselves are not worth an interruption each.
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
