import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { paneNames } from "../../state/pane-focus.ts";

/** Chooses the pane that a narrow window shows. */
export function NarrowSwitch() {
  const app = useApp();
  const t = useTranslate();
  const pane = useStore(app.workspace.store, (state) => state.narrowPane);
  return (
    <ToggleButtonGroup
      className="narrow-switch"
      aria-label={t("pane.switch")}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[pane]}
      onSelectionChange={(keys) => {
        const chosen = paneNames.find((name) => keys.has(name));
        if (chosen) app.workspace.showPane(chosen);
      }}
    >
      {paneNames.map((name) => (
        <ToggleButton key={name} id={name} className="narrow-choice">
          {t(`pane.${name}`)}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
