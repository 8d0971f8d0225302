import { X } from "lucide-react";
import { useStore } from "zustand";
import { runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";

/** Says how many posts are selected, and offers to change them. */
export function SelectionBar() {
  const app = useApp();
  const t = useTranslate();
  const count = useStore(app.selection.store, ({ paths }) => paths.size);
  return (
    <div role="status" className={count > 0 ? "selection-bar" : "visually-hidden"}>
      {count > 0 ? (
        <>
          <span className="selection-count">{t("select.count", { count })}</span>
          <Button variant="primary" onPress={() => void runCommand(app, "change-posts")}>
            {t("select.change")}
          </Button>
          <IconButton
            icon={X}
            label={t("select.clear")}
            onPress={() => {
              app.selection.clear();
              app.panes.focus("list");
            }}
          />
        </>
      ) : null}
    </div>
  );
}
