import { Columns2, PanelLeft, Search, Settings } from "lucide-react";
import { useEffect, useRef } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { paneNames } from "../../state/panes/pane-focus.ts";
import { usePaneCount } from "../../state/panes/pane-count.ts";
import { PublishButton } from "../publishing/publish-button.tsx";
import { TargetMenu } from "../publishing/target-menu.tsx";
import { CommandButton } from "../shared/command-button.tsx";
import { useBlogFailure } from "./blog-failed.tsx";
import { BlogMenu } from "./blog-menu.tsx";

/** The top row: the blog on the left, pane buttons in the middle, and publishing on the right. */
export function TitleBar() {
  const app = useApp();
  const hasPanes = useBlogFailure() === null;
  const isNarrow = usePaneCount() !== "three";
  const isWide = hasPanes && !isNarrow;
  const panes = useStore(app.preferences.store, (preferences) => preferences.panes);
  const bar = useRef<HTMLElement>(null);
  useEffect(() => app.panes.register("title-bar", () => focusBar(bar.current)), [app]);
  return (
    <header className="title-bar" data-bar="title-bar" ref={bar}>
      <div className="title-bar-start">
        {isWide ? <CommandButton command="toggle-list" icon={PanelLeft} isPressed={panes.list} /> : null}
        <h1>
          <BlogMenu />
        </h1>
      </div>
      {hasPanes && isNarrow ? <NarrowSwitch /> : null}
      <div className="title-bar-end">
        <CommandButton command="palette" icon={Search} />
        {isWide ? <CommandButton command="toggle-preview" icon={Columns2} isPressed={panes.preview} /> : null}
        <CommandButton command="settings" icon={Settings} />
        {hasPanes ? (
          <div className="publish-split">
            <PublishButton />
            <TargetMenu />
          </div>
        ) : null}
      </div>
    </header>
  );
}

/** Focuses the switch between the panes if the window is narrow, and otherwise the menu of the blog. */
function focusBar(bar: HTMLElement | null): void {
  const choice = bar?.querySelector<HTMLElement>(".narrow-choice[data-selected]");
  (choice ?? bar?.querySelector<HTMLElement>(".blog-menu"))?.focus();
}

/** Chooses the visible pane of a window that has room for only one pane. */
function NarrowSwitch() {
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
