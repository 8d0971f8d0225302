import { Columns2, PanelLeft, Search, Settings } from "lucide-react";
import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { PublishButton } from "../publishing/publish-button.tsx";
import { CommandButton } from "../shared/command-button.tsx";
import { BlogMenu } from "./blog-menu.tsx";
import { NarrowSwitch } from "./narrow-switch.tsx";
import { useRoom } from "./use-room.ts";

/** The top row: the blog on the left, what the window shows in the middle, publishing on the right. */
export function TitleBar() {
  const app = useApp();
  const isNarrow = useRoom() !== "three";
  const panes = useStore(app.preferences.store, (preferences) => preferences.panes);
  return (
    <header className="title-bar">
      <div className="title-bar-start">
        {isNarrow ? null : <CommandButton command="toggle-list" icon={PanelLeft} isPressed={panes.list} />}
        <h1>
          <BlogMenu />
        </h1>
      </div>
      {isNarrow ? <NarrowSwitch /> : null}
      <div className="title-bar-end">
        <CommandButton command="palette" icon={Search} />
        {isNarrow ? null : (
          <CommandButton command="toggle-preview" icon={Columns2} isPressed={panes.preview} />
        )}
        <CommandButton command="settings" icon={Settings} />
        <PublishButton />
      </div>
    </header>
  );
}
